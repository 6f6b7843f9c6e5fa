import type { AreaCode, WillingTier } from '../../domain/area.ts';
import type { IsoDate } from '../../domain/dates.ts';
import type { JobIntention } from '../../domain/laborer.ts';
import type { Code } from '../../domain/occupation.ts';
import type { SilentFact } from '../../flows/ports/laborer-store.ts';
import type { TextCoder } from '../../text/text-coder.ts';
import { simplified } from '../../text/simplified.ts';
import { dayCell } from '../cells/day-cell.ts';
import { distanceKm } from '../cells/distance-cell.ts';
import type { RowCells } from '../cells/row-cells.ts';
import { wageFloor } from '../cells/wage-cells.ts';
import type { LaborerField } from '../headers/laborer-headers.ts';
import { SHIFT_WORDS, TERM_WORDS, TIER_WORDS } from '../words/laborer-words.ts';
import { manyWords } from '../words/word-table.ts';
import { yesNo } from '../words/yes-no.ts';
import { HOME_PROVINCE } from './home.ts';

type Cells = RowCells<LaborerField>;

/** 意向地区1–4: the engine weighs four. */
const MAX_AREAS = 4;
const acceptedTerms = manyWords(TERM_WORDS);
const acceptedShifts = manyWords(SHIFT_WORDS);
const willingTiers = manyWords(TIER_WORDS);
const AREA_FIELDS = ['area1', 'area2', 'area3', 'area4', 'areas'] as const;

/**
 * What she wishes. A column that the file does not have gives `undefined`, an empty cell `null` or an empty
 * list.
 */
export function intentionOf(cells: Cells, coder: TextCoder, today: IsoDate): JobIntention {
  const tiers = tiersOf(cells);
  const availableUntil = dayCell(cells, 'availableUntil');
  if (availableUntil !== undefined && availableUntil !== null && availableUntil < today) {
    cells.warn('availableUntil', 'AVAILABILITY_PAST', {
      zh: '可务工截止日期已过，不会再推荐岗位，请核对',
      en: 'The last day she can work has passed, so nothing will be offered: check it',
    });
  }
  return {
    areas: areasOf(cells, coder, tiers),
    tiers,
    wishedOccupations: occupationsOf(cells, coder, 'wishedTrades'),
    refusedOccupations: occupationsOf(cells, coder, 'refusedTrades'),
    wageFloorCnyPerMonth: cells.parse('wageFloor', 'WAGE_FALSE', wageFloor),
    maxDistanceKm: cells.parse('maxDistance', 'DISTANCE_FALSE', distanceKm),
    availableFrom: dayCell(cells, 'availableFrom'),
    availableUntil,
    mustBeHomeNightly: cells.parseOrWarn('homeNightly', 'YES_NO', yesNo) ?? undefined,
    needsLodging: cells.parseOrWarn('needsLodging', 'YES_NO', yesNo) ?? undefined,
    acceptedTerms: orNone(cells.parseOrWarn('terms', 'TERM_UNKNOWN', acceptedTerms)),
    acceptedShifts: orNone(cells.parseOrWarn('shifts', 'SHIFT_UNKNOWN', acceptedShifts)),
    wantsTraining: wantsTraining(cells),
  };
}

/** An empty cell is an empty list. */
function orNone<Item>(list: readonly Item[] | null | undefined): readonly Item[] | undefined {
  return list === null ? [] : list;
}

/** The lists of wishes that the file has no column for. A tier in 就创业意愿 stands for the column. */
export function silentWishes(cells: Cells, { tiers }: JobIntention): readonly SilentFact[] {
  const silent: SilentFact[] = [];
  if (!AREA_FIELDS.some((field) => cells.has(field))) silent.push('areas');
  if (!cells.has('tiers') && tiers.length === 0) silent.push('tiers');
  if (!cells.has('wishedTrades')) silent.push('wishedOccupations');
  if (!cells.has('refusedTrades')) silent.push('refusedOccupations');
  return silent;
}

/** 意向层级; where the file has no such column, a tier that stands in 就创业意愿 (县内, 省外 …). */
function tiersOf(cells: Cells): readonly WillingTier[] {
  if (cells.has('tiers')) return cells.parseOrWarn('tiers', 'TIER_UNKNOWN', willingTiers) ?? [];
  const wish = willingTiers(simplified(cells.compact('willingness')).replace(/^有意愿|[()（）]/g, ''));
  return wish.kind === 'value' ? wish.value : [];
}

function areasOf(cells: Cells, coder: TextCoder, tiers: readonly WillingTier[]): readonly AreaCode[] {
  const areas = new Set<AreaCode>();
  const unknown: (typeof AREA_FIELDS)[number][] = [];
  for (const field of AREA_FIELDS) {
    const words = cells.words(field);
    if (words === '' || /^(?:无|不限|均可|-|—|\/)$/.test(words)) continue;
    const coded = coder.areas(words, HOME_PROVINCE);
    for (const place of coded.found) areas.add(place.code);
    if (coded.unknown.length > 0 || coded.found.length === 0) unknown.push(field);
  }
  for (const field of unknown) noteUnknownArea(cells, field, areas.size > 0 || tiers.length > 0);
  return [...areas].slice(0, MAX_AREAS);
}

/** With nothing else said about place, leaving the words out would turn "only there" into "anywhere". */
function noteUnknownArea(cells: Cells, field: (typeof AREA_FIELDS)[number], hasOther: boolean): void {
  if (hasOther) {
    cells.warn(field, 'AREA_UNKNOWN', {
      zh: '有认不出的意向地区，未采用；请写省、市或县的全称',
      en: 'An area is not known and was left out: write the full name of the province, city or county',
    });
    return;
  }
  cells.reject(field, 'AREA_UNKNOWN', {
    zh: '认不出意向地区，又没有别的地点意愿；请写省、市或县的全称，或填意向层级',
    en: 'The area is not known and no other wish of place is given: write the full name, or fill in 意向层级',
  });
}

function occupationsOf(
  cells: Cells,
  coder: TextCoder,
  field: 'wishedTrades' | 'refusedTrades',
): readonly Code[] {
  const words = cells.words(field);
  if (words === '' || /^(?:无|没有|不限|均可|都可以|-|—|\/)$/.test(words)) return [];
  const coded = coder.occupations(words);
  if (coded.unknown.length > 0 || coded.found.length === 0) {
    const shown = (coded.unknown.length > 0 ? coded.unknown : [words]).join('、');
    cells.warn(field, 'TRADE_UNKNOWN', {
      zh: `认不出工种“${shown}”，未采用，原文记入备注；请换成通用名称`,
      en: `The trade "${shown}" is not known; it was left out and kept in the remarks: use its common name`,
    });
  }
  return [...new Set(coded.found.map((word) => word.code))];
}

function wantsTraining(cells: Cells): boolean | undefined {
  const words = simplified(cells.compact('wantsTraining'));
  if (words === '') return undefined;
  return !/^(?:无|没有|否|不|未)/.test(words);
}

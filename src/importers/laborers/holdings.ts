import { monthsBetween, type IsoDate } from '../../domain/dates.ts';
import { LEVELS, type Holding, type Level } from '../../domain/occupation.ts';
import { parsedFault, parsedValue, type Parsed } from '../../text/parsed.ts';
import type { CodedWord, TextCoder } from '../../text/text-coder.ts';
import type { RowCells } from '../cells/row-cells.ts';
import type { LaborerField } from '../headers/laborer-headers.ts';
import { LEVEL_WORDS } from '../words/laborer-words.ts';
import { manyWords, splitList } from '../words/word-table.ts';

type Cells = RowCells<LaborerField>;

/** Under this many months in a trade one is a learner (scoring.md §3). */
const LEARNER_MONTHS = 3;
/** From this many months on one is proven in it. */
const PROVEN_MONTHS = 12;
/** The longest working life that is believed, months. */
const MAX_MONTHS = 720;
/** A cell that says "none". */
const NONE = /^(?:无|没有|无技能|无证书|无证|暂无|-|—|\/|否)$/;
/** A certificate that proves a level in a trade, and not only a permission. */
const GRADE = /等级|初级工|中级工|高级工|技师|职业资格/;
/** 熟练程度. */
const LEVELS_OF = manyWords(LEVEL_WORDS);
/** Between the items of 技能 and of 证书; the slash stands inside certificates' names. */
const ITEM_SEPARATORS = /[、,，;；\n]+/;

/**
 * What she can do, and the words that no code was found for. `undefined`: the file does not say, since it has none
 * of these columns, or only a 岗位工种 that is empty.
 */
export interface FoundHoldings {
  readonly holdings: readonly Holding[] | undefined;
  readonly unknown: readonly string[];
}

/**
 * 工种, 技能, 岗位工种 and graded certificates with 熟练程度 and 从业月数. Levels and months stand for all items, or one each
 * in the items' order. Without a level word: under 3 months learner, under 12 able, then proven; unknown
 * months are able. An empty cell in a file that has the column means that she has none.
 */
export function holdingsOf(
  cells: Cells,
  coder: TextCoder,
  startedOn: IsoDate | null,
  today: IsoDate,
): FoundHoldings {
  const hasColumn = cells.has('skills') || cells.has('trade') || cells.has('jobTrade');
  if (!hasColumn) return { holdings: undefined, unknown: [] };
  const levels = cells.parseOrWarn('levels', 'LEVEL_UNKNOWN', LEVELS_OF) ?? [];
  const months = cells.parseOrWarn('months', 'MONTHS_FALSE', parseMonths) ?? [];
  const unknown: string[] = [];
  const found: Holding[] = [];
  const add = (words: readonly CodedWord[], level: Level): void => {
    found.push(...words.map((word) => ({ code: word.code, level, words: word.words })));
  };
  for (const [position, item] of itemsOf(cells.words('skills')).entries()) {
    const coded = coder.skills(item);
    add(coded.found, levelOf(pick(levels, position), pick(months, position)));
    unknown.push(...coded.unknown);
  }
  for (const [position, item] of itemsOf(cells.words('trade')).entries()) {
    const coded = coder.occupations(item);
    add(coded.found, levelOf(pick(levels, position), pick(months, position)));
    unknown.push(...coded.unknown);
  }
  for (const item of itemsOf(cells.words('jobTrade'))) {
    const coded = coder.occupations(item);
    add(coded.found, levelOf(undefined, startedOn === null ? undefined : monthsBetween(startedOn, today)));
    unknown.push(...coded.unknown);
  }
  for (const item of itemsOf(cells.words('certificates'))) {
    if (GRADE.test(item)) add(coder.occupations(item).found, 'proven');
  }
  // 岗位工种 tells one trade of who works: empty, it does not say that there is none.
  const isTold = cells.has('skills') || cells.has('trade') || found.length > 0;
  return { holdings: isTold ? bestOfEach(found) : undefined, unknown };
}

/**
 * Certificate codes of the 证书 cell, and the words that none was found for; `undefined` without the column.
 */
export function certificatesOf(
  cells: Cells,
  coder: TextCoder,
): { readonly codes: readonly string[] | undefined; readonly unknown: readonly string[] } {
  if (!cells.has('certificates')) return { codes: undefined, unknown: [] };
  const codes = new Set<string>();
  const unknown: string[] = [];
  for (const item of itemsOf(cells.words('certificates'))) {
    const coded = coder.certificates(item);
    for (const certificate of coded.found) codes.add(certificate.code);
    const isGrade = GRADE.test(item) && coder.occupations(item).found.length > 0;
    if (!isGrade) unknown.push(...coded.unknown);
  }
  return { codes: [...codes], unknown };
}

function itemsOf(words: string): readonly string[] {
  return words
    .split(ITEM_SEPARATORS)
    .map((item) => item.trim())
    .filter((item) => item !== '' && !NONE.test(item));
}

/** The only one for all, else the one at the same place. */
function pick<Item>(items: readonly Item[], position: number): Item | undefined {
  return items.length === 1 ? items[0] : items[position];
}

function levelOf(word: Level | undefined, months: number | undefined): Level {
  if (word === 'learner' || word === 'proven') return word;
  if (months !== undefined && months >= PROVEN_MONTHS) return 'proven';
  if (word === 'able' || months === undefined) return 'able';
  return months < LEARNER_MONTHS ? 'learner' : 'able';
}

function parseMonths(text: string): Parsed<readonly number[]> {
  const months: number[] = [];
  for (const item of splitList(text)) {
    const match = /^(\d{1,3}(?:\.\d+)?)(?:个?月|(年))?$/.exec(item);
    const value =
      match === null ? Number.NaN : Math.floor(Number(match[1]) * (match[2] === undefined ? 1 : 12));
    if (!(value <= MAX_MONTHS)) {
      return parsedFault(
        `从业月数“${item}”请填 0 至 ${MAX_MONTHS} 的整数`,
        `"${item}": give whole months from 0 to ${MAX_MONTHS}`,
      );
    }
    months.push(value);
  }
  return parsedValue(months);
}

function bestOfEach(holdings: readonly Holding[]): readonly Holding[] {
  const best = new Map<string, Holding>();
  for (const holding of holdings) {
    const known = best.get(holding.code);
    if (known === undefined || LEVELS.indexOf(holding.level) > LEVELS.indexOf(known.level))
      best.set(holding.code, holding);
  }
  return [...best.values()];
}

import { isInside, type AreaPrefix } from '../../domain/area.ts';
import type { IsoDate } from '../../domain/dates.ts';
import type { TermSet } from '../term-sets.ts';
import { awayJudge, type CountingRule } from './counting-rule.ts';
import { dayOf, yearStart } from './days.ts';
import { partsOf, type Dimension, type Parts } from './dimensions.ts';
import { WORK_TIERS } from './packed-facts.ts';
import type { PeopleColumns } from './people-columns.ts';
import { NO_TIER, readStatus, type Status } from './status.ts';

/** The numbers of a cell. Those up to `willing.unknown` are the form; the whole of each level is the sum of its parts. */
export const MEASURES = [
  'collected',
  'noLabor',
  'laborForce',
  'employed',
  'unemployed',
  'unwilling',
  'willing',
  ...WORK_TIERS.map((tier) => `willing.${tier}` as const),
  'away',
  'placeUnknown',
  'employedGained',
  'employedLost',
  'willingGained',
  'willingLost',
] as const;
export type Measure = (typeof MEASURES)[number];

/** The numbers of one cell. */
export type Tally = Readonly<Record<Measure, number>>;

/** Which people, on which day. */
export interface CountQuery {
  readonly date: IsoDate;
  /** The earlier day of a comparison: what was gained and lost since. */
  readonly from?: IsoDate;
  readonly area: AreaPrefix;
  readonly terms: TermSet;
  readonly rule: CountingRule | null;
  /** Only people of these parts. */
  readonly where: Partial<Readonly<Record<Dimension, string>>>;
}

export interface CountedGroup {
  readonly key: string;
  readonly tally: Tally;
}

/**
 * The numbers of a query: the whole, and the parts of a dimension where one is named, by key. Facts of a person are as known
 * now, lists and ages as on the day.
 */
export function countPeople(
  columns: PeopleColumns,
  query: CountQuery,
  by?: Dimension,
): { readonly total: Tally; readonly groups: readonly CountedGroup[] } {
  const parts = by === undefined ? null : partsOf(by, columns, query);
  const width = MEASURES.length;
  const cells = new Int32Array(width * (parts?.keys.length ?? 1));
  visit(columns, query, (slot, status, measures) => {
    const base = parts === null ? 0 : width * parts.partOf(slot, status);
    for (const measure of measures) cells[base + measure] = (cells[base + measure] ?? 0) + 1;
  });
  const tallies = (parts?.keys ?? ['']).map((key, part) => ({ key, tally: tallyOf(cells, width * part) }));
  const groups = tallies.filter(({ tally }) => MEASURES.some((measure) => tally[measure] > 0));
  return {
    total: sumOf(tallies.map(({ tally }) => tally)),
    groups: parts === null ? [] : groups.toSorted((a, b) => order(a.key, b.key, parts)),
  };
}

/** Keys of the people behind one number of a cell, ascending, after a key. */
export function peopleBehind(
  columns: PeopleColumns,
  query: CountQuery,
  measure: Measure,
  page: { readonly after: number; readonly limit: number },
): readonly number[] {
  const wanted = MEASURES.indexOf(measure);
  const keys: number[] = [];
  visit(columns, query, (slot, _status, measures) => {
    const key = columns.key[slot] ?? 0;
    if (key > page.after && measures.includes(wanted)) keys.push(key);
  });
  return keys.toSorted((a, b) => a - b).slice(0, page.limit);
}

type Visitor = (slot: number, status: Status, measures: readonly number[]) => void;

/** Shows everybody of a query with the numbers she counts in: the one place that says what a number means. */
function visit(columns: PeopleColumns, query: CountQuery, show: Visitor): void {
  const day = dayOf(query.date);
  const earlier = query.from === undefined ? null : dayOf(query.from);
  const isHere = Uint8Array.from(columns.homes, (home) => (isInside(query.area, home) ? 1 : 0));
  const filters = filtersOf(columns, query);
  const judge =
    query.rule === null ? null : awayJudge(columns, query.rule, { from: yearStart(query.date), day });
  const now: Status = { kind: 'notRegistered', tier: NO_TIER };
  const then: Status = { kind: 'notRegistered', tier: NO_TIER };
  const measures: number[] = [];
  for (let slot = 0; slot < columns.size; slot += 1) {
    if (isHere[columns.home[slot] ?? 0] !== 1) continue;
    readStatus(columns, slot, day, now);
    if (earlier !== null) readStatus(columns, slot, earlier, then);
    if (!filters.every(({ parts, part }) => parts.partOf(slot, now) === part)) continue;
    measures.length = 0;
    noteForm(now, measures);
    const verdict = judge === null ? 'no' : judge(slot, now);
    if (verdict === 'away') measures.push(AWAY);
    if (verdict === 'place_unknown') measures.push(PLACE_UNKNOWN);
    if (earlier !== null) noteChange(then, now, measures);
    if (measures.length > 0) show(slot, now, measures);
  }
}

const at = (measure: Measure): number => MEASURES.indexOf(measure);
const AWAY = at('away');
const PLACE_UNKNOWN = at('placeUnknown');
const FIRST_WILLING_TIER = at('willing.county');
const FORM: Readonly<Record<Status['kind'], readonly number[]>> = {
  notRegistered: [],
  noLabor: [at('collected'), at('noLabor')],
  unwilling: [at('collected'), at('laborForce'), at('unemployed'), at('unwilling')],
  employed: [at('collected'), at('laborForce'), at('employed')],
  willing: [at('collected'), at('laborForce'), at('unemployed'), at('willing')],
};

function noteForm({ kind, tier }: Status, measures: number[]): void {
  for (const measure of FORM[kind]) measures.push(measure);
  if (kind === 'willing') measures.push(FIRST_WILLING_TIER + tier);
}

function noteChange(then: Status, now: Status, measures: number[]): void {
  if (then.kind === now.kind) return;
  if (now.kind === 'employed') measures.push(at('employedGained'));
  if (then.kind === 'employed') measures.push(at('employedLost'));
  if (now.kind === 'willing') measures.push(at('willingGained'));
  if (then.kind === 'willing') measures.push(at('willingLost'));
}

function filtersOf(
  columns: PeopleColumns,
  query: CountQuery,
): readonly { readonly parts: Parts; readonly part: number }[] {
  // Object.entries gives plain strings; the query's own type says that its keys are dimensions.
  const wanted = Object.entries(query.where) as [Dimension, string | undefined][];
  return wanted.flatMap(([dimension, key]) => {
    if (key === undefined) return [];
    const parts = partsOf(dimension, columns, query);
    return [{ parts, part: parts.keys.indexOf(key) }];
  });
}

function tallyOf(cells: Int32Array, base: number): Tally {
  // Every measure is a key, by the list itself.
  return Object.fromEntries(
    MEASURES.map((measure, nth) => [measure, cells[base + nth] ?? 0]),
  ) as unknown as Tally;
}

function sumOf(tallies: readonly Tally[]): Tally {
  // As above.
  return Object.fromEntries(
    MEASURES.map((measure) => [measure, tallies.reduce((sum, tally) => sum + tally[measure], 0)]),
  ) as unknown as Tally;
}

/** Areas by code, other parts in the order of their list. */
function order(a: string, b: string, parts: Parts): number {
  const isCode = /^\d{2,12}$/.test(a) && /^\d{2,12}$/.test(b);
  if (isCode) return a < b ? -1 : 1;
  return parts.keys.indexOf(a) - parts.keys.indexOf(b);
}

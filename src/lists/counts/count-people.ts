import { isInside, type AreaPrefix } from '../../domain/area.ts';
import type { IsoDate } from '../../domain/dates.ts';
import type { TermSet } from '../term-sets.ts';
import { awayJudge, type CountingRule } from './counting-rule.ts';
import { dayOf, yearStart } from './days.ts';
import { partsOf, type Dimension, type Parts } from './dimensions.ts';
import { WORK_TIERS } from './packed-facts.ts';
import type { PeopleColumns } from './people-columns.ts';
import {
  isEmployed,
  isWilling,
  NO_LABOR,
  NOT_REGISTERED,
  statusOn,
  STATUSES,
  tierOfStatus,
  UNWILLING,
  type Status,
} from './status.ts';

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
  // People are counted by (part, what they were, what they are, away or not); numbers follow from that at the end.
  const histogram = new Int32Array(KINDS * (parts?.keys.length ?? 1));
  visit(columns, query, (slot, status, kind) => {
    const cell = (parts === null ? 0 : KINDS * parts.partOf(slot, status)) + kind;
    histogram[cell] = (histogram[cell] ?? 0) + 1;
  });
  const tallies = (parts?.keys ?? ['']).map((key, part) => ({
    key,
    tally: tallyOf(histogram, KINDS * part),
  }));
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
  const isBehind = Uint8Array.from({ length: KINDS }, (_, kind) =>
    measuresOf(kind).includes(wanted) ? 1 : 0,
  );
  visit(columns, query, (slot, _status, kind) => {
    const key = columns.key[slot] ?? 0;
    if (key > page.after && isBehind[kind] === 1) keys.push(key);
  });
  return keys.toSorted((a, b) => a - b).slice(0, page.limit);
}

type Visitor = (slot: number, status: Status, kind: number) => void;

/**
 * Verdicts of the rule, then what she was, then what she is: one number tells all numbers that a person counts in. Without an
 * earlier day she was what she is.
 */
const VERDICTS = ['no', 'away', 'place_unknown'] as const;
const KINDS = VERDICTS.length * STATUSES * STATUSES;

/** Shows everybody of a query with her kind. */
function visit(columns: PeopleColumns, query: CountQuery, show: Visitor): void {
  const day = dayOf(query.date);
  const earlier = query.from === undefined ? day : dayOf(query.from);
  const isHere = Uint8Array.from(columns.homes, (home) => (isInside(query.area, home) ? 1 : 0));
  const filters = filtersOf(columns, query);
  const judge =
    query.rule === null ? null : awayJudge(columns, query.rule, { from: yearStart(query.date), day });
  const { home, size } = columns;
  for (let slot = 0; slot < size; slot += 1) {
    if (isHere[home[slot] ?? 0] !== 1) continue;
    const now = statusOn(columns, slot, day);
    const then = earlier === day ? now : statusOn(columns, slot, earlier);
    if (filters.length > 0 && !filters.every(({ parts, part }) => parts.partOf(slot, now) === part)) continue;
    const verdict = judge === null ? 0 : VERDICTS.indexOf(judge(slot, now));
    show(slot, now, (verdict * STATUSES + then) * STATUSES + now);
  }
}

const at = (measure: Measure): number => MEASURES.indexOf(measure);
const FIRST_WILLING_TIER = at('willing.county');

/** The numbers that a kind of person counts in: the one place that says what a number means. */
function measuresOf(kind: number): readonly number[] {
  const now = kind % STATUSES;
  const then = Math.floor(kind / STATUSES) % STATUSES;
  const verdict = VERDICTS[Math.floor(kind / (STATUSES * STATUSES))];
  return [
    ...formOf(now),
    ...(verdict === 'away' ? [at('away')] : []),
    ...(verdict === 'place_unknown' ? [at('placeUnknown')] : []),
    ...changesOf(then, now),
  ];
}

function formOf(status: Status): readonly number[] {
  if (status === NOT_REGISTERED) return [];
  if (status === NO_LABOR) return [at('collected'), at('noLabor')];
  const inForce = [at('collected'), at('laborForce')];
  if (isEmployed(status)) return [...inForce, at('employed')];
  if (status === UNWILLING) return [...inForce, at('unemployed'), at('unwilling')];
  return [...inForce, at('unemployed'), at('willing'), FIRST_WILLING_TIER + tierOfStatus(status)];
}

function changesOf(then: Status, now: Status): readonly number[] {
  const changes: number[] = [];
  if (isEmployed(now) && !isEmployed(then)) changes.push(at('employedGained'));
  if (isEmployed(then) && !isEmployed(now)) changes.push(at('employedLost'));
  if (isWilling(now) && !isWilling(then)) changes.push(at('willingGained'));
  if (isWilling(then) && !isWilling(now)) changes.push(at('willingLost'));
  return changes;
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

function tallyOf(histogram: Int32Array, base: number): Tally {
  const numbers = new Int32Array(MEASURES.length);
  for (let kind = 0; kind < KINDS; kind += 1) {
    const people = histogram[base + kind] ?? 0;
    if (people === 0) continue;
    for (const measure of measuresOf(kind)) numbers[measure] = (numbers[measure] ?? 0) + people;
  }
  // Every measure is a key, by the list itself.
  return Object.fromEntries(MEASURES.map((measure, nth) => [measure, numbers[nth] ?? 0])) as unknown as Tally;
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

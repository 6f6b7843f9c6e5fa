import type { IsoDate } from '../../domain/dates.ts';
import { EXCLUSION_CODES } from '../../domain/exclusion-reason.ts';
import { indexOf } from '../fast/fast-rank-openings.ts';
import { OpeningRanker } from '../fast/opening-ranker.ts';
import { rowsByProfile } from '../fast/order-rows.ts';
import { packedLists } from '../fast/packed-lists.ts';
import type { OpeningIndex } from '../fast/opening-index.ts';
import { planRanking, type RankingPlan } from '../fast/ranking-plan.ts';
import type { World } from '../world.ts';
import type { ListMemory } from './list-memory.ts';

const CODES = EXCLUSION_CODES.length;

/** What happened between the run that remembers and the one that asks. */
export interface SinceThen {
  /** Keys of openings that are new, gone or not alike. */
  readonly changed: ReadonlySet<number>;
  /** Those of them that there are, as they are now. */
  readonly world: World;
  readonly from: IsoDate;
  readonly to: IsoDate;
}

/** What a row is to the run that asks. */
const KEEP = 0;
/** To be ranked again; everything of her that ranking needs is as it is remembered. */
export const RANK = 1;
/** To be read and ranked again: the day changes something of her, or she had refused something, which is not remembered. */
export const READ = 2;

/**
 * The rows whose list may not be the same any more although nothing of the laborer changed, marked RANK or READ; for every other
 * row it is, to the last byte. A row is marked when one of these holds; each is looked at without the list itself being ranked
 * again:
 * - an opening of her list changed: it may fall, or make room for one that was never stored;
 * - a changed opening that she can get now scores at least as much as the last one of her list: it may enter. One that scores less
 *   comes after it in any order, and the cap only ever holds openings back. Refusals are not remembered, so one that she refused
 *   counts as if she had not;
 * - the list is short, and the set of codes that say why may be another one: a code that dropped nothing drops a changed opening, or
 *   one that drops no changed opening had dropped so few that all of them may have changed. The counts beside the codes stay those of
 *   the run that ranked the list;
 * - the list is short and she had refused something: her refusals are counted by openings that may have changed;
 * - a birthday, or a day from or until which she is free, lies between the two run dates: nothing else of her depends on the day.
 */
export function whomToRank(memory: ListMemory, since: SinceThen): Uint8Array {
  const marks = new Uint8Array(memory.columns.count);
  if (since.changed.size > 0) {
    markHolders(memory, since.changed, marks);
    markReached(memory, since, marks);
    memory.hasRefused.forEach((had, row) => {
      if (had === 1 && marks[row] === RANK) marks[row] = READ;
    });
  }
  if (since.from !== since.to) markDays(memory, since, marks);
  return marks;
}

/** Lists that hold a changed opening, and short ones of which not all reasons are known. */
function markHolders(
  { columns, k, pairs, openingKey, hasRefused }: ListMemory,
  changed: ReadonlySet<number>,
  marks: Uint8Array,
): void {
  const isChanged = new Uint8Array(Math.max(...changed) + 1);
  for (const key of changed) isChanged[key] = 1;
  for (let row = 0; row < columns.count; row += 1) {
    const count = pairs[row] ?? 0;
    const first = row * k;
    if (count < k && hasRefused[row] === 1) marks[row] = RANK;
    for (let at = first; at < first + count; at += 1) {
      if (isChanged[openingKey[at] ?? 0] !== 1) continue;
      marks[row] = RANK;
      break;
    }
  }
}

/** Those whom a changed opening reaches: it may enter their list, or be another reason why that is short. */
function markReached(memory: ListMemory, { world, changed }: SinceThen, marks: Uint8Array): void {
  const { columns, threshold, pairs, k } = memory;
  const rows = rowsByProfile(columns).filter((row) => marks[row] === KEEP);
  // Of the changed openings alone: the best that she can get, else how many each code drops.
  const best = packedLists(rows.length, 1);
  if (world.openings.length > 0) {
    const ranker = rankerOf(planRanking(world, indexOf(world), columns));
    ranker.rankRows({ rows, from: 0, to: rows.length }, best);
  }
  const shortAt = numbersOfShort(pairs, k);
  rows.forEach((row, list) => {
    const canGetOne = (best.count[list] ?? 0) > 0;
    const isReached = canGetOne
      ? (best.score[list] ?? 0) >= (threshold[row] ?? 0)
      : (pairs[row] ?? 0) < k &&
        haveOtherCodes(memory.reasons, shortAt[row] ?? 0, best.reasons, list, changed.size);
    if (isReached) marks[row] = RANK;
  });
}

const rankers = new WeakMap<OpeningIndex, OpeningRanker>();

/** One ranker an index, whose large memory is used for one shard after the other. */
function rankerOf(plan: RankingPlan): OpeningRanker {
  const known = rankers.get(plan.index);
  if (known !== undefined) {
    known.usePlan(plan);
    return known;
  }
  const ranker = new OpeningRanker(plan);
  rankers.set(plan.index, ranker);
  return ranker;
}

/** By row: how many of the rows before it have short lists. */
function numbersOfShort(pairs: Int32Array, k: number): Int32Array {
  let short = 0;
  return pairs.map((count) => (count < k ? short++ : short));
}

/**
 * Whether a list may have other codes than before: `before` are its counts, `now` those of the openings that changed. Of what the
 * changed ones were before, only their number is known.
 */
function haveOtherCodes(
  before: Int32Array,
  list: number,
  now: Int32Array,
  other: number,
  changed: number,
): boolean {
  for (let code = 0; code < CODES; code += 1) {
    const was = before[list * CODES + code] ?? 0;
    const is = now[other * CODES + code] ?? 0;
    if (was === 0 ? is > 0 : is === 0 && was <= changed) return true;
  }
  return false;
}

function markDays({ columns, birth }: ListMemory, { from, to }: SinceThen, marks: Uint8Array): void {
  const { dates } = columns.dictionaries;
  // The start of work that has begun is the run date, so a day of hers matters when the run date passes it.
  const isReached = (day: string): boolean => from < day && day <= to;
  const isPassed = (day: string): boolean => from <= day && day < to;
  const reached = Uint8Array.from(dates, (day) => Number(isReached(day)));
  const passed = Uint8Array.from(dates, (day) => Number(isPassed(day)));
  const [before, after] = [dayNumber(from), dayNumber(to)];
  for (let row = 0; row < columns.count; row += 1) {
    const isOlder = hasBirthday(birth[row] ?? 0, before, after);
    if (
      isOlder ||
      reached[columns.availableFrom[row] ?? -1] === 1 ||
      passed[columns.availableUntil[row] ?? -1] === 1
    )
      marks[row] = READ;
  }
}

/** Ten thousand days of this count are a year: whoever is born later than `before`, or on an unknown day, counts as older. */
function hasBirthday(birth: number, before: number, after: number): boolean {
  if (birth === 0 || birth > before) return true;
  return Math.floor((before - birth) / YEAR) !== Math.floor((after - birth) / YEAR);
}

const YEAR = 10_000;

/** 20261125 of 2026-11-25; 0 for what is no day of four-digit years. */
export function dayNumber(day: string): number {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? Number(day.slice(0, 4) + day.slice(5, 7) + day.slice(8)) : 0;
}

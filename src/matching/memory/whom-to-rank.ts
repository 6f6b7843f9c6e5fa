import type { IsoDate } from '../../domain/dates.ts';
import { indexOf } from '../fast/fast-rank-openings.ts';
import { OpeningRanker } from '../fast/opening-ranker.ts';
import { rowsByProfile } from '../fast/order-rows.ts';
import { packedLists } from '../fast/packed-lists.ts';
import { planRanking } from '../fast/ranking-plan.ts';
import type { World } from '../world.ts';
import type { ListMemory } from './list-memory.ts';

/** What happened between the run that remembers and the one that asks. */
export interface SinceThen {
  /** Keys of openings that are new, gone or not alike. */
  readonly changed: ReadonlySet<number>;
  /** Those of them that there are, as they are now. */
  readonly world: World;
  readonly from: IsoDate;
  readonly to: IsoDate;
}

/**
 * The rows whose list may not be the same any more although nothing of the laborer changed; for every other row it is, to the last
 * byte. A row is named when one of these holds; each is looked at without the list itself being ranked again:
 * - an opening of her list changed: it may fall, or make room for one that was never stored;
 * - the list is short and any opening changed: its counts of reasons look at every opening;
 * - a changed opening that she can get now scores at least as much as the last one of her list: it may enter. One that scores less
 *   comes after it in any order, and the cap only ever holds openings back. Refusals are not remembered, so one that she refused
 *   counts as if she had not;
 * - a birthday, or a day from or until which she is free, lies between the two run dates: nothing else of her depends on the day.
 */
export function whomToRank(memory: ListMemory, since: SinceThen): Uint8Array {
  const marks = new Uint8Array(memory.columns.count);
  if (since.from !== since.to) markDays(memory, since, marks);
  if (since.changed.size === 0) return marks;
  markHolders(memory, since.changed, marks);
  if (since.world.openings.length > 0) markReached(memory, since.world, marks);
  return marks;
}

/** Short lists, and those that hold a changed opening. */
function markHolders(
  { columns, k, pairs, openingKey }: ListMemory,
  changed: ReadonlySet<number>,
  marks: Uint8Array,
): void {
  const isChanged = new Uint8Array(Math.max(...changed) + 1);
  for (const key of changed) isChanged[key] = 1;
  for (let row = 0; row < columns.count; row += 1) {
    const count = pairs[row] ?? 0;
    if (count < k) {
      marks[row] = 1;
      continue;
    }
    const first = row * k;
    for (let at = first; at < first + count; at += 1) {
      if (isChanged[openingKey[at] ?? 0] !== 1) continue;
      marks[row] = 1;
      break;
    }
  }
}

/** Those who can get one of these openings with a score that enters their list. */
function markReached({ columns, threshold }: ListMemory, world: World, marks: Uint8Array): void {
  const ranker = new OpeningRanker(planRanking(world, indexOf(world), columns));
  const rows = rowsByProfile(columns).filter((row) => marks[row] === 0);
  const best = packedLists(rows.length, 1);
  ranker.rankRows({ rows, from: 0, to: rows.length }, best);
  rows.forEach((row, list) => {
    if ((best.count[list] ?? 0) > 0 && (best.score[list] ?? 0) >= (threshold[row] ?? 0)) marks[row] = 1;
  });
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
      marks[row] = 1;
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

/** The lists of rows as a memory takes them: the last score of full ones. */
export function thresholdsOf(pairs: Int32Array, score: Int32Array, k: number): Int32Array {
  return Int32Array.from(pairs, (count, row) => (count < k ? 0 : (score[row * k + k - 1] ?? 0)));
}

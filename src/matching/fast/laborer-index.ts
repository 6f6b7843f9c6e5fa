import { compareBytes } from '../tie-order.ts';
import { inHeap, int32Column, type Allocate } from './allocate.ts';
import { rowsByProfileNumber } from './order-rows.ts';
import type { RankingPlan } from './ranking-plan.ts';

/** Who has no day (displaced by a layoff) comes after all who have one, as in the reference. */
const NO_DAY = '9999-12-31';

/** The laborers of a plan, ready to be found for an opening. Data only, like the plan. */
export interface LaborerIndex {
  /** Rows by place profile, then skill profile. */
  readonly rows: Int32Array;
  /** By place profile: where its rows start; one more at the end. */
  readonly placeStart: Int32Array;
  /** By position in `rows`: skill profile; -1: she gets no opening at all. */
  readonly skills: Int32Array;
  /** By position in `rows`: conflict word. */
  readonly bits: Int32Array;
  /** By pattern: where its exceptions start; one more at the end. */
  readonly patternStart: Int32Array;
  /** Skill profiles with an exception, and their points. */
  readonly exceptionProfile: Int32Array;
  readonly exceptionPoints: Int32Array;
  /** By row: the order of waiting; less is longer. */
  readonly waiting: Int32Array;
  /** By home: how many rows. */
  readonly ofHome: Int32Array;
}

/** Builds the index of a plan's laborers. */
export function buildLaborerIndex(plan: RankingPlan, allocate: Allocate = inHeap): LaborerIndex {
  const { columns, skills, index } = plan;
  const rows = int32Column(allocate, rowsByProfileNumber(columns));
  const placeStart = starts(columns.place, columns.dictionaries.places.length, columns.count);
  const patternStart = starts(skills.pattern, index.patterns.count, skills.pattern.length);
  const exceptionProfile = new Int32Array(skills.pattern.length);
  const exceptionPoints = new Int32Array(skills.pattern.length);
  const next = patternStart.slice();
  for (let profile = 0; profile < columns.dictionaries.skills.length; profile += 1) {
    const end = skills.start[profile + 1] ?? 0;
    for (let at = skills.start[profile] ?? 0; at < end; at += 1) {
      const pattern = skills.pattern[at] ?? 0;
      const to = next[pattern] ?? 0;
      exceptionProfile[to] = profile;
      exceptionPoints[to] = skills.points[at] ?? 0;
      next[pattern] = to + 1;
    }
  }
  const ofHome = new Int32Array(columns.dictionaries.homes.length);
  for (const home of columns.home) ofHome[home] = (ofHome[home] ?? 0) + 1;
  return {
    rows,
    placeStart: int32Column(allocate, placeStart),
    skills: int32Column(
      allocate,
      rows.map((row) => (columns.bars[row] === 0 ? (columns.skills[row] ?? 0) : -1)),
    ),
    bits: int32Column(
      allocate,
      rows.map((row) => columns.bits[row] ?? 0),
    ),
    patternStart: int32Column(allocate, patternStart),
    exceptionProfile: int32Column(allocate, exceptionProfile),
    exceptionPoints: int32Column(allocate, exceptionPoints),
    waiting: int32Column(allocate, waitingOrder(plan)),
    ofHome: int32Column(allocate, ofHome),
  };
}

/** Where the entries of each value start when they are sorted by value; `count` entries with values 0..values − 1. */
function starts(entries: Int32Array, values: number, count: number): Int32Array {
  const start = new Int32Array(values + 1);
  for (let at = 0; at < count; at += 1) {
    const above = (entries[at] ?? 0) + 1;
    start[above] = (start[above] ?? 0) + 1;
  }
  for (let value = 0; value < values; value += 1)
    start[value + 1] = (start[value + 1] ?? 0) + (start[value] ?? 0);
  return start;
}

function waitingOrder({ columns }: RankingPlan): Int32Array {
  const { dates } = columns.dictionaries;
  const ranks = new Map(
    [...new Set([...dates, NO_DAY])].toSorted(compareBytes).map((day, rank) => [day, rank] as const),
  );
  const rankOf = dates.map((day) => ranks.get(day) ?? 0);
  const last = ranks.get(NO_DAY) ?? 0;
  return columns.willingSince.map((day) => (day < 0 ? last : (rankOf[day] ?? 0)));
}

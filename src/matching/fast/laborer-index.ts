import { compareBytes } from '../tie-order.ts';
import { inHeap, int32Column, type Allocate } from './allocate.ts';
import { laborerTotals, type LaborerTotals } from './laborer-totals.ts';
import { countingSort, rowsByProfileNumber } from './order-rows.ts';
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
  /** By position in `rows`: age (-1: unknown), wage floor, number of the set of certificates. */
  readonly age: Int16Array;
  readonly wageFloor: Float64Array;
  readonly certificates: Int32Array;
  /** By skill profile and by set of certificates: where its rows start; one more at the end. */
  readonly skillStart: Int32Array;
  readonly skillRow: Int32Array;
  readonly certificateStart: Int32Array;
  readonly certificateRow: Int32Array;
  /** Of all rows. */
  readonly totals: LaborerTotals;
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
    age: ordered(rows, columns.age, new Int16Array(allocate(rows.length * Int16Array.BYTES_PER_ELEMENT))),
    wageFloor: ordered(
      rows,
      columns.wageFloor,
      new Float64Array(allocate(rows.length * Float64Array.BYTES_PER_ELEMENT)),
    ),
    certificates: int32Column(
      allocate,
      rows.map((row) => columns.certificates[row] ?? 0),
    ),
    skillStart: int32Column(
      allocate,
      starts(columns.skills, columns.dictionaries.skills.length, columns.count),
    ),
    skillRow: int32Column(allocate, countingSort(rows, columns.skills, columns.dictionaries.skills.length)),
    certificateStart: int32Column(
      allocate,
      starts(columns.certificates, columns.dictionaries.certificates.length, columns.count),
    ),
    certificateRow: int32Column(
      allocate,
      countingSort(rows, columns.certificates, columns.dictionaries.certificates.length),
    ),
    totals: laborerTotals(plan, new Uint8Array(columns.dictionaries.homes.length).fill(1)),
    patternStart: int32Column(allocate, patternStart),
    exceptionProfile: int32Column(allocate, exceptionProfile),
    exceptionPoints: int32Column(allocate, exceptionPoints),
    waiting: int32Column(allocate, waitingOrder(plan)),
    ofHome: int32Column(allocate, ofHome),
  };
}

/** The values of a column in the order of the rows. */
function ordered<Column extends Int16Array | Float64Array>(
  rows: Int32Array,
  values: Column,
  into: Column,
): Column {
  for (let at = 0; at < rows.length; at += 1) into[at] = values[rows[at] ?? 0] ?? 0;
  return into;
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

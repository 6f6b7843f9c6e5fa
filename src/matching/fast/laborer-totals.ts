import { CONFLICT_BITS, HEAVY_BIT, LIMIT_BIT, NIGHTLY_BIT } from './conflict-bits.ts';
import { CODE_OF_BAR } from './exclusion-numbers.ts';
import { ABILITY_BAR, PLACE_UNKNOWN_BAR } from './laborer-bits.ts';
import type { RankingPlan } from './ranking-plan.ts';

/**
 * How many of some laborers have what a rule looks at: the reasons of a short list are sums over these, since each code is
 * counted by itself. Data only.
 */
export interface LaborerTotals {
  readonly rows: number;
  /** By position in CODE_OF_BAR. */
  readonly byBar: Int32Array;
  /** By conflict bit. */
  readonly byBit: Int32Array;
  /** Who cannot do heavy work: weak ability, none or lost; ABILITY_LIMITED counts a person once. */
  readonly noHeavyWork: number;
  /** By age; unknown ages are left out. */
  readonly byAge: Int32Array;
  /** By number of their dictionaries. */
  readonly byCertificates: Int32Array;
  readonly byGroups: Int32Array;
  readonly byRefused: Int32Array;
  readonly bySkills: Int32Array;
  /** By place profile, without those whose own place is unknown: all, and those who must be home each night. */
  readonly byPlace: Int32Array;
  readonly nightly: Int32Array;
  /** Those with a limit, without those whose own place is unknown: by profile, where its entries start; one more at the end. */
  readonly limitStart: Int32Array;
  readonly limitTenths: Float64Array;
  readonly limitRows: Int32Array;
  /** Triples of numbers of dates (-1: none): free from, free until, rows. */
  readonly days: Int32Array;
  /** Different wage floors, ascending, and how many rows have each. */
  readonly floors: Float64Array;
  readonly floorRows: Int32Array;
}

/** Numbers of two dates in one: -1 and up, below this. */
const DATE_RANGE = 2 ** 24;

/** Counts rows; `inScope`: by home, 1 where its rows count. */
export function laborerTotals({ columns }: RankingPlan, inScope: Uint8Array): LaborerTotals {
  const { dictionaries } = columns;
  const counts = (length: number): Int32Array => new Int32Array(length);
  const byBar = counts(CODE_OF_BAR.length);
  const byBit = counts(CONFLICT_BITS);
  const byAge = counts(oldest(columns.age) + 1);
  const byCertificates = counts(dictionaries.certificates.length);
  const byGroups = counts(dictionaries.groups.length);
  const byRefused = counts(dictionaries.refusedOccupations.length);
  const bySkills = counts(dictionaries.skills.length);
  const byPlace = counts(dictionaries.places.length);
  const nightly = counts(dictionaries.places.length);
  const limits = new Map<number, Map<number, number>>();
  const days = new Map<number, number>();
  const floors = new Map<number, number>();
  let rows = 0;
  let noHeavyWork = 0;
  for (let row = 0; row < columns.count; row += 1) {
    if (inScope[columns.home[row] ?? 0] === 0) continue;
    const bars = columns.bars[row] ?? 0;
    const bits = columns.bits[row] ?? 0;
    const place = columns.place[row] ?? 0;
    rows += 1;
    for (let left = bars === 0 ? 0 : CODE_OF_BAR.length; left > 0; left -= 1) {
      if ((bars & (CODE_OF_BAR[left - 1]?.[0] ?? 0)) !== 0) one(byBar, left - 1);
    }
    for (let left = bits; left !== 0; left &= left - 1) one(byBit, 31 - Math.clz32(left & -left));
    if ((bits & HEAVY_BIT) !== 0 || (bars & ABILITY_BAR) !== 0) noHeavyWork += 1;
    const age = columns.age[row] ?? -1;
    if (age >= 0) one(byAge, age);
    one(byCertificates, columns.certificates[row] ?? 0);
    one(byGroups, columns.groups[row] ?? 0);
    one(byRefused, columns.refusedOccupations[row] ?? 0);
    one(bySkills, columns.skills[row] ?? 0);
    const from = columns.availableFrom[row] ?? -1;
    const until = columns.availableUntil[row] ?? -1;
    if (from >= 0 || until >= 0) more(days, (from + 1) * DATE_RANGE + until + 1);
    const floor = columns.wageFloor[row] ?? Number.NEGATIVE_INFINITY;
    if (floor > Number.NEGATIVE_INFINITY) more(floors, floor);
    if ((bars & PLACE_UNKNOWN_BAR) !== 0) continue;
    one(byPlace, place);
    if ((bits & NIGHTLY_BIT) !== 0) one(nightly, place);
    if ((bits & LIMIT_BIT) === 0) continue;
    const ofPlace = limits.get(place) ?? new Map<number, number>();
    limits.set(place, ofPlace);
    more(ofPlace, columns.limitTenths[row] ?? 0);
  }
  const ascending = [...floors].toSorted(([floor], [other]) => floor - other);
  return {
    rows,
    byBar,
    byBit,
    noHeavyWork,
    byAge,
    byCertificates,
    byGroups,
    byRefused,
    bySkills,
    byPlace,
    nightly,
    ...limitColumns(limits, dictionaries.places.length),
    days: Int32Array.from(
      [...days].flatMap(([key, count]) => [Math.floor(key / DATE_RANGE) - 1, (key % DATE_RANGE) - 1, count]),
    ),
    floors: Float64Array.from(ascending, ([floor]) => floor),
    floorRows: Int32Array.from(ascending, ([, count]) => count),
  };
}

function limitColumns(
  limits: ReadonlyMap<number, ReadonlyMap<number, number>>,
  profiles: number,
): Pick<LaborerTotals, 'limitStart' | 'limitTenths' | 'limitRows'> {
  const start = new Int32Array(profiles + 1);
  const entries: (readonly [number, number])[] = [];
  for (let profile = 0; profile < profiles; profile += 1) {
    entries.push(...(limits.get(profile) ?? []));
    start[profile + 1] = entries.length;
  }
  return {
    limitStart: start,
    limitTenths: Float64Array.from(entries, ([tenths]) => tenths),
    limitRows: Int32Array.from(entries, ([, count]) => count),
  };
}

function oldest(ages: Int16Array): number {
  return ages.reduce((most, age) => Math.max(most, age), 0);
}

function one(counts: Int32Array, at: number): void {
  counts[at] = (counts[at] ?? 0) + 1;
}

function more(counts: Map<number, number>, key: number): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

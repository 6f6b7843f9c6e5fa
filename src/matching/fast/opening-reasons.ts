import { EXCLUSION_CODES } from '../../domain/exclusion-reason.ts';
import { NIGHTLY_ROAD_TENTHS } from '../eligibility/home-nightly.ts';
import { LIMIT_BIT, NIGHTLY_BIT } from './conflict-bits.ts';
import { BITS_OF_CODES, CODE_OF_BAR, numberOf } from './exclusion-numbers.ts';
import { PLACE_UNKNOWN_BAR } from './laborer-bits.ts';
import { FREE_FROM_ALWAYS, FREE_UNTIL_ALWAYS, type RankingPlan } from './ranking-plan.ts';
import { firstFrom, rangeOf } from './sorted-rows.ts';
import { OPENING_RULES } from './recruiting.ts';

const CODES = EXCLUSION_CODES.length;
const DATA_INVALID = numberOf('DATA_INVALID');
const PLACE_UNKNOWN = numberOf('PLACE_UNKNOWN');
const PUBLIC_POST_RESERVED = numberOf('PUBLIC_POST_RESERVED');
const AREA_UNWILLING = numberOf('AREA_UNWILLING');
const BEYOND_MAX_DISTANCE = numberOf('BEYOND_MAX_DISTANCE');
const HOME_NIGHTLY = numberOf('HOME_NIGHTLY');
const OCCUPATION_UNWILLING = numberOf('OCCUPATION_UNWILLING');
const OUTSIDE_AVAILABILITY = numberOf('OUTSIDE_AVAILABILITY');
const AGE_OUT_OF_RANGE = numberOf('AGE_OUT_OF_RANGE');
const CERTIFICATE_MISSING = numberOf('CERTIFICATE_MISSING');
const MUST_SKILL_MISSING = numberOf('MUST_SKILL_MISSING');
const WAGE_BELOW_FLOOR = numberOf('WAGE_BELOW_FLOOR');
const REFUSED_BEFORE = numberOf('REFUSED_BEFORE');

/** The oldest age whose count is kept. */
const OLDEST_KEPT = 127;

/**
 * Counts the openings that each code drops for a laborer, without looking at openings: the reference counts every code of
 * a dropped pair, so each code's count is a sum of its own over `index.totals`.
 */
export class OpeningReasons {
  #plan: RankingPlan;
  /** Counts that were asked before; -1: not yet. */
  readonly #byAge = new Int32Array(OLDEST_KEPT + 1).fill(-1);
  #byCertificates: Int32Array = new Int32Array(0);
  #byGroups: Int32Array = new Int32Array(0);
  /** The place profile whose counts are kept. */
  #profile = -1;
  #unwilling = 0;
  #notNightly = 0;

  constructor(plan: RankingPlan) {
    this.#plan = plan;
    this.usePlan(plan);
  }

  /** Goes on with another plan over the same index: what ages count stays. */
  usePlan(plan: RankingPlan): void {
    const { certificates, groups } = plan.columns.dictionaries;
    this.#plan = plan;
    this.#byCertificates = asked(this.#byCertificates, certificates.length);
    this.#byGroups = asked(this.#byGroups, groups.length);
    this.#profile = -1;
  }

  /** Writes the count of every code for a row into `counts` from `at` on. */
  count(row: number, counts: Int32Array, at: number): void {
    counts.fill(0, at, at + CODES);
    this.#countOpeningsAlone(counts, at);
    this.#countPlaces(row, counts, at);
    this.#countBits(row, counts, at);
    this.#countSets(row, counts, at);
    this.#countValues(row, counts, at);
    this.#countBars(row, counts, at);
  }

  #countOpeningsAlone(counts: Int32Array, at: number): void {
    const { totals } = this.#plan.index;
    counts[at + DATA_INVALID] = totals.dataInvalid;
    counts[at + PLACE_UNKNOWN] = totals.placeUnknown;
    OPENING_RULES.forEach((rule, number) => {
      counts[at + numberOf(rule.code)] = totals.byOpeningRule[number] ?? 0;
    });
  }

  #countPlaces(row: number, counts: Int32Array, at: number): void {
    const { columns } = this.#plan;
    // The view of a place is unknown then, and what is unknown drops nobody.
    if (((columns.bars[row] ?? 0) & PLACE_UNKNOWN_BAR) !== 0) return;
    this.#enterPlaces(columns.place[row] ?? 0);
    if (((columns.bits[row] ?? 0) & LIMIT_BIT) !== 0) {
      counts[at + BEYOND_MAX_DISTANCE] = this.#beyond(columns.place[row] ?? 0, columns.limitTenths[row] ?? 0);
    }
    counts[at + AREA_UNWILLING] = this.#unwilling;
    if (((columns.bits[row] ?? 0) & NIGHTLY_BIT) !== 0) counts[at + HOME_NIGHTLY] = this.#notNightly;
  }

  #enterPlaces(profile: number): void {
    if (profile === this.#profile) return;
    const { places: tables, index, willingBit } = this.#plan;
    const { byPlace, withoutShuttle } = index.totals;
    const count = index.places.length;
    const tierRow = (tables.home[profile] ?? 0) * count;
    const roadRow = (tables.origin[profile] ?? 0) * count;
    const firstArea = tables.areaStart[profile] ?? 0;
    const lastArea = tables.areaStart[profile + 1] ?? 0;
    const willing = tables.willing[profile] ?? 0;
    const refusesNone = firstArea === lastArea && willing === 0;
    this.#profile = profile;
    this.#unwilling = 0;
    this.#notNightly = 0;
    for (let place = 0; place < count; place += 1) {
      const road = tables.road[roadRow + place] ?? -1;
      if (road < 0) continue;
      const openings = byPlace[place] ?? 0;
      if (road > NIGHTLY_ROAD_TENTHS) this.#notNightly += withoutShuttle[place] ?? 0;
      if (refusesNone || (willing & (willingBit[tables.tier[tierRow + place] ?? 0] ?? 0)) !== 0) continue;
      let isNamed = false;
      for (let area = firstArea; area < lastArea && !isNamed; area += 1) {
        isNamed = tables.holds[(tables.area[area] ?? 0) * count + place] === 1;
      }
      if (!isNamed) this.#unwilling += openings;
    }
  }

  #beyond(profile: number, limit: number): number {
    const { places: tables, index } = this.#plan;
    const { byPlace } = index.totals;
    const roadRow = (tables.origin[profile] ?? 0) * byPlace.length;
    let openings = 0;
    for (let place = 0; place < byPlace.length; place += 1) {
      const road = tables.road[roadRow + place] ?? -1;
      // A road of -1 is unknown, and what is unknown drops nobody.
      if (road >= 0 && road > limit) openings += byPlace[place] ?? 0;
    }
    return openings;
  }

  #countBits(row: number, counts: Int32Array, at: number): void {
    const { byBit } = this.#plan.index.totals;
    const bits = this.#plan.columns.bits[row] ?? 0;
    for (const [code, mask] of BITS_OF_CODES) {
      let openings = 0;
      for (let left = bits & mask; left !== 0; left &= left - 1)
        openings += byBit[31 - Math.clz32(left & -left)] ?? 0;
      counts[at + code] = openings;
    }
  }

  #countSets(row: number, counts: Int32Array, at: number): void {
    const { columns, skills, index, gateFails, reservedFails } = this.#plan;
    const { byGates, byReserved, byOccupation } = index.totals;
    const certificates = columns.certificates[row] ?? 0;
    const groups = columns.groups[row] ?? 0;
    counts[at + CERTIFICATE_MISSING] = failing(this.#byCertificates, certificates, gateFails, byGates);
    counts[at + PUBLIC_POST_RESERVED] = failing(this.#byGroups, groups, reservedFails, byReserved);
    counts[at + MUST_SKILL_MISSING] = skills.mustMissing[columns.skills[row] ?? 0] ?? 0;
    const refused = columns.refusedOccupations[row] ?? 0;
    let openings = 0;
    const end = this.#plan.refusedStart[refused + 1] ?? 0;
    for (let each = this.#plan.refusedStart[refused] ?? 0; each < end; each += 1) {
      openings += byOccupation[this.#plan.refusedOccupation[each] ?? 0] ?? 0;
    }
    counts[at + OCCUPATION_UNWILLING] = openings;
    const [from, to] = rangeOf(this.#plan.refusalRow, row);
    counts[at + REFUSED_BEFORE] = to - from;
  }

  #countValues(row: number, counts: Int32Array, at: number): void {
    const { columns, dayLane, index } = this.#plan;
    const from = columns.availableFrom[row] ?? -1;
    const until = columns.availableUntil[row] ?? -1;
    counts[at + OUTSIDE_AVAILABILITY] = this.#outside(
      from < 0 ? FREE_FROM_ALWAYS : (dayLane[from] ?? 0),
      until < 0 ? FREE_UNTIL_ALWAYS : (dayLane[until] ?? 0),
    );
    counts[at + AGE_OUT_OF_RANGE] = this.#outOfRange(columns.age[row] ?? -1);
    counts[at + WAGE_BELOW_FLOOR] = firstFrom(index.totals.wages, columns.wageFloor[row] ?? 0);
  }

  #countBars(row: number, counts: Int32Array, at: number): void {
    const bars = this.#plan.columns.bars[row] ?? 0;
    for (const [bar, code] of CODE_OF_BAR) {
      if ((bars & bar) !== 0) counts[at + code] = this.#plan.index.count;
    }
  }

  #outside(from: number, until: number): number {
    if (from === FREE_FROM_ALWAYS && until === FREE_UNTIL_ALWAYS) return 0;
    const { days } = this.#plan.index.totals;
    let openings = 0;
    for (let at = 0; at < days.length; at += 3) {
      if ((days[at] ?? 0) < from || (days[at + 1] ?? 0) > until) openings += days[at + 2] ?? 0;
    }
    return openings;
  }

  #outOfRange(age: number): number {
    if (age < 0) return 0;
    const known = age <= OLDEST_KEPT ? (this.#byAge[age] ?? -1) : -1;
    if (known >= 0) return known;
    const { ages } = this.#plan.index.totals;
    let openings = 0;
    for (let at = 0; at < ages.length; at += 3) {
      const range = ages[at] ?? 0;
      if (age < (range & 0xffff) || age > range >>> 16) openings += ages[at + 2] ?? 0;
    }
    if (age <= OLDEST_KEPT) this.#byAge[age] = openings;
    return openings;
  }
}

/** Counts of so many that nobody asked for yet, where there is room in the same memory. */
function asked(counts: Int32Array, length: number): Int32Array {
  return (counts.length < length ? new Int32Array(length) : counts).fill(-1);
}

/** Openings of the columns that a row of a table fails, from memory where the row was asked before. */
function failing(known: Int32Array, row: number, fails: Uint8Array, openings: Int32Array): number {
  const before = known[row] ?? -1;
  if (before >= 0) return before;
  let count = 0;
  for (let column = 0; column < openings.length; column += 1) {
    if (fails[row * openings.length + column] === 1) count += openings[column] ?? 0;
  }
  known[row] = count;
  return count;
}

import { EXCLUSION_CODES, type ExclusionCode } from '../../domain/exclusion-reason.ts';
import { NIGHTLY_ROAD_TENTHS } from '../eligibility/home-nightly.ts';
import { HEAVY_BIT, NIGHTLY_BIT, RESERVED_BIT } from './conflict-bits.ts';
import { BITS_OF_CODES, CODE_OF_BAR, numberOf } from './exclusion-numbers.ts';
import type { LaborerTotals } from './laborer-totals.ts';
import {
  AGES_AT,
  BITS_AT,
  CLOSED_AT,
  GATES_AT,
  LATEST_DAY_AT,
  OCCUPATION_AT,
  RECORD_DOUBLES,
  RECORD_INTS,
  RESERVED_AT,
  SOONEST_DAY_AT,
  WAGE_AT,
} from './opening-records.ts';
import type { PlacePoints } from './place-points.ts';
import { FREE_FROM_ALWAYS, FREE_UNTIL_ALWAYS, type RankingPlan } from './ranking-plan.ts';
import { FIRST_RULE_BIT, OPENING_INVALID, OPENING_PLACE_UNKNOWN, OPENING_RULES } from './recruiting.ts';

/** What is counted over. */
interface ReasonsInput {
  readonly plan: RankingPlan;
  readonly opening: number;
  readonly places: PlacePoints;
  /** By skill profile: -1 where a must is missing. */
  readonly skillPoints: Int32Array;
  /** By home: 1 where it is in scope. */
  readonly inScope: Uint8Array;
  /** Of the rows in scope. */
  readonly totals: LaborerTotals;
}

/**
 * How many laborers in scope each code drops for an opening, by position in EXCLUSION_CODES. No row is looked at: the
 * reference counts every code of a dropped pair, so each code's count is a sum of its own over the totals.
 */
export function laborerReasons(input: ReasonsInput): Int32Array {
  const counts = new Int32Array(EXCLUSION_CODES.length);
  countBarsAndBits(input, counts);
  countPlaces(input, counts);
  countSets(input, counts);
  countValues(input, counts);
  counts[REFUSED_BEFORE] = refusedBefore(input);
  countOpening(input, counts);
  return counts;
}

const ABILITY_LIMITED = numberOf('ABILITY_LIMITED');

/** An opening has one bit of a code at most, so the bits of a code are counted apart. */
function countBarsAndBits({ plan, opening, totals }: ReasonsInput, counts: Int32Array): void {
  const bits = field(plan, opening, BITS_AT);
  CODE_OF_BAR.forEach(([, code], at) => {
    counts[code] = totals.byBar[at] ?? 0;
  });
  for (const [code, mask] of BITS_OF_CODES) {
    const asked = bits & mask;
    if (asked !== 0 && code !== ABILITY_LIMITED) counts[code] = totals.byBit[31 - Math.clz32(asked)] ?? 0;
  }
  // Weak ability and none are one code: a pair counts once.
  if ((bits & HEAVY_BIT) !== 0) counts[ABILITY_LIMITED] = totals.noHeavyWork;
}

const AREA_UNWILLING = numberOf('AREA_UNWILLING');
const BEYOND_MAX_DISTANCE = numberOf('BEYOND_MAX_DISTANCE');
const HOME_NIGHTLY = numberOf('HOME_NIGHTLY');

function countPlaces({ plan, opening, places, totals }: ReasonsInput, counts: Int32Array): void {
  const hasNoShuttle = (field(plan, opening, BITS_AT) & NIGHTLY_BIT) !== 0;
  const { limitStart, limitTenths, limitRows } = totals;
  let unwilling = 0;
  let beyond = 0;
  let notNightly = 0;
  for (let profile = 0; profile < totals.byPlace.length; profile += 1) {
    const road = places.road[profile] ?? -1;
    // A road of -1 is unknown, and what is unknown drops nobody.
    if (road < 0) continue;
    if ((places.location[profile] ?? -1) < 0) unwilling += totals.byPlace[profile] ?? 0;
    if (hasNoShuttle && road > NIGHTLY_ROAD_TENTHS) notNightly += totals.nightly[profile] ?? 0;
    const end = limitStart[profile + 1] ?? 0;
    for (let at = limitStart[profile] ?? 0; at < end; at += 1) {
      if (road > (limitTenths[at] ?? 0)) beyond += limitRows[at] ?? 0;
    }
  }
  counts[AREA_UNWILLING] = unwilling;
  counts[BEYOND_MAX_DISTANCE] = beyond;
  counts[HOME_NIGHTLY] = notNightly;
}

const PUBLIC_POST_RESERVED = numberOf('PUBLIC_POST_RESERVED');
const OCCUPATION_UNWILLING = numberOf('OCCUPATION_UNWILLING');
const CERTIFICATE_MISSING = numberOf('CERTIFICATE_MISSING');
const MUST_SKILL_MISSING = numberOf('MUST_SKILL_MISSING');

function countSets({ plan, opening, skillPoints, totals }: ReasonsInput, counts: Int32Array): void {
  const { gateFails, reservedFails, refusedStart, refusedOccupation, index } = plan;
  const gates = field(plan, opening, GATES_AT);
  counts[CERTIFICATE_MISSING] = rowsWhere(
    totals.byCertificates,
    (set) => gateFails[set * index.records.gates.length + gates] === 1,
  );
  const reserved = field(plan, opening, RESERVED_AT);
  if ((field(plan, opening, BITS_AT) & RESERVED_BIT) !== 0) {
    counts[PUBLIC_POST_RESERVED] = rowsWhere(
      totals.byGroups,
      (set) => reservedFails[set * index.reservedGroups.length + reserved] === 1,
    );
  }
  counts[MUST_SKILL_MISSING] = rowsWhere(totals.bySkills, (profile) => (skillPoints[profile] ?? 0) < 0);
  const occupation = field(plan, opening, OCCUPATION_AT);
  counts[OCCUPATION_UNWILLING] = rowsWhere(totals.byRefused, (set) => {
    const end = refusedStart[set + 1] ?? 0;
    for (let at = refusedStart[set] ?? 0; at < end; at += 1) {
      if (refusedOccupation[at] === occupation) return true;
    }
    return false;
  });
}

const OUTSIDE_AVAILABILITY = numberOf('OUTSIDE_AVAILABILITY');
const AGE_OUT_OF_RANGE = numberOf('AGE_OUT_OF_RANGE');
const WAGE_BELOW_FLOOR = numberOf('WAGE_BELOW_FLOOR');
const REFUSED_BEFORE = numberOf('REFUSED_BEFORE');

function countValues({ plan, opening, totals }: ReasonsInput, counts: Int32Array): void {
  const youngest = field(plan, opening, AGES_AT) & 0xffff;
  const oldest = field(plan, opening, AGES_AT) >>> 16;
  counts[AGE_OUT_OF_RANGE] = rowsWhere(totals.byAge, (age) => age < youngest || age > oldest);
  const wage = plan.index.records.doubles[opening * RECORD_DOUBLES + WAGE_AT] ?? 0;
  counts[WAGE_BELOW_FLOOR] = rowsWhere(totals.floorRows, (at) => wage < (totals.floors[at] ?? 0));
  const soonest = field(plan, opening, SOONEST_DAY_AT);
  const latest = field(plan, opening, LATEST_DAY_AT);
  let outside = 0;
  for (let at = 0; at < totals.days.length; at += 3) {
    const from = totals.days[at] ?? -1;
    const until = totals.days[at + 1] ?? -1;
    const freeFrom = from < 0 ? FREE_FROM_ALWAYS : (plan.dayLane[from] ?? 0);
    const freeUntil = until < 0 ? FREE_UNTIL_ALWAYS : (plan.dayLane[until] ?? 0);
    if (soonest < freeFrom || latest > freeUntil) outside += totals.days[at + 2] ?? 0;
  }
  counts[OUTSIDE_AVAILABILITY] = outside;
}

function refusedBefore({ plan, opening, inScope }: ReasonsInput): number {
  const { refusalRow, refusalOpening, columns } = plan;
  return refusalRow.reduce(
    (rows, row, at) =>
      refusalOpening[at] === opening ? rows + (inScope[columns.home[row] ?? 0] ?? 0) : rows,
    0,
  );
}

/** A code of the opening drops everyone in scope, whatever else was counted under it. */
function countOpening({ plan, opening, totals }: ReasonsInput, counts: Int32Array): void {
  const closed = field(plan, opening, CLOSED_AT);
  const codes: ExclusionCode[] = OPENING_RULES.filter(
    (_rule, at) => (closed & (FIRST_RULE_BIT << at)) !== 0,
  ).map(({ code }) => code);
  if ((closed & OPENING_INVALID) !== 0) codes.push('DATA_INVALID');
  if ((closed & OPENING_PLACE_UNKNOWN) !== 0) codes.push('PLACE_UNKNOWN');
  for (const code of codes) counts[numberOf(code)] = totals.rows;
}

function field({ index }: RankingPlan, opening: number, at: number): number {
  return index.records.ints[opening * RECORD_INTS + at] ?? 0;
}

/** The sum of the counts at the positions for which `counts` is true. */
function rowsWhere(rows: Int32Array, counts: (at: number) => boolean): number {
  let sum = 0;
  for (let at = 0; at < rows.length; at += 1) {
    const here = rows[at] ?? 0;
    if (here > 0 && counts(at)) sum += here;
  }
  return sum;
}

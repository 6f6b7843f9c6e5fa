import { EXCLUSION_CODES, type ExclusionCode } from '../../domain/exclusion-reason.ts';
import { NIGHTLY_ROAD_TENTHS } from '../eligibility/home-nightly.ts';
import { LIMIT_BIT, NIGHTLY_BIT, REFUSED_BIT, RESERVED_BIT } from './conflict-bits.ts';
import { BITS_OF_CODES, CODE_OF_BAR, numberOf } from './exclusion-numbers.ts';
import { PLACE_UNKNOWN_BAR } from './laborer-bits.ts';
import { CLOSED_AT, RECORD_INTS } from './opening-records.ts';
import { PairCheck } from './pair-check.ts';
import type { PlacePoints } from './place-points.ts';
import type { RankingPlan } from './ranking-plan.ts';
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
  /** Rows in scope. */
  readonly considered: number;
}

/** How many laborers in scope each code drops for an opening, by position in EXCLUSION_CODES; every row is looked at once. */
export function laborerReasons(input: ReasonsInput): Int32Array {
  const { plan, opening, inScope } = input;
  const { columns } = plan;
  const counts = new Int32Array(EXCLUSION_CODES.length);
  const check = new PairCheck(plan, opening);
  for (let row = 0; row < columns.count; row += 1) {
    if (inScope[columns.home[row] ?? 0] === 0) continue;
    countBarsAndBits(plan, check, row, counts);
    countPlace(input, check, row, counts);
    countFacts(input, check, row, counts);
  }
  countOpening(input, counts);
  return counts;
}

function add(counts: Int32Array, code: number): void {
  counts[code] = (counts[code] ?? 0) + 1;
}

const HEAVY_CODE = numberOf('ABILITY_LIMITED');

function countBarsAndBits({ columns }: RankingPlan, check: PairCheck, row: number, counts: Int32Array): void {
  const bars = columns.bars[row] ?? 0;
  const conflict = (columns.bits[row] ?? 0) & check.bits;
  let isUnable = false;
  for (const [bar, code] of CODE_OF_BAR) {
    if ((bars & bar) === 0) continue;
    add(counts, code);
    if (code === HEAVY_CODE) isUnable = true;
  }
  if (conflict === 0) return;
  for (const [code, mask] of BITS_OF_CODES) {
    // Weak ability and none are one code: a pair counts once.
    if ((conflict & mask) !== 0 && !(isUnable && code === HEAVY_CODE)) add(counts, code);
  }
}

const AREA_UNWILLING = numberOf('AREA_UNWILLING');
const BEYOND_MAX_DISTANCE = numberOf('BEYOND_MAX_DISTANCE');
const HOME_NIGHTLY = numberOf('HOME_NIGHTLY');

function countPlace({ plan, places }: ReasonsInput, check: PairCheck, row: number, counts: Int32Array): void {
  const { columns } = plan;
  const profile = columns.place[row] ?? 0;
  const road = places.road[profile] ?? -1;
  // The view of the place is unknown then, and what is unknown drops nobody.
  if (road < 0 || ((columns.bars[row] ?? 0) & PLACE_UNKNOWN_BAR) !== 0) return;
  const conflict = (columns.bits[row] ?? 0) & check.bits;
  if ((places.location[profile] ?? -1) < 0) add(counts, AREA_UNWILLING);
  if ((conflict & LIMIT_BIT) !== 0 && check.isTooFar(row, road)) add(counts, BEYOND_MAX_DISTANCE);
  if ((conflict & NIGHTLY_BIT) !== 0 && road > NIGHTLY_ROAD_TENTHS) add(counts, HOME_NIGHTLY);
}

const PUBLIC_POST_RESERVED = numberOf('PUBLIC_POST_RESERVED');
const OCCUPATION_UNWILLING = numberOf('OCCUPATION_UNWILLING');
const OUTSIDE_AVAILABILITY = numberOf('OUTSIDE_AVAILABILITY');
const AGE_OUT_OF_RANGE = numberOf('AGE_OUT_OF_RANGE');
const CERTIFICATE_MISSING = numberOf('CERTIFICATE_MISSING');
const MUST_SKILL_MISSING = numberOf('MUST_SKILL_MISSING');
const WAGE_BELOW_FLOOR = numberOf('WAGE_BELOW_FLOOR');
const REFUSED_BEFORE = numberOf('REFUSED_BEFORE');

function countFacts(
  { plan, skillPoints }: ReasonsInput,
  check: PairCheck,
  row: number,
  counts: Int32Array,
): void {
  const { columns } = plan;
  const conflict = (columns.bits[row] ?? 0) & check.bits;
  if ((conflict & RESERVED_BIT) !== 0 && check.isReserved(row)) add(counts, PUBLIC_POST_RESERVED);
  if (check.isOutsideDates(row)) add(counts, OUTSIDE_AVAILABILITY);
  if (check.isOutOfAge(row)) add(counts, AGE_OUT_OF_RANGE);
  if (check.lacksCertificate(row)) add(counts, CERTIFICATE_MISSING);
  if ((skillPoints[columns.skills[row] ?? 0] ?? 0) < 0) add(counts, MUST_SKILL_MISSING);
  if (check.isBelowFloor(row)) add(counts, WAGE_BELOW_FLOOR);
  if ((conflict & REFUSED_BIT) === 0) return;
  if (check.isRefusedOccupation(row)) add(counts, OCCUPATION_UNWILLING);
  if (check.isRefusedBefore(row)) add(counts, REFUSED_BEFORE);
}

/** A code of the opening drops everyone in scope, whatever else was counted under it. */
function countOpening({ plan, opening, considered }: ReasonsInput, counts: Int32Array): void {
  const closed = plan.index.records.ints[opening * RECORD_INTS + CLOSED_AT] ?? 0;
  const codes: ExclusionCode[] = OPENING_RULES.filter(
    (_rule, at) => (closed & (FIRST_RULE_BIT << at)) !== 0,
  ).map(({ code }) => code);
  if ((closed & OPENING_INVALID) !== 0) codes.push('DATA_INVALID');
  if ((closed & OPENING_PLACE_UNKNOWN) !== 0) codes.push('PLACE_UNKNOWN');
  for (const code of codes) counts[numberOf(code)] = considered;
}

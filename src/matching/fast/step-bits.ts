import { NIGHTLY_ROAD_TENTHS } from '../eligibility/home-nightly.ts';
import { CONFLICT_BITS, LIMIT_BIT, NIGHTLY_BIT } from './conflict-bits.ts';

/**
 * Steps: bits above the conflict bits that say of an age, a wage or a road on which side of some round value it lies. An opening
 * has the bit where it is beyond the step, a laborer where her own value is at the step or inside it; where both have it, the
 * pair is dropped for certain. Where they do not, the value itself decides. Any steps give the same lists: they only
 * save looking.
 */

/** The opening takes nobody of this age; she is at least so old. */
const AGE_STEPS = [46, 51, 56] as const;
/** The advertised maximum is below a step of the openings' own wages; her floor is at it or above. */
export const WAGE_STEPS = 3;
/** The road is longer, in tenths of a kilometer; so far she goes at most. */
const ROAD_STEPS = [600, 1_500, 3_000, 6_000] as const;

const FIRST_AGE_BIT = 1 << CONFLICT_BITS;
const FIRST_WAGE_BIT = FIRST_AGE_BIT << AGE_STEPS.length;
const FIRST_ROAD_BIT = FIRST_WAGE_BIT << WAGE_STEPS;
/** The road is longer than who must be home each night travels, and there is no shuttle. */
const NIGHTLY_STEP = FIRST_ROAD_BIT << ROAD_STEPS.length;
/** All steps; with the conflict bits they leave the highest bit of 32 free. */
export const STEP_BITS = 2 * NIGHTLY_STEP - FIRST_AGE_BIT;

/** Step bits of an opening whose oldest age is this. */
export function oldestBits(oldest: number): number {
  return bitsOfAbove(oldest, AGE_STEPS, FIRST_AGE_BIT);
}

/** Step bits of a laborer of this age; -1: unknown. */
export function ageBits(age: number): number {
  return bitsOfReached(age, AGE_STEPS, FIRST_AGE_BIT);
}

/** Step bits of an opening with this advertised maximum; `steps` ascend. */
export function wageBits(wage: number, steps: Float64Array): number {
  return bitsOfAbove(wage, steps, FIRST_WAGE_BIT);
}

/** Step bits of a laborer with this wage floor. */
export function floorBits(floor: number, steps: Float64Array): number {
  return bitsOfReached(floor, steps, FIRST_WAGE_BIT);
}

/** Step bits of openings behind this road, tenths of a kilometer; see `withRoad`. */
export function roadBits(tenths: number): number {
  let bits = tenths > NIGHTLY_ROAD_TENTHS ? NIGHTLY_STEP : 0;
  for (let step = 0; step < ROAD_STEPS.length; step += 1)
    if (tenths > (ROAD_STEPS[step] ?? 0)) bits |= FIRST_ROAD_BIT << step;
  return bits;
}

/** The bits of an opening with those of the road to it: a shuttle makes any road short enough for the night. */
export function withRoad(bits: number, ofRoad: number): number {
  return (bits & NIGHTLY_BIT) === 0 ? bits | (ofRoad & ~NIGHTLY_STEP) : bits | ofRoad;
}

/** Step bits of a laborer with these conflict bits who goes so far at most, tenths of a kilometer. */
export function limitBits(conflictBits: number, tenths: number): number {
  let bits = (conflictBits & NIGHTLY_BIT) === 0 ? 0 : NIGHTLY_STEP;
  if ((conflictBits & LIMIT_BIT) === 0) return bits;
  for (let step = 0; step < ROAD_STEPS.length; step += 1)
    if (tenths <= (ROAD_STEPS[step] ?? 0)) bits |= FIRST_ROAD_BIT << step;
  return bits;
}

/** A bit for every step that the value is below. */
function bitsOfAbove(value: number, steps: ArrayLike<number>, first: number): number {
  let bits = 0;
  for (let step = 0; step < steps.length; step += 1) if (value < (steps[step] ?? 0)) bits |= first << step;
  return bits;
}

/** A bit for every step that the value is at or above. */
function bitsOfReached(value: number, steps: ArrayLike<number>, first: number): number {
  let bits = 0;
  for (let step = 0; step < steps.length; step += 1) if (value >= (steps[step] ?? 0)) bits |= first << step;
  return bits;
}

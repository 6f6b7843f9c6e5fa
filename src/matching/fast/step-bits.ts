import { CONFLICT_BITS } from './conflict-bits.ts';

/**
 * Steps: bits above the conflict bits that say of an age or a wage on which side of some round value it lies. An opening
 * has the bit where it is beyond the step, a laborer where her own value is at the step or inside it; where both have it, the
 * pair is dropped for certain. Where they do not, the value itself decides. Any steps give the same lists: they only
 * save looking.
 */

/** The opening takes nobody of this age; she is at least so old. */
const AGE_STEPS = [46, 51, 56] as const;
/** The advertised maximum is below a step of the openings' own wages; her floor is at it or above. */
export const WAGE_STEPS = 7;

const FIRST_AGE_BIT = 1 << CONFLICT_BITS;
const FIRST_WAGE_BIT = FIRST_AGE_BIT << AGE_STEPS.length;
/** All steps; with the conflict bits they fit into 32. */
export const STEP_BITS = (FIRST_WAGE_BIT << WAGE_STEPS) - FIRST_AGE_BIT;

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

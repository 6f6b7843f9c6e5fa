/** A stream of numbers in [0, 1). */
export type Random = () => number;

/**
 * Kinds of things that draw; the number is part of the generator's state, so two kinds never share a stream.
 */
const KINDS = { laborer: 1, cluster: 2, county: 3, employer: 4, opening: 5, employment: 6 } as const;
type EntityKind = keyof typeof KINDS;

/** Rounds after which sfc32 has mixed a sparse state (its author's advice is 12). */
const WARM_UP_ROUNDS = 12;
/** 2^-32: turns 32 bits into [0, 1). */
const UNIT = 2 ** -32;

/**
 * The stream of one entity: sfc32 (Chris Doty-Humphrey, PractRand, public domain) whose state is (seed, kind,
 * index). Every entity has a state of its own, so what is drawn for it depends neither on the order of making
 * nor on how many are made.
 */
export function randomOf(seed: number, kind: EntityKind, index: number): Random {
  let a = seed >>> 0;
  let b: number = KINDS[kind];
  let c = index >>> 0;
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) * UNIT;
  };
  for (let round = 0; round < WARM_UP_ROUNDS; round++) next();
  return next;
}

/** Size of the permutation: more than the 2 million of the province's roster. */
export const RANKS = 2 ** 21;
const RANK_MASK = RANKS - 1;

/**
 * A permutation of 0..RANKS-1 that depends on the seed. Odd factors and shifted xors are each one-to-one
 * modulo 2^21, so two indices never get one rank; that is what keeps ID numbers apart without a list of those
 * given out.
 */
export function rankOf(seed: number, index: number): number {
  let rank = (index + Math.imul(seed | 0, 0x9e3779b1)) & RANK_MASK;
  rank = Math.imul(rank, 0x2c1b3c6d) & RANK_MASK;
  rank ^= rank >>> 11;
  rank = (Math.imul(rank, 0x297a2d39) + (seed >>> 11)) & RANK_MASK;
  rank ^= rank >>> 9;
  return Math.imul(rank, 0x1b56c4f5) & RANK_MASK;
}

/** A whole number `low..high`, both included. */
export function between(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}

/** True in `percent` of 100 draws. */
export function chance(random: Random, percent: number): boolean {
  return random() * 100 < percent;
}

import type { Bilingual } from './bilingual.ts';

/** An employer's stability as of an epoch. */
export interface StabilityScore {
  /** Integer 0..100,000. */
  readonly value: number;
  /** The interval and the facts that moved it most, or "nothing known yet: prior of its industry". */
  readonly explanation: Bilingual;
}

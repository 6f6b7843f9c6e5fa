import type { OpeningId } from '../domain/ids.ts';
import type { MatchLaborer } from '../domain/match-input.ts';
import type { Parts } from '../domain/recommendation.ts';
import type { FactorName } from '../domain/weights.ts';
import { isScorable, pairOf } from './pair.ts';
import { prepareLaborer } from './prepared-laborer.ts';
import { factorValues, partsOf, scoreOf } from './score.ts';
import { openingOf, type World } from './world.ts';

/** The score of one pair. */
export interface PairScore {
  /** Integer 0..100,000,000. */
  readonly score: number;
  readonly parts: Parts;
  /** Each 0..100,000. */
  readonly factors: Readonly<Record<FactorName, number>>;
}

/**
 * The score of a pair, whether or not a rule drops it; `null` where it has none (DATA_INVALID or
 * PLACE_UNKNOWN).
 * @throws AppError `OPENING_UNKNOWN`.
 */
export function scorePair(world: World, laborer: MatchLaborer, openingId: OpeningId): PairScore | null {
  const pair = pairOf(world, prepareLaborer(world.settings, laborer), openingOf(world, openingId));
  if (!isScorable(pair)) return null;
  const { profile } = world.settings;
  const values = factorValues(pair);
  const [skill, location, distance, stability, terms] = values;
  return {
    score: scoreOf(profile, values),
    parts: partsOf(profile, values),
    factors: { skill, location, distance, stability, terms },
  };
}

import type { Parts } from '../domain/recommendation.ts';
import { shownScore } from '../domain/recommendation.ts';
import type { PolicyProfile } from '../domain/weights.ts';
import { FACTOR_LIST } from './factors/factors.ts';
import { largestRemainder } from './largest-remainder.ts';
import type { ScorablePair } from './pair.ts';

/** Parts are ten-thousandths: a weighted factor (per mille × 0..100,000) is divided by this. */
const POINTS_PER_PART = 10_000;

/** Factor values in the order of FACTORS (skill, location, distance, stability, terms), each 0..100,000. */
export type FactorValues = readonly [number, number, number, number, number];

/** The five factors of a pair. */
export function factorValues(pair: ScorablePair): FactorValues {
  const [skill, location, distance, stability, terms] = FACTOR_LIST;
  return [
    skill.value(pair),
    location.value(pair),
    distance.value(pair),
    stability.value(pair),
    terms.value(pair),
  ];
}

/** score = Σ weight × factor, an integer 0..100,000,000. */
export function scoreOf(profile: PolicyProfile, values: FactorValues): number {
  return weighted(profile, values).reduce((sum, points) => sum + points, 0);
}

/** The five weighted parts in ten-thousandths, by largest remainder: they add up to the shown score. */
export function partsOf(profile: PolicyProfile, values: FactorValues): Parts {
  const points = weighted(profile, values);
  const shown = shownScore(points.reduce((sum, each) => sum + each, 0));
  const [skill = 0, location = 0, distance = 0, stability = 0, terms = 0] = largestRemainder(
    points,
    POINTS_PER_PART,
    shown,
  );
  return [skill, location, distance, stability, terms];
}

/** Weight × factor, in the order of FACTORS. */
function weighted(profile: PolicyProfile, values: FactorValues): number[] {
  return FACTOR_LIST.map((factor, index) => profile.weights[factor.name] * (values[index] ?? 0));
}

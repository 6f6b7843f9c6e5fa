import type { PairExplanation } from '../domain/explanation.ts';
import type { OpeningId } from '../domain/ids.ts';
import type { MatchLaborer } from '../domain/match-input.ts';
import type { ExplainedPart } from '../domain/recommendation.ts';
import { ruleVerdicts } from './eligibility/check-eligibility.ts';
import { FACTOR_LIST } from './factors/factors.ts';
import { isScorable, pairOf, type ScorablePair } from './pair.ts';
import { notesOf } from './pair-notes.ts';
import { summaryOf } from './pair-summary.ts';
import { prepareLaborer } from './prepared-laborer.ts';
import { factorValues, partsOf, scoreOf, type FactorValues } from './score.ts';
import { openingOf, type World } from './world.ts';

/**
 * Everything about one pair in both languages: every rule, every factor with its part, notes, and a summary
 * to read out. The score and parts are those of the lists.
 * @throws AppError `OPENING_UNKNOWN`.
 */
export function explainPair(world: World, laborer: MatchLaborer, openingId: OpeningId): PairExplanation {
  const pair = pairOf(world, prepareLaborer(world.settings, laborer), openingOf(world, openingId));
  const rules = ruleVerdicts(pair);
  const scored = isScorable(pair) ? explainScore(pair) : { score: null, parts: [] };
  return {
    laborerId: laborer.id,
    openingId,
    isEligible: rules.every((rule) => rule.verdict !== 'failed'),
    ...scored,
    rules,
    notes: notesOf(pair, rules),
    summary: summaryOf(pair, rules),
  };
}

function explainScore(pair: ScorablePair): {
  readonly score: number;
  readonly parts: readonly ExplainedPart[];
} {
  const { profile } = pair.world.settings;
  const values = factorValues(pair);
  return { score: scoreOf(profile, values), parts: explainParts(pair, values) };
}

function explainParts(pair: ScorablePair, values: FactorValues): ExplainedPart[] {
  const { profile } = pair.world.settings;
  const points = partsOf(profile, values);
  return FACTOR_LIST.map((factor, index) => ({
    factor: factor.name,
    value: values[index] ?? 0,
    weight: profile.weights[factor.name],
    points: points[index] ?? 0,
    sentence: factor.sentence(pair),
  }));
}

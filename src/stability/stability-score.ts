import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';
import type { IsoDate } from '../domain/dates.ts';
import type { Employer } from '../domain/employer.ts';
import type { EmployerId } from '../domain/ids.ts';
import type { StabilityScore } from '../domain/stability-score.ts';
import { FACTOR_MAX } from '../domain/weights.ts';
import { summarizeEvidence, type EvidenceSummary } from './evidence-summary.ts';
import { priorKey, retentionPriors } from './retention-prior.ts';
import { explainStability, type StabilityFactors } from './explain-stability.ts';

/** The weight of the prior, in placements: little evidence ranks below good evidence. */
const PRIOR_WEIGHT = 10;
/**
 * The score is this percentile of what is believed; its mirror is the other end of the interval that is told.
 */
const LOW_PERCENTILE = 0.2;
const HIGH_PERCENTILE = 0.8;
/** Evidence counts half after a year. */
const EVIDENCE_HALF_LIFE_DAYS = 365;
/** A new employer starts at 85 % of its prior, and has all of it after three years. */
const NEW_EMPLOYER_SHARE = 0.85;
const ESTABLISHED_MONTHS = 36;
/** A doubled head count adds 10 %, a lost one takes 10 %. */
const GROWTH_SHARE = 0.1;
/** Open arrears take half, a layoff of today 30 %; both are half forgiven after 180 days. */
const ARREARS_SHARE = 0.5;
const LAYOFF_SHARE = 0.3;
const TROUBLE_HALF_LIFE_DAYS = 180;

/**
 * Stability of every employer as of a day (an epoch's Monday), scoring.md §3: the 20th percentile of a Beta
 * over its placements with a prior from all employers of its industry and kind, times growth, arrears and
 * layoffs. An employer's score needs all employers, since they make the prior. Facts after the day are not
 * counted.
 */
export function stabilityScores(
  employers: readonly Employer[],
  asOf: IsoDate,
): ReadonlyMap<EmployerId, StabilityScore> {
  const known = employers.map((employer) => ({
    id: employer.id,
    key: priorKey(employer),
    summary: summarizeEvidence(employer, asOf),
  }));
  const priors = retentionPriors(known);
  return new Map(known.map(({ id, key, summary }) => [id, scoreOf(summary, priors.get(key) ?? 0)]));
}

function scoreOf(summary: EvidenceSummary, prior: number): StabilityScore {
  const factors = stabilityFactors(summary, prior);
  const value = Math.round(FACTOR_MAX * factors.low * factors.growth * factors.arrears * factors.layoff);
  return {
    value: Math.max(0, Math.min(FACTOR_MAX, value)),
    explanation: explainStability(summary, factors),
  };
}

function stabilityFactors(summary: EvidenceSummary, prior: number): StabilityFactors {
  const share = Math.min(1, (summary.monthsOperating ?? 0) / ESTABLISHED_MONTHS);
  const mean = prior * (NEW_EMPLOYER_SHARE + (1 - NEW_EMPLOYER_SHARE) * share);
  const alpha = PRIOR_WEIGHT * mean;
  const beta = PRIOR_WEIGHT * (1 - mean);
  const stayed = decayed(summary, 'stayed');
  const left = decayed(summary, 'left');
  return {
    low: betaQuantile(LOW_PERCENTILE, alpha + stayed, beta + left),
    high: betaQuantile(HIGH_PERCENTILE, alpha + stayed, beta + left),
    priorLow: betaQuantile(LOW_PERCENTILE, alpha, beta),
    growth: 1 + GROWTH_SHARE * (summary.growth ?? 0),
    arrears: 1 - ARREARS_SHARE * trouble(summary.daysSinceArrears),
    layoff: 1 - LAYOFF_SHARE * trouble(summary.daysSinceLayoff),
  };
}

function decayed(summary: EvidenceSummary, field: 'stayed' | 'left'): number {
  return summary.retention.reduce(
    (sum, fact) => sum + fact[field] * 2 ** (-fact.daysAgo / EVIDENCE_HALF_LIFE_DAYS),
    0,
  );
}

/** 1 today, half after 180 days, 0 where it never happened. */
function trouble(days: number | null): number {
  return days === null ? 0 : 2 ** (-days / TROUBLE_HALF_LIFE_DAYS);
}

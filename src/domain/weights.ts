import { say } from './bilingual.ts';
import { AppError, type FieldProblem } from './errors.ts';
import { TIERS, type Tier } from './area.ts';

/** The five factors, in the order in which their parts are stored and shown. */
export const FACTORS = ['skill', 'location', 'distance', 'stability', 'terms'] as const;
export type FactorName = (typeof FACTORS)[number];

/** A factor at its best. */
export const FACTOR_MAX = 100_000;
/** Weights are per mille. */
const WEIGHT_SUM = 1_000;
/** A score at its best: Σ weight × factor. */
export const SCORE_MAX = FACTOR_MAX * WEIGHT_SUM;

/** 政策口径: named weights and what the policy thinks of each tier (0..100,000). */
export interface PolicyProfile {
  /** `default`, `nearby_first`, `keep_east_widen_west`, `mutual_guarantee`, or one's own. */
  readonly name: string;
  readonly nameZh: string;
  /** Counts up with every change; stored with every run. */
  readonly version: number;
  /** Per mille; sums to 1,000. */
  readonly weights: Readonly<Record<FactorName, number>>;
  readonly tierPolicy: Readonly<Record<Tier, number>>;
}

const NEUTRAL_TIERS = {
  county: 50_000,
  prefecture: 50_000,
  province: 50_000,
  paired: 50_000,
  other: 50_000,
  abroad: 50_000,
};

/** The default of scoring.md §1: the four factors that users asked for are 95 %. */
export const DEFAULT_PROFILE: PolicyProfile = {
  name: 'default',
  nameZh: '默认',
  version: 1,
  weights: { skill: 380, location: 190, distance: 190, stability: 190, terms: 50 },
  tierPolicy: NEUTRAL_TIERS,
};

/** 就近优先, 稳东拓西, 互保共促: profiles that move the tiers and the weights; assumptions of the project, shown as such. */
export const POLICY_PROFILES: readonly PolicyProfile[] = [
  DEFAULT_PROFILE,
  {
    name: 'nearby_first',
    nameZh: '就近优先',
    version: 1,
    weights: { skill: 330, location: 210, distance: 240, stability: 170, terms: 50 },
    tierPolicy: {
      county: 100_000,
      prefecture: 85_000,
      province: 65_000,
      paired: 40_000,
      other: 25_000,
      abroad: 10_000,
    },
  },
  {
    name: 'keep_east_widen_west',
    nameZh: '稳东拓西',
    version: 1,
    weights: { skill: 390, location: 220, distance: 120, stability: 220, terms: 50 },
    tierPolicy: {
      county: 45_000,
      prefecture: 50_000,
      province: 60_000,
      paired: 100_000,
      other: 80_000,
      abroad: 30_000,
    },
  },
  {
    name: 'mutual_guarantee',
    nameZh: '互保共促',
    version: 1,
    weights: { skill: 370, location: 230, distance: 130, stability: 220, terms: 50 },
    tierPolicy: {
      county: 55_000,
      prefecture: 55_000,
      province: 60_000,
      paired: 100_000,
      other: 50_000,
      abroad: 20_000,
    },
  },
];

/**
 * Checks a profile.
 * @throws AppError `WEIGHTS_INVALID` naming every weight that is negative, not an integer, or the sum that is not 1,000,
 *   and every tier value outside 0..100,000.
 */
export function assertProfile(profile: PolicyProfile): void {
  const problems = [...weightProblems(profile), ...tierProblems(profile)];
  if (problems.length === 0) return;
  throw new AppError({
    kind: 'invalid_input',
    code: 'WEIGHTS_INVALID',
    message: say(`权重方案“${profile.name}”不合法`, `The policy profile "${profile.name}" is not valid`),
    remedy: say('五项权重须为非负整数，合计 1000', 'Give five non-negative integers that sum to 1,000'),
    problems,
  });
}

function weightProblems(profile: PolicyProfile): FieldProblem[] {
  const problems: FieldProblem[] = FACTORS.filter(
    (name) => !Number.isInteger(profile.weights[name]) || profile.weights[name] < 0,
  ).map((name) => ({
    path: `/weights/${name}`,
    message: say(
      `${String(profile.weights[name])} 不是非负整数`,
      `${String(profile.weights[name])} is not a non-negative integer`,
    ),
  }));
  const sum = FACTORS.reduce((total, name) => total + profile.weights[name], 0);
  if (problems.length === 0 && sum !== WEIGHT_SUM) {
    problems.push({
      path: '/weights',
      message: say(`合计 ${sum}，应为 1000`, `The sum is ${sum}; it must be 1,000`),
    });
  }
  return problems;
}

function tierProblems(profile: PolicyProfile): FieldProblem[] {
  return TIERS.filter((tier) => {
    const value = profile.tierPolicy[tier];
    return !Number.isInteger(value) || value < 0 || value > FACTOR_MAX;
  }).map((tier) => ({
    path: `/tierPolicy/${tier}`,
    message: say(
      `${String(profile.tierPolicy[tier])} 不在 0..100000`,
      `${String(profile.tierPolicy[tier])} is not within 0..100,000`,
    ),
  }));
}

import { say, type Bilingual } from '../../domain/bilingual.ts';
import type { DriftAlarm } from '../../domain/drift-alarm.ts';
import {
  coverageOf,
  EXPOSURE_GROUPS,
  type ExposureGroup,
  type RunMeasures,
} from '../../domain/run-measures.ts';

/** How far a night may move from the one before, before a person must say yes. Settings of the run. */
export interface DriftLimits {
  /** Points of coverage that may be lost, 0..1. */
  readonly coverageLoss: number;
  /** Share by which the mean score may move either way. */
  readonly meanScoreShift: number;
  /** Share of lists that may name other openings, inside an epoch. */
  readonly changedLists: number;
  /** Points by which the share of the most named openings may grow, 0..1. */
  readonly congestionGain: number;
  /** Points of coverage that a group may lose beyond what everybody loses, 0..1. */
  readonly groupLoss: number;
  /** Smaller groups say nothing. */
  readonly leastGroup: number;
}

/** From the issue of the night: −5 points of coverage, ±10 % of the mean score, 40 % of the lists. */
export const DEFAULT_DRIFT_LIMITS: DriftLimits = {
  coverageLoss: 0.05,
  meanScoreShift: 0.1,
  changedLists: 0.4,
  congestionGain: 0.1,
  groupLoss: 0.05,
  leastGroup: 200,
};

const GROUP_WORDS: Readonly<Record<ExposureGroup, Bilingual>> = {
  age_16_24: say('16–24 岁', 'aged 16 to 24'),
  age_25_40: say('25–40 岁', 'aged 25 to 40'),
  age_41_50: say('41–50 岁', 'aged 41 to 50'),
  age_over_50: say('50 岁以上', 'over 50'),
  education_primary: say('小学及以下', 'primary school or none'),
  education_junior: say('初中', 'junior middle school'),
  education_senior: say('高中及以上', 'senior middle school or more'),
  ability_weak: say('弱劳动力或半劳动力', 'weak or half ability'),
  no_trade: say('无技能', 'without a trade'),
  poor: say('脱贫及监测对象', 'out of poverty or monitored'),
};

/**
 * What moved too far between two nights; empty: nothing. `isSameEpoch`: only then are lists expected to stay. The first night
 * has nothing to be held against.
 */
export function driftAlarms(
  now: RunMeasures,
  before: RunMeasures | null,
  { limits, isSameEpoch }: { readonly limits: DriftLimits; readonly isSameEpoch: boolean },
): DriftAlarm[] {
  if (before === null) return [];
  return [
    coverageAlarm(now, before, limits),
    meanScoreAlarm(now, before, limits),
    isSameEpoch ? changedListsAlarm(now, limits) : null,
    congestionAlarm(now, before, limits),
    ...EXPOSURE_GROUPS.map((group) => groupAlarm(group, now, before, limits)),
  ].filter((alarm) => alarm !== null);
}

function coverageAlarm(now: RunMeasures, before: RunMeasures, limits: DriftLimits): DriftAlarm | null {
  const loss = coverageOf(before) - coverageOf(now);
  if (!exceeds(loss, limits.coverageLoss)) return null;
  return {
    code: 'COVERAGE',
    sentence: say(
      `有推荐的人从 ${percent(coverageOf(before))} 降到 ${percent(coverageOf(now))}`,
      `Laborers with a recommendation fell from ${percent(coverageOf(before))} to ${percent(coverageOf(now))}`,
    ),
  };
}

function meanScoreAlarm(now: RunMeasures, before: RunMeasures, limits: DriftLimits): DriftAlarm | null {
  if (before.pairs === 0 || now.pairs === 0) return null;
  const shift = now.meanScore / before.meanScore - 1;
  if (!exceeds(Math.abs(shift), limits.meanScoreShift)) return null;
  return {
    code: 'MEAN_SCORE',
    sentence: say(`平均得分变动 ${signed(shift)}`, `The mean score moved by ${signed(shift)}`),
  };
}

function changedListsAlarm(now: RunMeasures, limits: DriftLimits): DriftAlarm | null {
  if (now.comparedLists === 0) return null;
  const share = now.changedLists / now.comparedLists;
  if (!exceeds(share, limits.changedLists)) return null;
  return {
    code: 'CHANGED_LISTS',
    sentence: say(
      `同一周内 ${percent(share)} 的清单换了岗位`,
      `${percent(share)} of the lists name other openings within one week`,
    ),
  };
}

function congestionAlarm(now: RunMeasures, before: RunMeasures, limits: DriftLimits): DriftAlarm | null {
  if (!exceeds(now.congestion - before.congestion, limits.congestionGain)) return null;
  return {
    code: 'CONGESTION',
    sentence: say(
      `最热门 1% 岗位占推荐的比例从 ${percent(before.congestion)} 升到 ${percent(now.congestion)}`,
      `The most named 1% of openings hold ${percent(now.congestion)} of all recommendations, up from ${percent(before.congestion)}`,
    ),
  };
}

/** What a group loses beyond what everybody loses. */
function groupAlarm(
  group: ExposureGroup,
  now: RunMeasures,
  before: RunMeasures,
  limits: DriftLimits,
): DriftAlarm | null {
  const [mine, mineBefore] = [now.byGroup[group], before.byGroup[group]];
  if (mine === undefined || mineBefore === undefined) return null;
  if (Math.min(mine.laborers, mineBefore.laborers) < limits.leastGroup) return null;
  const everybodys = Math.max(0, coverageOf(before) - coverageOf(now));
  const loss = coverageOf(mineBefore) - coverageOf(mine);
  if (!exceeds(loss - everybodys, limits.groupLoss)) return null;
  const words = GROUP_WORDS[group];
  const [from, to] = [percent(coverageOf(mineBefore)), percent(coverageOf(mine))];
  return {
    code: 'GROUP_EXPOSURE',
    sentence: say(
      `${words.zh}中有推荐的人从 ${from} 降到 ${to}，比总体降得多`,
      `Laborers ${words.en} with a recommendation fell from ${from} to ${to}, more than everybody`,
    ),
  };
}

/** Differences of shares carry an error in the last digits: a limit that is just met is kept. */
const ROUNDING = 1e-9;

function exceeds(value: number, limit: number): boolean {
  return value - limit > ROUNDING;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}

function signed(share: number): string {
  return `${share > 0 ? '+' : '−'}${percent(Math.abs(share))}`;
}

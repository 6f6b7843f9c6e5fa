import { say, type Bilingual } from '../domain/bilingual.ts';
import type { EvidenceSummary } from './evidence-summary.ts';

/** What a stability score is multiplied from. */
export interface StabilityFactors {
  /** 20th and 80th percentile of the share that stays, 0..1. */
  readonly low: number;
  readonly high: number;
  /** The 20th percentile before any placement is known. */
  readonly priorLow: number;
  /** About 1; above it helps, below it harms. */
  readonly growth: number;
  readonly arrears: number;
  readonly layoff: number;
}

/** Only the facts that moved a score most are told. */
const TOLD_FACTS = 2;

interface Fact {
  /** How many times the score grew or shrank; facts are ordered by the size of its logarithm. */
  readonly ratio: number;
  readonly sentence: Bilingual;
}

/**
 * The interval and the two facts that moved the score most, or that only the prior of its industry is known.
 */
export function explainStability(summary: EvidenceSummary, factors: StabilityFactors): Bilingual {
  const interval = `${percent(factors.low)}–${percent(factors.high)}%`;
  const facts = [...factsOf(summary, factors)]
    .toSorted((one, other) => Math.abs(Math.log(other.ratio)) - Math.abs(Math.log(one.ratio)))
    .slice(0, TOLD_FACTS)
    .map(({ sentence }) => sentence);
  if (facts.length === 0) {
    return say(
      `该企业尚无用工记录，按同行业同类企业估计（留存 ${interval}）`,
      `Employer: nothing known yet, taken as its industry (estimated retention ${interval})`,
    );
  }
  return say(
    `该企业：${facts.map((fact) => fact.zh).join('，')}（留存估计 ${interval}）`,
    `Employer: ${facts.map((fact) => fact.en).join(', ')} (estimated retention ${interval})`,
  );
}

function* factsOf(summary: EvidenceSummary, factors: StabilityFactors): Generator<Fact> {
  const { retention, growth, daysSinceArrears, daysSinceLayoff } = summary;
  if (retention.length > 0) {
    const stayed = retention.reduce((sum, fact) => sum + fact.stayed, 0);
    const placed = retention.reduce((sum, fact) => sum + fact.stayed + fact.left, 0);
    const sentence = say(`90 天留存 ${stayed}/${placed}`, `${stayed} of ${placed} stayed 90 days`);
    yield { ratio: factors.low / factors.priorLow, sentence };
  }
  if (daysSinceArrears !== null) {
    yield { ratio: factors.arrears, sentence: arrearsSentence(summary.hasOpenArrears, daysSinceArrears) };
  }
  if (daysSinceLayoff !== null) {
    const sentence = say(`${daysSinceLayoff} 天前裁员`, `a layoff ${daysSinceLayoff} days ago`);
    yield { ratio: factors.layoff, sentence };
  }
  if (growth !== null) {
    const sign = growth < 0 ? '−' : '+';
    const change = `${sign}${percent(Math.abs(growth))}%`;
    yield {
      ratio: factors.growth,
      sentence: say(`近一年参保人数 ${change}`, `insured head count ${change} in a year`),
    };
  }
}

function arrearsSentence(isOpen: boolean, days: number): Bilingual {
  return isOpen
    ? say('正在拖欠工资', 'wages are owed now')
    : say(`${days} 天前结清欠薪`, `wage arrears settled ${days} days ago`);
}

function percent(share: number): number {
  return Math.round(share * 100);
}

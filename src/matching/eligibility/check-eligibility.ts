import type { ExclusionCode } from '../../domain/exclusion-reason.ts';
import type { RuleVerdict } from '../../domain/explanation.ts';
import type { Pair } from '../pair.ts';
import { RULES } from './rules.ts';

/** Whether no rule drops the pair; stops at the first that does. */
export function isEligible(pair: Pair): boolean {
  for (const rule of RULES) {
    if (rule.verdict(pair) === 'failed') return false;
  }
  return true;
}

/** Every code that drops the pair, in the order of EXCLUSION_CODES; empty where it is eligible. */
export function failedCodes(pair: Pair): ExclusionCode[] {
  return RULES.filter((rule) => rule.verdict(pair) === 'failed').map((rule) => rule.code);
}

/** What every rule says, with sentences, in the order of EXCLUSION_CODES. */
export function ruleVerdicts(pair: Pair): RuleVerdict[] {
  return RULES.map((rule) => {
    const verdict = rule.verdict(pair);
    return { code: rule.code, verdict, sentence: rule.sentence(pair, verdict) };
  });
}

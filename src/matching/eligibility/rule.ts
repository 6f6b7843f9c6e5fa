import type { Bilingual } from '../../domain/bilingual.ts';
import type { ExclusionCode } from '../../domain/exclusion-reason.ts';
import type { RuleVerdict } from '../../domain/explanation.ts';
import type { Pair } from '../pair.ts';

/** `to_check`: a fact that the rule needs is unknown, so nobody is dropped and a person should ask. */
export type Verdict = RuleVerdict['verdict'];

/**
 * One hard rule of scoring.md §2. The verdict is asked of every pair and allocates nothing; the sentence,
 * with the values in both languages, is asked only of pairs that a person reads.
 */
export interface Rule {
  readonly code: ExclusionCode;
  verdict(pair: Pair): Verdict;
  /** `verdict` is what `verdict(pair)` answered. */
  sentence(pair: Pair, verdict: Verdict): Bilingual;
}

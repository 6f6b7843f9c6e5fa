import type { Bilingual } from './bilingual.ts';
import type { ExclusionCode, ReasonCounts } from './exclusion-reason.ts';
import type { LaborerId, OpeningId } from './ids.ts';
import type { ExplainedPart, RankedPair } from './recommendation.ts';

/** What one rule says of a pair. `to_check`: a fact is unknown, so nobody is dropped. */
export interface RuleVerdict {
  readonly code: ExclusionCode;
  readonly verdict: 'passed' | 'failed' | 'to_check';
  readonly sentence: Bilingual;
}

/** Everything about one pair, for a person to read. */
export interface PairExplanation {
  readonly laborerId: LaborerId;
  readonly openingId: OpeningId;
  readonly isEligible: boolean;
  /** Integer 0..100,000,000; given for dropped pairs too, where it can be computed. `null`: a place is unknown. */
  readonly score: number | null;
  readonly parts: readonly ExplainedPart[];
  /** Every rule, in the order of EXCLUSION_CODES. */
  readonly rules: readonly RuleVerdict[];
  /** Things to know that neither drop nor score, such as CERTIFICATE_TO_OBTAIN. */
  readonly notes: readonly { readonly code: string; readonly sentence: Bilingual }[];
  /** One sentence that a broker can read out. */
  readonly summary: Bilingual;
}

/** 候选名单: the best laborers for one opening. */
export interface Shortlist {
  readonly openingId: OpeningId;
  readonly pairs: readonly RankedPair[];
  /** How many laborers were looked at. */
  readonly considered: number;
  /** Reasons with counts of laborers; given where the list is shorter than K. */
  readonly reasons: ReasonCounts;
}

import type { Bilingual } from './bilingual.ts';
import type { LaborerId, OpeningId } from './ids.ts';
import type { ReasonCounts } from './exclusion-reason.ts';
import type { FactorName } from './weights.ts';

/** One ranked pair. */
export interface RankedPair {
  readonly laborerId: LaborerId;
  readonly openingId: OpeningId;
  /** From 1. */
  readonly rank: number;
  /** Integer 0..100,000,000. */
  readonly score: number;
  /** The five weighted parts, in the order of FACTORS, in ten-thousandths of the best score; they add up to the shown score. */
  readonly parts: Parts;
}

/** Weighted parts in the order of FACTORS (skill, location, distance, stability, terms), in ten-thousandths. */
export type Parts = readonly [number, number, number, number, number];

/** 推荐: a laborer's list as stored; at most K pairs, best first. */
export interface RecommendationList {
  readonly laborerId: LaborerId;
  readonly pairs: readonly RankedPair[];
  /** Reasons with counts of openings; kept where the list is shorter than K. */
  readonly reasons: ReasonCounts;
}

/** One factor of an explained pair. */
export interface ExplainedPart {
  readonly factor: FactorName;
  /** Integer 0..100,000. */
  readonly value: number;
  /** Per mille. */
  readonly weight: number;
  /** Ten-thousandths of the best score. */
  readonly points: number;
  readonly sentence: Bilingual;
}

/** A score shown in ten-thousandths: 87,654,321 is shown as 8,765. Rounded half up. */
export function shownScore(score: number): number {
  return Math.floor((score + 5_000) / 10_000);
}

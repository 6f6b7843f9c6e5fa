import type { Bilingual } from '../../domain/bilingual.ts';
import {
  EXCLUSION_CODES,
  EXCLUSION_WORDS,
  type ExclusionCode,
  type ReasonCounts,
} from '../../domain/exclusion-reason.ts';
import { shownScore, type RankedPair } from '../../domain/recommendation.ts';

/** The line of a ranked pair: rank, score in ten-thousandths, its parts (which add up to it), and a sentence. */
export function presentRanked(pair: RankedPair, summary: Bilingual | undefined) {
  const [skill, location, distance, stability, terms] = pair.parts;
  return {
    rank: pair.rank,
    score: shownScore(pair.score),
    exactScore: pair.score,
    parts: { skill, location, distance, stability, terms },
    summary: summary ?? { zh: '', en: '' },
  };
}

/** Reasons with counts, most frequent first, equal ones in the order of the rules. */
export function presentReasons(
  reasons: ReasonCounts,
): { code: ExclusionCode; message: Bilingual; count: number }[] {
  return EXCLUSION_CODES.flatMap((code) => {
    const count = reasons[code];
    return count === undefined ? [] : [{ code, message: EXCLUSION_WORDS[code], count }];
  }).toSorted((a, b) => b.count - a.count);
}

import { EXCLUSION_CODES } from '../../domain/exclusion-reason.ts';
import { makeId, type LaborerId } from '../../domain/ids.ts';
import type { Parts, RankedPair, RecommendationList } from '../../domain/recommendation.ts';
import { FACTORS } from '../../domain/weights.ts';

const PART_BYTES = 2;

/** A row of `recommendation` (alias `r`): arrays in the order of rank; five parts a pair. */
export interface RecommendationRow {
  laborer_id: number;
  opening_ids: number[];
  scores: number[];
  /** Two bytes a part, the higher first. */
  parts: Buffer;
  /** Positions in EXCLUSION_CODES, and how many openings each dropped. */
  reason_codes: number[];
  reason_counts: number[];
}

export const RECOMMENDATION_COLUMNS =
  'r.laborer_id, r.opening_ids, r.scores, r.parts, r.reason_codes, r.reason_counts';

/** The list of a row. */
export function listOf(row: RecommendationRow): RecommendationList {
  const laborerId = makeId('L', row.laborer_id);
  return {
    laborerId,
    pairs: row.opening_ids.map((_, at) => pairOf(row, laborerId, at)),
    reasons: Object.fromEntries(
      row.reason_codes.flatMap((position, at) => {
        const code = EXCLUSION_CODES[position];
        return code === undefined ? [] : [[code, row.reason_counts[at] ?? 0]];
      }),
    ),
  };
}

function pairOf(row: RecommendationRow, laborerId: LaborerId, at: number): RankedPair {
  return {
    laborerId,
    openingId: makeId('O', row.opening_ids[at] ?? 0),
    rank: at + 1,
    score: row.scores[at] ?? 0,
    parts: partsOf(row.parts, at * FACTORS.length),
  };
}

function partsOf(parts: Buffer, from: number): Parts {
  const at = (offset: number): number => parts.readUInt16BE(PART_BYTES * (from + offset));
  return [at(0), at(1), at(2), at(3), at(4)];
}

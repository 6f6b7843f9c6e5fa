import { EXCLUSION_CODES, type ExclusionCode, type ReasonCounts } from '../../domain/exclusion-reason.ts';
import { makeId } from '../../domain/ids.ts';
import type { Parts, RankedPair, RecommendationList } from '../../domain/recommendation.ts';
import { FACTORS } from '../../domain/weights.ts';
import { inHeap, type Allocate } from './allocate.ts';
import { openingIdAt } from './opening-index.ts';
import type { RankingPlan } from './ranking-plan.ts';

/** Lists as numbers: list i has its pairs from i × k on, best first. */
export interface PackedLists {
  readonly lists: number;
  readonly k: number;
  /** By list: its pairs. */
  readonly count: Int32Array;
  /** Numbers of the index. */
  readonly opening: Int32Array;
  readonly score: Int32Array;
  /** Five a pair, in the order of FACTORS, ten-thousandths. */
  readonly parts: Uint16Array;
  /** EXCLUSION_CODES.length a list: openings by code. Only of lists shorter than k; else left as it was. */
  readonly reasons: Int32Array;
}

/** Room for so many lists of k. */
export function packedLists(lists: number, k: number, allocate: Allocate = inHeap): PackedLists {
  const ints = (count: number): Int32Array => new Int32Array(allocate(count * Int32Array.BYTES_PER_ELEMENT));
  return {
    lists,
    k,
    count: ints(lists),
    opening: ints(lists * k),
    score: ints(lists * k),
    parts: new Uint16Array(allocate(lists * k * FACTORS.length * Uint16Array.BYTES_PER_ELEMENT)),
    reasons: ints(lists * EXCLUSION_CODES.length),
  };
}

/** One list as the reference gives it. `list`: its number in `packed`; `row`: whose it is. */
export function unpackList(
  { index, columns }: RankingPlan,
  packed: PackedLists,
  list: number,
  row: number,
): RecommendationList {
  const laborerId = makeId('L', columns.key[row] ?? 0);
  const count = packed.count[list] ?? 0;
  const pairs = Array.from({ length: count }, (_pair, rank): RankedPair => {
    const at = list * packed.k + rank;
    return {
      laborerId,
      openingId: openingIdAt(index, packed.opening[at] ?? 0),
      rank: rank + 1,
      score: packed.score[at] ?? 0,
      parts: partsAt(packed.parts, at),
    };
  });
  return { laborerId, pairs, reasons: count < packed.k ? reasonsAt(packed.reasons, list) : {} };
}

/** Five parts from packed ones. */
export function partsAt(parts: Uint16Array, at: number): Parts {
  const from = at * FACTORS.length;
  return [
    parts[from] ?? 0,
    parts[from + 1] ?? 0,
    parts[from + 2] ?? 0,
    parts[from + 3] ?? 0,
    parts[from + 4] ?? 0,
  ];
}

/** Counts by code, those of zero left out. */
export function reasonsAt(counts: Int32Array, list: number): ReasonCounts {
  const reasons: Partial<Record<ExclusionCode, number>> = {};
  EXCLUSION_CODES.forEach((code, number) => {
    const count = counts[list * EXCLUSION_CODES.length + number] ?? 0;
    if (count > 0) reasons[code] = count;
  });
  return reasons;
}

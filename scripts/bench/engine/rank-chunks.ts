import type { OpeningRanker } from '../../../src/matching/fast/opening-ranker.ts';
import { packedLists, type PackedLists } from '../../../src/matching/fast/packed-lists.ts';

/** A thread takes so many shares of the rows, so that both end together, */
const SHARES = 64;
/** but no fewer and no more rows at once than this: those who share their origin should meet in one thread. */
const LEAST_ROWS = 1_024;
const MOST_ROWS = 16_384;
/** Lists that are ranked before they are read: few enough to lie in a cache. */
const LISTS_AT_ONCE = 512;

/** What was ranked. Two runs over the same rows have the same checksum, whoever ranked which chunk. */
export interface RankedRows {
  readonly lists: number;
  readonly pairs: number;
  /** Sum over all pairs of a mix of opening, score and rank; 32 bits. */
  readonly checksum: number;
}

/** The counter that threads share: the first row that nobody has taken. */
export function sharedCounter(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

/** Takes share after share of the rows and ranks them. Lists are read once and written over. */
export function rankChunks(
  ranker: OpeningRanker,
  { rows, next, k }: { readonly rows: Int32Array; readonly next: Int32Array; readonly k: number },
): RankedRows {
  const out = packedLists(LISTS_AT_ONCE, k);
  const share = Math.min(MOST_ROWS, Math.max(LEAST_ROWS, Math.ceil(rows.length / SHARES)));
  let lists = 0;
  let pairs = 0;
  let checksum = 0;
  for (;;) {
    const taken = Atomics.add(next, 0, share);
    if (taken >= rows.length) return { lists, pairs, checksum };
    const end = Math.min(rows.length, taken + share);
    for (let from = taken; from < end; from += LISTS_AT_ONCE) {
      const to = Math.min(end, from + LISTS_AT_ONCE);
      ranker.rankRows({ rows, from, to }, out);
      lists += to - from;
      for (let list = 0; list < to - from; list += 1) {
        const count = out.count[list] ?? 0;
        pairs += count;
        checksum = (checksum + checksumOf(out, list, count)) | 0;
      }
    }
  }
}

/** Odd, so that multiplying by it loses nothing; from the golden ratio. */
const MIX = 0x9e3779b1;

function checksumOf(out: PackedLists, list: number, count: number): number {
  let sum = 0;
  for (let rank = 0; rank < count; rank += 1) {
    const at = list * out.k + rank;
    sum = (sum + Math.imul((out.opening[at] ?? 0) + rank, MIX) + (out.score[at] ?? 0)) | 0;
  }
  return sum;
}

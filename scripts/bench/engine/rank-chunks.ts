import type { OpeningRanker } from '../../../src/matching/fast/opening-ranker.ts';
import { packedLists, type PackedLists } from '../../../src/matching/fast/packed-lists.ts';

/** Rows that are ranked before the next ones are fetched: few enough to share evenly, enough to keep groups together. */
const CHUNK_ROWS = 4_096;

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

/** Takes chunk after chunk of the rows and ranks them. The lists of a chunk are read once and written over. */
export function rankChunks(
  ranker: OpeningRanker,
  { rows, next, k }: { readonly rows: Int32Array; readonly next: Int32Array; readonly k: number },
): RankedRows {
  const out = packedLists(CHUNK_ROWS, k);
  let lists = 0;
  let pairs = 0;
  let checksum = 0;
  for (;;) {
    const from = Atomics.add(next, 0, CHUNK_ROWS);
    if (from >= rows.length) return { lists, pairs, checksum };
    const to = Math.min(rows.length, from + CHUNK_ROWS);
    ranker.rankRows({ rows, from, to }, out);
    lists += to - from;
    for (let list = 0; list < to - from; list += 1) {
      const count = out.count[list] ?? 0;
      pairs += count;
      checksum = (checksum + checksumOf(out, list, count)) | 0;
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

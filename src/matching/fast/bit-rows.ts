/** Rows of a block of bits, and the entries that one block holds. */
export const BIT_ROWS = 32;
const HALF_ROWS = 16;
const HALF_MASK = 0x0000_ffff;

const block = new Int32Array(BIT_ROWS);

/**
 * Turns the words of up to 32 entries on their side: bit e of row b is bit b of entry e's word. So one OR of a few rows tells for
 * 32 openings at once which of them a laborer cannot take. Word e is at `words[first + e · stride]`; the rows go to
 * `rows[to…]`. By swapping ever smaller squares across the diagonal (Warren, Hacker's Delight, 7-3).
 */
export function writeBitRows(
  { words, first, stride, count }: { words: Int32Array; first: number; stride: number; count: number },
  rows: Int32Array,
  to: number,
): void {
  for (let entry = 0; entry < BIT_ROWS; entry += 1)
    block[entry] = entry < count ? (words[first + entry * stride] ?? 0) : 0;
  let mask = HALF_MASK;
  for (let size = HALF_ROWS; size !== 0; size >>= 1) {
    for (let at = 0; at < BIT_ROWS; at = (at + size + 1) & ~size) {
      const upper = block[at] ?? 0;
      const lower = block[at + size] ?? 0;
      const swapped = ((upper >>> size) ^ lower) & mask;
      block[at + size] = lower ^ swapped;
      block[at] = upper ^ (swapped << size);
    }
    mask ^= mask << (size >> 1);
  }
  rows.set(block, to);
}

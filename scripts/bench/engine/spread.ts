/** The fraction of the golden ratio: its multiples, taken round 1, lie evenly however many are taken. */
const GOLDEN = 0.6180339887498949;

/** So many different numbers of 0..count − 1, or all of them; any beginning of the answer is spread over the whole. */
export function spread(count: number, wanted: number): Int32Array {
  const taken = new Set<number>();
  for (let step = 1; taken.size < Math.min(count, wanted); step += 1) {
    taken.add(Math.floor(((step * GOLDEN) % 1) * count));
  }
  return Int32Array.from(taken);
}

/** Up to so many keys are sorted by insertion alone. */
const FEW = 24;
/** Keys are dealt into buckets for about so many each, but not into more buckets than this. */
const A_BUCKET = 4;
const MOST_BUCKETS = 4_096;
/** Where one bucket takes more, the keys are too uneven for buckets. */
const MOST_A_BUCKET = 48;

const next = new Int32Array(MOST_BUCKETS + 1);

/**
 * Sorts the first `count` keys, ascending: they are dealt into buckets by value, which leaves few out of order, and then
 * sorted by insertion. `spare` is scratch memory of the same length. A few dozen keys take some nanoseconds each, where the
 * sort of typed arrays takes a hundred.
 */
export function sortKeys(keys: Float64Array, count: number, spare: Float64Array): void {
  if (count > FEW && !deal(keys, count, spare)) {
    keys.subarray(0, count).sort();
    return;
  }
  for (let sorted = 1; sorted < count; sorted += 1) {
    const key = keys[sorted] ?? 0;
    let at = sorted;
    for (; at > 0; at -= 1) {
      const before = keys[at - 1] ?? 0;
      if (before <= key) break;
      keys[at] = before;
    }
    keys[at] = key;
  }
}

/** Orders the keys by bucket; false, and untouched, where a bucket takes too many. */
function deal(keys: Float64Array, count: number, spare: Float64Array): boolean {
  let least = keys[0] ?? 0;
  let most = least;
  for (let at = 1; at < count; at += 1) {
    const key = keys[at] ?? 0;
    if (key < least) least = key;
    if (key > most) most = key;
  }
  const buckets = Math.min(MOST_BUCKETS, Math.ceil(count / A_BUCKET));
  const scale = (buckets - 1) / (most - least);
  next.fill(0, 0, buckets + 1);
  for (let at = 0; at < count; at += 1) {
    const above = ((((keys[at] ?? 0) - least) * scale) | 0) + 1;
    next[above] = (next[above] ?? 0) + 1;
  }
  for (let bucket = 1; bucket <= buckets; bucket += 1) {
    if ((next[bucket] ?? 0) > MOST_A_BUCKET) return false;
    next[bucket] = (next[bucket] ?? 0) + (next[bucket - 1] ?? 0);
  }
  for (let at = 0; at < count; at += 1) {
    const key = keys[at] ?? 0;
    const bucket = ((key - least) * scale) | 0;
    const to = next[bucket] ?? 0;
    spare[to] = key;
    next[bucket] = to + 1;
  }
  for (let at = 0; at < count; at += 1) keys[at] = spare[at] ?? 0;
  return true;
}

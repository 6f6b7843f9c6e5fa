/** Where the entries of a row are in an ascending column of rows: from, and past the last. */
export function rangeOf(rows: Int32Array, row: number): readonly [number, number] {
  return [firstFrom(rows, row), firstFrom(rows, row + 1)];
}

/**
 * The position of the first of the ascending values that is the bound or above: how many are below it. A bound that is no number
 * has none below.
 */
export function firstFrom(values: Int32Array | Float64Array, bound: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? 0) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

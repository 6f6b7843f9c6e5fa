/** Where the entries of a row are in an ascending column of rows: from, and past the last. */
export function rangeOf(rows: Int32Array, row: number): readonly [number, number] {
  return [firstFrom(rows, row), firstFrom(rows, row + 1)];
}

/** The position of the first entry that is `row` or above. */
export function firstFrom(rows: Int32Array, row: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle] ?? 0) < row) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many of the ascending values are below a bound; a bound that is no number has none below. */
export function below(values: Float64Array, bound: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? 0) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

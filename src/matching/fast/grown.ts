/** The values in memory for `capacity` of them; what is new is zero. */
export function grown(values: Int32Array, capacity: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(capacity);
  larger.set(values);
  return larger;
}

/** The values in twice the memory. */
export function doubled(values: Int32Array): Int32Array<ArrayBuffer> {
  return grown(values, 2 * values.length);
}

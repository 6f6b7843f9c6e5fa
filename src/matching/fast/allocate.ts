/** Gives memory for a column: `inSharedMemory` lets worker threads read it without a copy. */
export type Allocate = (bytes: number) => ArrayBufferLike;

/** Memory of this thread alone. */
export const inHeap: Allocate = (bytes) => new ArrayBuffer(bytes);

/** Memory that worker threads can share. */
export const inSharedMemory: Allocate = (bytes) => new SharedArrayBuffer(bytes);

/** A column of 32-bit integers with these values. */
export function int32Column(allocate: Allocate, values: ArrayLike<number>): Int32Array {
  const column = new Int32Array(allocate(values.length * Int32Array.BYTES_PER_ELEMENT));
  column.set(values);
  return column;
}

/** A column of bytes with these values. */
export function byteColumn(allocate: Allocate, values: ArrayLike<number>): Uint8Array {
  const column = new Uint8Array(allocate(values.length));
  column.set(values);
  return column;
}

/** A column of doubles with these values. */
export function doubleColumn(allocate: Allocate, values: ArrayLike<number>): Float64Array {
  const column = new Float64Array(allocate(values.length * Float64Array.BYTES_PER_ELEMENT));
  column.set(values);
  return column;
}

import type { Allocate } from './allocate.ts';
import { doubled } from './grown.ts';

const FIRST_CAPACITY = 64;

/** A list of 32-bit integers that doubles when it is full. */
export class GrowingInts {
  #values = new Int32Array(FIRST_CAPACITY);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      this.#values = doubled(this.#values);
    }
    this.#values[this.#length] = value;
    this.#length += 1;
  }

  /** Forgets all. */
  clear(): void {
    this.#length = 0;
  }

  /** A copy in memory of the allocator's. */
  column(allocate: Allocate): Int32Array {
    const column = new Int32Array(allocate(this.#length * Int32Array.BYTES_PER_ELEMENT));
    column.set(this.#values.subarray(0, this.#length));
    return column;
  }
}

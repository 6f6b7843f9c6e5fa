/** Blocks of more sizes than this are let go. */
const MOST_SIZES = 1_000;

/** Blocks of one size, and how many of them are in use. */
interface Blocks {
  readonly buffers: ArrayBuffer[];
  taken: number;
}

/**
 * Memory for columns that are made anew again and again: after `restart` it gives the same blocks once more, which hold what was
 * written before. Memory outside the heap is dear to ask for and to collect; an answer of some tenths of a millisecond
 * would ask for fifty pieces.
 */
export class ReusedMemory {
  readonly #bySize = new Map<number, Blocks>();

  /** A block of so many bytes, in use until `restart`. Its contents are anything. */
  readonly allocate = (bytes: number): ArrayBuffer => {
    let blocks = this.#bySize.get(bytes);
    if (blocks === undefined) {
      blocks = { buffers: [], taken: 0 };
      this.#bySize.set(bytes, blocks);
    }
    const known = blocks.buffers[blocks.taken];
    blocks.taken += 1;
    if (known !== undefined) return known;
    const buffer = new ArrayBuffer(bytes);
    blocks.buffers.push(buffer);
    return buffer;
  };

  /** Takes all blocks back: nothing that lies in them may be read any more. */
  restart(): void {
    if (this.#bySize.size > MOST_SIZES) this.#bySize.clear();
    for (const blocks of this.#bySize.values()) blocks.taken = 0;
  }
}

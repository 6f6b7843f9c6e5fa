import { ownText } from './own-text.ts';

/** Where a row stands. */
export interface RowPlace {
  readonly sheet: string | null;
  readonly row: number;
}

/** An ID number without its check character, in two numbers of 32 bits: 9 and 8 digits. */
const ID_NUMBER = /^\d{17}[\dX]$/;
const FIRST_DIGITS = 9;
const ALL_DIGITS = 17;
/** Slots at the beginning; a power of two, and so is every later number of them. */
const FIRST_SLOTS = 1_024;
/** Multiplier of Fibonacci hashing, 2^32 divided by the golden ratio. */
const FIBONACCI = 0x9e3779b1;

/**
 * The first row of each thing of a file. A million people take 32 MB: sound ID numbers stand as numbers in an open hash table
 * (their check character follows from the digits), everything else as text.
 */
export class FirstRows {
  readonly #others = new Map<string, RowPlace>();
  readonly #sheets: (string | null)[] = [];
  /** Four numbers a slot: the two of the ID number, row (0: free) and sheet. */
  #slots = new Uint32Array(FIRST_SLOTS * 4);
  #used = 0;

  /** Where this thing stood first; `undefined` where it did not. */
  find(identity: string): RowPlace | undefined {
    if (!ID_NUMBER.test(identity)) return this.#others.get(identity);
    const at = this.#slotOf(...numbersOf(identity));
    const row = this.#slots[at + 2] ?? 0;
    return row === 0 ? undefined : { row, sheet: this.#sheets[this.#slots[at + 3] ?? 0] ?? null };
  }

  /** Notes where it stands; it must not have been noted before. */
  add(identity: string, { sheet, row }: RowPlace): void {
    if (!ID_NUMBER.test(identity)) {
      this.#others.set(ownText(identity), { sheet, row });
      return;
    }
    if (this.#used * 8 >= this.#slots.length) this.#grow();
    const [first, second] = numbersOf(identity);
    this.#slots.set([first, second, row, this.#sheetNumber(sheet)], this.#slotOf(first, second));
    this.#used += 1;
  }

  #sheetNumber(sheet: string | null): number {
    const known = this.#sheets.indexOf(sheet);
    return known >= 0 ? known : this.#sheets.push(sheet) - 1;
  }

  /** Its slot, or the free one where it belongs. */
  #slotOf(first: number, second: number): number {
    const mask = this.#slots.length / 4 - 1;
    let slot = (Math.imul(first ^ Math.imul(second, FIBONACCI), FIBONACCI) >>> 7) & mask;
    for (;;) {
      const at = slot * 4;
      const isIt = this.#slots[at] === first && this.#slots[at + 1] === second;
      if (this.#slots[at + 2] === 0 || isIt) return at;
      slot = (slot + 1) & mask;
    }
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += 4) {
      if (old[at + 2] !== 0)
        this.#slots.set(old.subarray(at, at + 4), this.#slotOf(old[at] ?? 0, old[at + 1] ?? 0));
    }
  }
}

function numbersOf(idNumber: string): [number, number] {
  return [Number(idNumber.slice(0, FIRST_DIGITS)), Number(idNumber.slice(FIRST_DIGITS, ALL_DIGITS))];
}

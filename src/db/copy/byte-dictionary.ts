import type { BinaryRow } from './binary-rows.ts';

/** FNV-1a, 32 bits. */
const FNV_OFFSET = 0x81_1c_9d_c5;
const FNV_PRIME = 0x01_00_01_93;
/** Slots at first; a power of two. */
const FIRST_SLOTS = 64;

/** A value and the bytes that it was decoded from. */
interface Entry<Value> {
  readonly hash: number;
  readonly bytes: Buffer;
  readonly value: Value;
}

/**
 * Values by the bytes of their fields: equal bytes give the same object, decoded when it is first seen. So that a million rows
 * cost as many decodings as they have different values.
 */
export class ByteDictionary<Value> {
  readonly #decode: (row: BinaryRow, field: number) => Value;
  #slots: (Entry<Value> | undefined)[] = Array.from({ length: FIRST_SLOTS }, () => undefined);
  #size = 0;

  /** `decode` is given the row and the first of its fields. */
  constructor(decode: (row: BinaryRow, field: number) => Value) {
    this.#decode = decode;
  }

  /** The value of `fields` neighboring fields from `field` on, nulls and all. */
  valueOf(row: BinaryRow, field: number, fields = 1): Value {
    // The length word belongs to the key: it tells null from empty, and one field's end from the next one's beginning.
    const from = (row.start[field] ?? 0) - Int32Array.BYTES_PER_ELEMENT;
    const last = field + fields - 1;
    const to = (row.start[last] ?? 0) + Math.max(0, row.length[last] ?? 0);
    const hash = hashOf(row.bytes, from, to);
    let slot = hash & (this.#slots.length - 1);
    for (;;) {
      const entry = this.#slots[slot];
      if (entry === undefined) break;
      if (entry.hash === hash && isSame(entry.bytes, row.bytes, from, to)) return entry.value;
      slot = (slot + 1) & (this.#slots.length - 1);
    }
    const value = this.#decode(row, field);
    this.#slots[slot] = { hash, bytes: Buffer.from(row.bytes.subarray(from, to)), value };
    this.#size += 1;
    if (2 * this.#size > this.#slots.length) this.#grow();
    return value;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = Array.from({ length: 2 * old.length }, () => undefined);
    for (const entry of old) {
      if (entry === undefined) continue;
      let slot = entry.hash & (this.#slots.length - 1);
      while (this.#slots[slot] !== undefined) slot = (slot + 1) & (this.#slots.length - 1);
      this.#slots[slot] = entry;
    }
  }
}

/** Fields are some ten bytes: to call a comparison of Buffers costs more than to look at them. */
function isSame(known: Buffer, bytes: Buffer, from: number, to: number): boolean {
  if (known.length !== to - from) return false;
  for (let at = 0; at < known.length; at += 1) if (known[at] !== bytes[from + at]) return false;
  return true;
}

function hashOf(bytes: Buffer, from: number, to: number): number {
  let hash = FNV_OFFSET;
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), FNV_PRIME);
  // The low bits of FNV know little of the first bytes.
  return (hash ^ (hash >>> 15)) >>> 0;
}

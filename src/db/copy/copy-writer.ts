/** The signature of a binary COPY, no flags, no extension. */
const HEADER = Buffer.from('PGCOPY\n\u00FF\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const TRAILER = Buffer.from([0xff, 0xff]);
const NULL = -1;
const INT_BYTES = 4;
/** A piece of the stream, bytes: small enough that the server works on one while the next is written. */
const CHUNK_BYTES = 64 * 1_024;
/** The most bytes that a character of UTF-16 has in UTF-8. */
const CHARACTER_BYTES = 3;
/** An array of one dimension before its elements: dimensions, flags, element type, size, lower bound. */
const ARRAY_HEAD_BYTES = 5 * INT_BYTES;
/** Type ids of array elements. */
const TEXT = 25;
const SMALLINT = 21;
/** What the count of days gives for 2000-01-01, where PostgreSQL's begins. */
const MARCH_EPOCH = 730_426;
const ENDLESS_DAYS: Readonly<Record<string, number>> = {
  infinity: 2_147_483_647,
  '-infinity': -2_147_483_648,
};

/**
 * Writes the stream of `COPY … FROM STDIN (FORMAT binary)`: `row`, then each field in the order of the columns. Every writer of a
 * field takes `null` as well. Layout: PostgreSQL's documentation, "COPY", "Binary Format".
 */
export class CopyWriter {
  #full: Buffer[] = [HEADER];
  #chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  #at = 0;

  row(fields: number): void {
    this.#room(2);
    this.#at = this.#chunk.writeInt16BE(fields, this.#at);
  }

  int(value: number | null): void {
    if (value === null) return this.#length(NULL);
    this.#length(INT_BYTES);
    this.#at = this.#chunk.writeInt32BE(value, this.#at);
  }

  smallint(value: number | null): void {
    if (value === null) return this.#length(NULL);
    this.#length(2);
    this.#at = this.#chunk.writeInt16BE(value, this.#at);
  }

  double(value: number | null): void {
    if (value === null) return this.#length(NULL);
    this.#length(8);
    this.#at = this.#chunk.writeDoubleBE(value, this.#at);
  }

  boolean(value: boolean | null): void {
    if (value === null) return this.#length(NULL);
    this.#length(1);
    this.#at = this.#chunk.writeUInt8(value ? 1 : 0, this.#at);
  }

  text(value: string | null): void {
    if (value === null) return this.#length(NULL);
    this.#room(INT_BYTES + value.length * CHARACTER_BYTES);
    const size = this.#chunk.write(value, this.#at + INT_BYTES, 'utf8');
    this.#at = this.#chunk.writeInt32BE(size, this.#at) + size;
  }

  bytes(value: Uint8Array | null): void {
    if (value === null) return this.#length(NULL);
    this.#room(INT_BYTES + value.length);
    this.#at = this.#chunk.writeInt32BE(value.length, this.#at);
    this.#chunk.set(value, this.#at);
    this.#at += value.length;
  }

  /** `2026-11-23`, `infinity` or `-infinity`. */
  day(value: string | null): void {
    this.int(value === null ? null : dayNumber(value));
  }

  texts(values: readonly (string | null)[] | null): void {
    this.#array(values, TEXT, (value) => this.text(value));
  }

  smallints(values: readonly (number | null)[] | null): void {
    this.#array(values, SMALLINT, (value) => this.smallint(value));
  }

  /** The pieces that are full; what is taken is not given again. */
  take(): readonly Uint8Array[] {
    if (this.#full.length === 0) return this.#full;
    const full = this.#full;
    this.#full = [];
    return full;
  }

  /** The rest of the stream; nothing can be written any more. */
  finish(): readonly Uint8Array[] {
    return [...this.#full, this.#chunk.subarray(0, this.#at), TRAILER];
  }

  /** An array is preceded by its bytes, and its elements can move to a new chunk together with them. */
  #array<Value>(values: readonly Value[] | null, type: number, write: (value: Value) => void): void {
    if (values === null) return this.#length(NULL);
    const most = values.reduce<number>((sum, value) => sum + mostBytes(value), INT_BYTES + ARRAY_HEAD_BYTES);
    this.#room(most);
    const start = this.#at;
    this.#at += INT_BYTES;
    const head = values.length === 0 ? [0, 0, type] : [1, 0, type, values.length, 1];
    for (const number of head) this.#at = this.#chunk.writeInt32BE(number, this.#at);
    for (const value of values) write(value);
    this.#chunk.writeInt32BE(this.#at - start - INT_BYTES, start);
  }

  #length(bytes: number): void {
    this.#room(INT_BYTES + Math.max(0, bytes));
    this.#at = this.#chunk.writeInt32BE(bytes, this.#at);
  }

  #room(bytes: number): void {
    if (this.#at + bytes <= this.#chunk.length) return;
    this.#full.push(this.#chunk.subarray(0, this.#at));
    this.#chunk = Buffer.allocUnsafe(Math.max(CHUNK_BYTES, bytes));
    this.#at = 0;
  }
}

function mostBytes(value: unknown): number {
  return INT_BYTES + (typeof value === 'string' ? value.length * CHARACTER_BYTES : INT_BYTES);
}

/** Days from 2000-01-01 by the Gregorian calendar, whose years are taken to begin in March: leap days come last. */
function dayNumber(day: string): number {
  const endless = ENDLESS_DAYS[day];
  if (endless !== undefined) return endless;
  const [year, month, date] = [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8))];
  const marchYear = month > 2 ? year : year - 1;
  const marchMonth = month > 2 ? month - 3 : month + 9;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  const number = marchYear * 365 + leapDays + Math.floor((153 * marchMonth + 2) / 5) + date - MARCH_EPOCH;
  if (!Number.isInteger(number)) throw new Error('no day of the calendar');
  return number;
}

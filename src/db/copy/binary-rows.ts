/** Bytes before the extension of the header: the signature, then flags and the extension's length. */
const HEADER_BYTES = 19;
const EXTENSION_LENGTH_AT = 15;
/** The field count that ends a COPY. */
const TRAILER = -1;

/** One row of a COPY where it lies in a chunk. Valid until the next row: copy what is kept. */
export interface BinaryRow {
  readonly bytes: Buffer;
  /** By field: where its value starts. */
  readonly start: Int32Array;
  /** By field: bytes of its value; -1: null. */
  readonly length: Int32Array;
}

/**
 * Reads `COPY … TO STDOUT (FORMAT binary)` chunk by chunk and shows each row in place, without making an object of it. Rows
 * and the header may be cut anywhere. Layout: PostgreSQL's documentation, "COPY", "Binary Format".
 */
export class BinaryRows {
  readonly #fields: number;
  readonly #onRow: (row: BinaryRow) => void;
  readonly #start: Int32Array;
  readonly #length: Int32Array;
  /** The beginning of a row whose end has not come yet. */
  #rest: Buffer = Buffer.alloc(0);
  #isInside = false;
  #isOver = false;

  constructor(fields: number, onRow: (row: BinaryRow) => void) {
    this.#fields = fields;
    this.#onRow = onRow;
    this.#start = new Int32Array(fields);
    this.#length = new Int32Array(fields);
  }

  /** Shows the rows that end in this chunk. */
  push(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = this.#isInside ? 0 : this.#afterHeader(bytes);
    if (this.#isInside) {
      const row = { bytes, start: this.#start, length: this.#length };
      for (;;) {
        const end = this.#findRow(bytes, at);
        if (end < 0) break;
        this.#onRow(row);
        at = end;
      }
    }
    this.#rest = bytes.subarray(at);
  }

  /** Call when the stream has ended. @throws Error where the COPY was cut short. */
  finish(): void {
    if (!this.#isOver) throw new Error('a binary COPY ended before its trailer');
  }

  #afterHeader(bytes: Buffer): number {
    if (bytes.length < HEADER_BYTES) return 0;
    const end = HEADER_BYTES + bytes.readInt32BE(EXTENSION_LENGTH_AT);
    if (bytes.length < end) return 0;
    this.#isInside = true;
    return end;
  }

  /** Notes where the fields of the next row are and returns its end; -1: the row is not whole, or there is none. */
  #findRow(bytes: Buffer, from: number): number {
    if (this.#isOver || from + 2 > bytes.length) return -1;
    const fields = bytes.readInt16BE(from);
    if (fields === TRAILER) {
      this.#isOver = true;
      return -1;
    }
    if (fields !== this.#fields) throw new Error(`a row has ${fields} fields instead of ${this.#fields}`);
    let at = from + 2;
    for (let field = 0; field < fields; field += 1) {
      if (at + 4 > bytes.length) return -1;
      const length = bytes.readInt32BE(at);
      at += 4;
      this.#start[field] = at;
      this.#length[field] = length;
      if (length > 0) at += length;
      if (at > bytes.length) return -1;
    }
    return at;
  }
}

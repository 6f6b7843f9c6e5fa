import { EXCLUSION_CODES } from '../../domain/exclusion-reason.ts';
import { FACTORS } from '../../domain/weights.ts';
import type { PackedResults } from '../../flows/ports/run-store.ts';

/** Columns of a COPY of lists. */
export const LIST_COPY_COLUMNS =
  'run_id, laborer_id, opening_ids, scores, parts, reason_codes, reason_counts';
const COLUMNS = 7;

/** The signature of a binary COPY, no flags, no extension. */
const HEADER = Buffer.from('PGCOPY\n\u00FF\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const TRAILER = Buffer.from([0xff, 0xff]);
/** Type ids of array elements. */
const SMALLINT = 21;
const INT = 23;
const INT_BYTES = Int32Array.BYTES_PER_ELEMENT;
const SMALLINT_BYTES = Int16Array.BYTES_PER_ELEMENT;
const PARTS = FACTORS.length;
const CODES = EXCLUSION_CODES.length;
/** An array of one dimension before its elements: dimensions, flags, element type, size, lower bound. */
const ARRAY_HEAD_BYTES = 5 * INT_BYTES;
/** A piece of the stream: a piece costs some microseconds, and this much is held for every writer. */
const CHUNK_BYTES = 256 * 1_024;

/** Lists as the bytes of a binary COPY into `recommendation`. */
export function* listCopyChunks(runKey: number, results: PackedResults): Generator<Uint8Array> {
  yield HEADER;
  const longestRow = rowBytes(results.k);
  let chunk = Buffer.allocUnsafe(Math.max(CHUNK_BYTES, longestRow));
  let at = 0;
  for (let list = 0; list < results.laborerKey.length; list += 1) {
    if (at + longestRow > chunk.length) {
      yield chunk.subarray(0, at);
      chunk = Buffer.allocUnsafe(Math.max(CHUNK_BYTES, longestRow));
      at = 0;
    }
    at = writeRow(chunk, at, runKey, results, list);
  }
  yield chunk.subarray(0, at);
  yield TRAILER;
}

/** The most bytes that a row of k pairs takes. */
function rowBytes(k: number): number {
  const element = 2 * INT_BYTES;
  const heads = SMALLINT_BYTES + COLUMNS * (INT_BYTES + ARRAY_HEAD_BYTES);
  return heads + k * (2 * element + PARTS * SMALLINT_BYTES) + 2 * CODES * element;
}

function writeRow(chunk: Buffer, from: number, runKey: number, results: PackedResults, list: number): number {
  const { k, openingKey, score, parts } = results;
  const pairs = results.pairs[list] ?? 0;
  const first = list * k;
  let at = chunk.writeInt16BE(COLUMNS, from);
  at = writeInt(chunk, at, runKey);
  at = writeInt(chunk, at, results.laborerKey[list] ?? 0);
  at = writeInts(chunk, at, openingKey, first, pairs);
  at = writeInts(chunk, at, score, first, pairs);
  at = writeParts(chunk, at, parts, first * PARTS, pairs * PARTS);
  return pairs < k ? writeReasons(chunk, at, results.reasons, list * CODES) : writeNoReasons(chunk, at);
}

function writeInt(chunk: Buffer, at: number, value: number): number {
  chunk.writeInt32BE(INT_BYTES, at);
  return chunk.writeInt32BE(value, at + INT_BYTES);
}

/** An array is preceded by its bytes; an empty one has no dimension. */
function writeArrayHead(chunk: Buffer, from: number, type: number, elements: number): number {
  const size = type === INT ? INT_BYTES : SMALLINT_BYTES;
  const isEmpty = elements === 0;
  let at = chunk.writeInt32BE(
    isEmpty ? 3 * INT_BYTES : ARRAY_HEAD_BYTES + elements * (INT_BYTES + size),
    from,
  );
  at = chunk.writeInt32BE(isEmpty ? 0 : 1, at);
  at = chunk.writeInt32BE(0, at);
  at = chunk.writeInt32BE(type, at);
  if (isEmpty) return at;
  at = chunk.writeInt32BE(elements, at);
  return chunk.writeInt32BE(1, at);
}

function writeInts(chunk: Buffer, from: number, values: Int32Array, first: number, count: number): number {
  let at = writeArrayHead(chunk, from, INT, count);
  for (let each = first; each < first + count; each += 1) {
    at = chunk.writeInt32BE(INT_BYTES, at);
    at = chunk.writeInt32BE(values[each] ?? 0, at);
  }
  return at;
}

function writeParts(chunk: Buffer, from: number, parts: Uint16Array, first: number, count: number): number {
  let at = chunk.writeInt32BE(count * SMALLINT_BYTES, from);
  for (let each = first; each < first + count; each += 1) at = chunk.writeUInt16BE(parts[each] ?? 0, at);
  return at;
}

function writeReasons(chunk: Buffer, from: number, reasons: Int32Array, first: number): number {
  const codes: number[] = [];
  for (let code = 0; code < CODES; code += 1) if ((reasons[first + code] ?? 0) > 0) codes.push(code);
  let at = writeArrayHead(chunk, from, SMALLINT, codes.length);
  for (const code of codes) {
    at = chunk.writeInt32BE(SMALLINT_BYTES, at);
    at = chunk.writeInt16BE(code, at);
  }
  at = writeArrayHead(chunk, at, INT, codes.length);
  for (const code of codes) {
    at = chunk.writeInt32BE(INT_BYTES, at);
    at = chunk.writeInt32BE(reasons[first + code] ?? 0, at);
  }
  return at;
}

function writeNoReasons(chunk: Buffer, from: number): number {
  return writeArrayHead(chunk, writeArrayHead(chunk, from, SMALLINT, 0), INT, 0);
}

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

/** Lists as the bytes of a binary COPY into `recommendation`, those of one ranking after those of another. */
export function* listCopyChunks(runKey: number, ranked: readonly PackedResults[]): Generator<Uint8Array> {
  yield HEADER;
  const longestRow = Math.max(0, ...ranked.map(({ k }) => rowBytes(k)));
  const size = Math.max(CHUNK_BYTES, longestRow);
  let chunk = new DataView(new ArrayBuffer(size));
  let at = 0;
  for (const results of ranked) {
    for (let row = 0; row < results.laborerKey.length; row += 1) {
      if (at + longestRow > size) {
        yield new Uint8Array(chunk.buffer, 0, at);
        chunk = new DataView(new ArrayBuffer(size));
        at = 0;
      }
      at = writeRow(chunk, at, runKey, results, row);
    }
  }
  yield new Uint8Array(chunk.buffer, 0, at);
  yield TRAILER;
}

/** The most bytes that a row of k pairs takes. */
function rowBytes(k: number): number {
  const element = 2 * INT_BYTES;
  const heads = SMALLINT_BYTES + COLUMNS * (INT_BYTES + ARRAY_HEAD_BYTES);
  return heads + k * (2 * element + PARTS * SMALLINT_BYTES) + 2 * CODES * element;
}

function writeRow(
  chunk: DataView,
  from: number,
  runKey: number,
  results: PackedResults,
  row: number,
): number {
  const { k, openingKey, score, parts } = results;
  const list = results.list[row] ?? 0;
  const pairs = results.pairs[list] ?? 0;
  const first = list * k;
  chunk.setInt16(from, COLUMNS);
  let at = writeInt(chunk, from + SMALLINT_BYTES, runKey);
  at = writeInt(chunk, at, results.laborerKey[row] ?? 0);
  at = writeInts(chunk, at, openingKey, first, pairs);
  at = writeInts(chunk, at, score, first, pairs);
  at = writeParts(chunk, at, parts, first * PARTS, pairs * PARTS);
  return pairs < k ? writeReasons(chunk, at, results.reasons, list * CODES) : writeNoReasons(chunk, at);
}

function writeInt(chunk: DataView, at: number, value: number): number {
  chunk.setInt32(at, INT_BYTES);
  chunk.setInt32(at + INT_BYTES, value);
  return at + 2 * INT_BYTES;
}

/** An array is preceded by its bytes; an empty one has no dimension. */
function writeArrayHead(chunk: DataView, at: number, type: number, elements: number): number {
  const size = type === INT ? INT_BYTES : SMALLINT_BYTES;
  const isEmpty = elements === 0;
  chunk.setInt32(at, isEmpty ? 3 * INT_BYTES : ARRAY_HEAD_BYTES + elements * (INT_BYTES + size));
  chunk.setInt32(at + INT_BYTES, isEmpty ? 0 : 1);
  chunk.setInt32(at + 2 * INT_BYTES, 0);
  chunk.setInt32(at + 3 * INT_BYTES, type);
  if (isEmpty) return at + 4 * INT_BYTES;
  chunk.setInt32(at + 4 * INT_BYTES, elements);
  chunk.setInt32(at + 5 * INT_BYTES, 1);
  return at + 6 * INT_BYTES;
}

function writeInts(chunk: DataView, from: number, values: Int32Array, first: number, count: number): number {
  let at = writeArrayHead(chunk, from, INT, count);
  for (let each = first; each < first + count; each += 1) {
    chunk.setInt32(at, INT_BYTES);
    chunk.setInt32(at + INT_BYTES, values[each] ?? 0);
    at += 2 * INT_BYTES;
  }
  return at;
}

function writeParts(chunk: DataView, from: number, parts: Uint16Array, first: number, count: number): number {
  chunk.setInt32(from, count * SMALLINT_BYTES);
  let at = from + INT_BYTES;
  for (let each = first; each < first + count; each += 1) {
    chunk.setUint16(at, parts[each] ?? 0);
    at += SMALLINT_BYTES;
  }
  return at;
}

function writeReasons(chunk: DataView, from: number, reasons: Int32Array, first: number): number {
  const codes: number[] = [];
  for (let code = 0; code < CODES; code += 1) if ((reasons[first + code] ?? 0) > 0) codes.push(code);
  let at = writeArrayHead(chunk, from, SMALLINT, codes.length);
  for (const code of codes) {
    chunk.setInt32(at, SMALLINT_BYTES);
    chunk.setInt16(at + INT_BYTES, code);
    at += INT_BYTES + SMALLINT_BYTES;
  }
  at = writeArrayHead(chunk, at, INT, codes.length);
  for (const code of codes) at = writeInt(chunk, at, reasons[first + code] ?? 0);
  return at;
}

function writeNoReasons(chunk: DataView, at: number): number {
  return writeArrayHead(chunk, writeArrayHead(chunk, at, SMALLINT, 0), INT, 0);
}

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** A value of a column. */
export type Cell =
  string | number | boolean | null | undefined | Buffer | readonly (string | number | null)[];

/** Loads rows by COPY in text format. */
export async function copyRows(
  client: Client,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly Cell[]>,
): Promise<void> {
  const statement = `copy ${table} (${columns.join(', ')}) from stdin`;
  await pipeline(Readable.from(linesOf(rows), { objectMode: false }), client.query(copyFrom(statement)));
}

/** Bytes of one write, about. */
const CHUNK = 64 * 1_024;

function* linesOf(rows: Iterable<readonly Cell[]>): Generator<string> {
  let chunk = '';
  for (const row of rows) {
    chunk += `${row.map(textOf).join('\t')}\n`;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}

function textOf(cell: Cell): string {
  if (cell === null || cell === undefined) return String.raw`\N`;
  if (Buffer.isBuffer(cell)) return String.raw`\\x` + cell.toString('hex');
  if (typeof cell === 'object') return escaped(`{${cell.map(elementOf).join(',')}}`);
  return escaped(String(cell));
}

function elementOf(element: string | number | null): string {
  if (element === null) return 'NULL';
  return typeof element === 'number'
    ? String(element)
    : `"${element.replaceAll('\\', '\\\\').replaceAll('"', String.raw`\"`)}"`;
}

function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('\t', String.raw`\t`)
    .replaceAll('\n', String.raw`\n`);
}

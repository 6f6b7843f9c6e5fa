import { Buffer } from 'node:buffer';
import { closeSync, openSync, writeSync } from 'node:fs';
import type { Cell, Table } from '../rows/table.ts';
import { encodeGb18030 } from './gb18030.ts';

/** How a CSV file is encoded: as Excel saves `CSV UTF-8` (with a byte order mark), or plain CSV in China. */
export type CsvEncoding = 'utf8-bom' | 'gb18030';

/** Lines that are joined for one write: about 300 kB. */
const LINES_A_WRITE = 1000;

/**
 * Writes a table line by line, so that its rows need not be in memory together. Calls `onRows` with the rows
 * written so far.
 */
export function writeCsvFile(
  path: string,
  table: Table,
  encoding: CsvEncoding,
  onRows: (rows: number) => void = () => undefined,
): void {
  const file = openSync(path, 'w');
  try {
    writeAll(file, encode(`${encoding === 'utf8-bom' ? '\ufeff' : ''}${lineOf(table.headers)}`, encoding));
    let lines: string[] = [];
    let rows = 0;
    const flush = (): void => {
      writeAll(file, encode(lines.join(''), encoding));
      rows += lines.length;
      lines = [];
      onRows(rows);
    };
    for (const row of table.rows) {
      if (lines.push(lineOf(row)) >= LINES_A_WRITE) flush();
    }
    flush();
  } finally {
    closeSync(file);
  }
}

/** A table as the text of a CSV file, lines ended as Excel ends them. */
export function csvText(table: Table): string {
  return [table.headers, ...table.rows].map(lineOf).join('');
}

function lineOf(cells: readonly Cell[]): string {
  return `${cells.map((cell) => quoted(String(cell))).join(',')}\r\n`;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function encode(text: string, encoding: CsvEncoding): Buffer {
  return encoding === 'gb18030' ? encodeGb18030(text) : Buffer.from(text);
}

/** `writeSync` may write less than it was given. */
function writeAll(file: number, bytes: Buffer): void {
  let written = 0;
  while (written < bytes.length) written += writeSync(file, bytes, written);
}

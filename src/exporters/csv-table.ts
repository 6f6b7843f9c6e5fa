import { stringify } from 'csv-stringify/sync';
import { safeCell, type Table, type TableCell, type TableColumn } from './table.ts';

/** Rows that are turned into text at a time. */
const BATCH_ROWS = 1_000;
/** Excel takes a CSV for the local code page unless it begins with this mark. */
const BYTE_ORDER_MARK = '\ufeff';
/** A cell with a line end of any kind must be quoted, or a reader takes it for the end of the row. */
const LINE_END = /[\r\n]/;
/** Before digits that must stay text: Excel then keeps all of them, and our importers take it away. */
const TEXT_MARK = "'";

/**
 * CSV in pieces: UTF-8 with a byte order mark, CRLF, and every text that a spreadsheet would run as a formula
 * (it begins with `=`, `+`, `-`, `@`, tab or return) made inert by an apostrophe. Columns of `digits` carry
 * the apostrophe always.
 */
export function* csvPieces(table: Table): Generator<string> {
  yield BYTE_ORDER_MARK + csvText([table.columns.map((column) => column.header)]);
  let batch: TableCell[][] = [];
  for (const row of table.rows) {
    batch.push(row.map((cell, position) => csvCell(cell, table.columns[position])));
    if (batch.length < BATCH_ROWS) continue;
    yield csvText(batch);
    batch = [];
  }
  yield csvText(batch);
}

/** The same as one piece of bytes. */
export function csvTable(table: Table): Uint8Array {
  return Buffer.concat([...csvPieces(table)].map((piece) => Buffer.from(piece, 'utf8')));
}

function csvCell(cell: TableCell, column: TableColumn | undefined): TableCell {
  const safe = safeCell(cell);
  const mustMark = column?.kind === 'digits' && safe !== null && safe !== '';
  return mustMark ? `${TEXT_MARK}${safe}` : safe;
}

function csvText(rows: readonly (readonly TableCell[])[]): string {
  return stringify([...rows], { record_delimiter: 'windows', escape_formulas: true, quoted_match: LINE_END });
}

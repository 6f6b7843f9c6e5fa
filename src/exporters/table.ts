/**
 * How a column is written. `digits`: text that looks like a number and must never become one (ID numbers,
 * phones, codes).
 */
type ColumnKind = 'text' | 'digits' | 'number';

export interface TableColumn {
  readonly header: string;
  readonly kind: ColumnKind;
  /** Width in characters of half width; a Chinese character takes two. By default what the header needs. */
  readonly width?: number;
  /** Words that a drop-down list of the column offers; others can still be typed. */
  readonly choices?: readonly string[];
}

/** A cell that is `null` is left empty. */
export type TableCell = string | number | null;

/** Columns with rows in their order. Rows may come from a generator, and are walked once. */
export interface Table {
  readonly columns: readonly TableColumn[];
  readonly rows: Iterable<readonly TableCell[]>;
}

/** Longest text of an Excel cell, characters. */
const MAX_CELL_CHARACTERS = 32_767;
/**
 * What neither XML nor a text file takes: control characters but tab and line ends, lone halves of surrogate
 * pairs.
 */
const NOT_ALLOWED = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu;

/**
 * A text as a file may hold it: no characters that a reader of the file would refuse, and no longer than
 * Excel takes.
 */
export function safeCell(cell: TableCell): TableCell {
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : null;
  if (cell === null) return null;
  return cell.replaceAll(NOT_ALLOWED, '').slice(0, MAX_CELL_CHARACTERS);
}

/** Half-width characters that a text takes on the screen. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += character.charCodeAt(0) > 0xff ? 2 : 1;
  return width;
}

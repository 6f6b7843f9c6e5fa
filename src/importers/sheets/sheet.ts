import type { GivenFile } from '../../flows/ports/files.ts';

/**
 * A cell as the file has it: text and numbers stay apart, since Excel damages long numbers. Days are
 * `YYYY-MM-DD` text.
 */
export type RawCell = string | number | null;

/** One row of a sheet. */
export interface RawRow {
  /** As the user sees it in Excel, from 1. */
  readonly row: number;
  readonly cells: readonly RawCell[];
}

/** A sheet of a workbook, or a CSV file as its only sheet. */
export interface SheetSource {
  readonly name: string | null;
  /** Walks the sheet from the top; may be called again. A fault of the file is thrown where it shows. */
  rows(): AsyncIterable<RawRow>;
  /** How much of the sheet the last walk has gone through, from 0 to 1. */
  share(): number;
}

/** A file as it was uploaded or given to the command line. */
export type ImportFile = GivenFile;

import type { ImportedRow, Rejection } from '../flows/ports/files.ts';

/** What became of one row that was not blank. A rejected row has at least one rejection. */
export type RowOutcome<Item> =
  | { readonly kind: 'taken'; readonly row: ImportedRow<Item> }
  | {
      readonly kind: 'rejected';
      readonly rejections: readonly Rejection[];
      /** Whose row it is, where it says so soundly. */
      readonly idNumber: string | null;
    };

/** What a file gave. `rowsRead` = `rows.length` + `rowsRejected`, always. */
export interface Imported<Item> {
  readonly rows: readonly ImportedRow<Item>[];
  /** A row can have several; `rowsRejected` counts rows. */
  readonly rejections: readonly Rejection[];
  /** Rows below the header that are not blank. */
  readonly rowsRead: number;
  readonly rowsRejected: number;
  /**
   * Headers that this kind of file does not know or has twice, in the order of the file: their cells are not
   * read.
   */
  readonly ignoredColumns: readonly string[];
  /** Sheets without the headers of this kind of file: not read. */
  readonly skippedSheets: readonly string[];
}

import { writeXlsx, type Cell } from 'hucre/xlsx';
import type { TableCell } from './table.ts';

/** A sheet as plain rows of text. */
export interface RowsSheet {
  readonly name: string;
  readonly rows: readonly (readonly TableCell[])[];
  readonly columns: number;
  /** Position of the header among the rows, from 0: bold, and frozen with all above it. */
  readonly headerRow: number;
}

/** Excel's format of a text cell: what is typed into it stays as it is. */
const TEXT_FORMAT = '@';
/** Characters of a column's width, and of the last one, which holds sentences. */
const WIDTH = 18;
const LAST_WIDTH = 60;

/** A workbook of text cells. */
export async function xlsxRows(sheets: readonly RowsSheet[]): Promise<Uint8Array> {
  return await writeXlsx({
    sheets: sheets.map(({ name, rows, columns, headerRow }) => ({
      name,
      columns: Array.from({ length: columns }, (_, at) => ({
        width: at === columns - 1 ? LAST_WIDTH : WIDTH,
        numFmt: TEXT_FORMAT,
      })),
      rows: rows.map((row) => [...row]),
      cells: boldCells(rows[headerRow] ?? [], headerRow),
      freezePane: { rows: headerRow + 1 },
    })),
    stringMode: 'shared',
  });
}

function boldCells(header: readonly TableCell[], row: number): Map<string, Partial<Cell>> {
  return new Map(header.map((value, at) => [`${row},${at}`, { value, style: { font: { bold: true } } }]));
}

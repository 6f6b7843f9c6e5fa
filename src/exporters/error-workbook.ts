import type { FailingRow, FailingSheet } from '../flows/ports/files.ts';
import { safeCell, type TableCell } from './table.ts';
import { xlsxRows, type RowsSheet } from './xlsx-rows.ts';

/** The column that says what is wrong; importers do not know it, so it does no harm when the file comes back. */
const EXPLANATION = '错误说明';
/** A sheet of a CSV file, which has no name of its own. */
const CSV_SHEET = '错误行';

/**
 * A workbook of the user's own failing rows: the same sheets, titles, columns and order, and a last column 错误说明. Every cell
 * is text, so that ID numbers and phones stay whole. The column of an earlier round is written anew.
 */
export async function errorWorkbook(sheets: readonly FailingSheet[]): Promise<Uint8Array> {
  return await xlsxRows(sheets.map(sheetOf));
}

function sheetOf({ name, above, header, rows }: FailingSheet): RowsSheet {
  const kept = header.map((_, at) => at).filter((at) => header[at]?.trim() !== EXPLANATION);
  const pick = (cells: readonly TableCell[]): TableCell[] => kept.map((at) => textCell(cells[at] ?? null));
  const rowOf = ({ cells, explanation }: FailingRow): TableCell[] => [...pick(cells), safeCell(explanation)];
  return {
    name: name ?? CSV_SHEET,
    rows: [...above.map(pick), [...pick(header), EXPLANATION], ...rows.map(rowOf)],
    columns: kept.length + 1,
    headerRow: above.length,
  };
}

function textCell(cell: TableCell): TableCell {
  return cell === null ? null : safeCell(String(cell));
}

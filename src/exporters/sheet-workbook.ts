import type { SheetExporter } from '../flows/ports/sheets.ts';
import { csvTable } from './csv-table.ts';
import { xlsxTables } from './xlsx-table.ts';

/** Sheets as a workbook; the title is printed on every page. */
export const sheetXlsxExporter: SheetExporter = {
  format: 'xlsx',
  mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  toBytes: async (title, sheets) =>
    await xlsxTables(
      sheets.map(({ name, columns, rows }) => ({ name, table: { columns, rows }, printTitle: title })),
    ),
};

/** The first sheet as CSV: UTF-8 with a byte order mark. */
export const sheetCsvExporter: SheetExporter = {
  format: 'csv',
  mediaType: 'text/csv; charset=utf-8',
  toBytes: async (_title, [sheet]) =>
    await Promise.resolve(csvTable({ columns: sheet?.columns ?? [], rows: sheet?.rows ?? [] })),
};

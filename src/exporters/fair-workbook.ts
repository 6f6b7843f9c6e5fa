import type { FairExporter, FairSheet } from '../flows/ports/files.ts';
import { csvTable } from './csv-table.ts';
import { boothTable, laborerTable } from './fair-columns.ts';
import { overviewTable, totalsTable } from './fair-totals.ts';
import { xlsxTables } from './xlsx-table.ts';

/** A fair as a workbook: 说明 (what it is), 按展位 (for the booths), 按劳动力 (for the door), 汇总 (totals). */
export const fairXlsxExporter: FairExporter = {
  format: 'xlsx',
  mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  toBytes: async (sheet) => {
    const printTitle = titleOf(sheet);
    return xlsxTables([
      { name: '说明', table: overviewTable(sheet), printTitle },
      { name: '按展位', table: boothTable(sheet), printTitle },
      { name: '按劳动力', table: laborerTable(sheet), printTitle },
      { name: '汇总', table: totalsTable(sheet), printTitle },
    ]);
  },
};

/** The list by booth as CSV: UTF-8 with a byte order mark. */
export const fairCsvExporter: FairExporter = {
  format: 'csv',
  mediaType: 'text/csv; charset=utf-8',
  toBytes: async (sheet) => Promise.resolve(csvTable(boothTable(sheet))),
};

function titleOf(sheet: FairSheet): string {
  return `${sheet.name} ${sheet.heldOn} ${sheet.place}`.trim();
}

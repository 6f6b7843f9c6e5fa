import { writeXlsx, type WriteSheet } from 'hucre/xlsx';
import { REFERENCE_DATE } from '../ages.ts';
import type { Table } from '../rows/table.ts';

/** Excel's format of a text cell: an ID number typed into the column stays what it is. */
const TEXT_FORMAT = '@';

/** A workbook of some tables. The dates inside are fixed, so that the same tables give the same bytes. */
export async function xlsxBytes(tables: readonly Table[]): Promise<Uint8Array> {
  const made = new Date(`${REFERENCE_DATE}T00:00:00Z`);
  return writeXlsx({
    sheets: tables.map(sheetOf),
    properties: { created: made, modified: made, creator: 'make-province' },
    stringMode: 'shared',
  });
}

function sheetOf(table: Table): WriteSheet {
  return {
    name: table.sheet,
    columns: table.headers.map(() => ({ numFmt: TEXT_FORMAT, width: 16 })),
    rows: [[...table.headers], ...Array.from(table.rows, (row) => [...row])],
    freezePane: { rows: 1 },
  };
}

import type { FailingSheet, RowFault, TemplateKind } from '../flows/ports/files.ts';
import { EMPLOYER_HEADERS } from './headers/employer-headers.ts';
import type { HeaderTable } from './headers/header-table.ts';
import { LABORER_HEADERS } from './headers/laborer-headers.ts';
import { OPENING_HEADERS } from './headers/opening-headers.ts';
import { readableSheets, type ReadableSheet } from './read-records.ts';
import { openSheets } from './sheets/open-sheets.ts';
import type { ImportFile, RawRow } from './sheets/sheet.ts';

const TABLES: Readonly<Record<TemplateKind, HeaderTable<string>>> = {
  laborers: LABORER_HEADERS,
  employers: EMPLOYER_HEADERS,
  openings: OPENING_HEADERS,
};

/**
 * Rows of a file as they stand in it, with all own columns, the header and what stands above it, by sheet. Sheets without a
 * failing row are left out. @throws AppError as for reading the file.
 */
export async function failingRows(
  file: ImportFile,
  kind: TemplateKind,
  faults: readonly RowFault[],
): Promise<readonly FailingSheet[]> {
  const { readable } = await readableSheets(file, await openSheets(file), TABLES[kind]);
  const sheets: FailingSheet[] = [];
  for (const sheet of readable) {
    const mine = faults.filter((fault) => fault.sheet === sheet.source.name);
    if (mine.length > 0) sheets.push(await failingSheet(sheet, mine));
  }
  return sheets;
}

async function failingSheet(
  { source, header }: ReadableSheet<string>,
  faults: readonly RowFault[],
): Promise<FailingSheet> {
  const explanations = new Map(faults.map(({ row, explanation }) => [row, explanation]));
  const above: RawRow['cells'][] = [];
  const rows: FailingSheet['rows'][number][] = [];
  let names: RawRow['cells'] = [];
  for await (const { row, cells } of source.rows()) {
    if (row < header.row) above.push(cells);
    if (row === header.row) names = cells;
    const explanation = explanations.get(row);
    if (row > header.row && explanation !== undefined) rows.push({ cells, explanation });
  }
  const width = Math.max(header.width, ...rows.map(({ cells }) => cells.length));
  return {
    name: source.name,
    above,
    header: Array.from({ length: width }, (_, at) => String(names[at] ?? '')),
    rows,
  };
}

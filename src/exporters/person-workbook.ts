import type { PersonFile } from '../domain/person-file.ts';
import type { TableCell } from './table.ts';
import { xlsxTables, type SheetTable } from './xlsx-table.ts';

/** All that is held on one person as a workbook, a sheet a table; for her alone, so nothing is masked. */
export async function personWorkbook(file: PersonFile): Promise<Uint8Array> {
  const { idNumber, phone } = file.personal;
  const cover: SheetTable = {
    name: '本人',
    table: {
      columns: [
        { header: '项目', kind: 'text' },
        { header: '内容', kind: 'digits', width: 24 },
      ],
      rows: [
        ['编号', file.id],
        ['身份证号', idNumber],
        ['电话', phone],
      ],
    },
  };
  return await xlsxTables([cover, ...Object.entries(file.tables).map(([name, rows]) => sheetOf(name, rows))]);
}

/** Longest name of a sheet. */
const NAME_MAX = 31;

function sheetOf(name: string, rows: readonly Readonly<Record<string, unknown>>[]): SheetTable {
  const headers = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columns = (headers.length === 0 ? ['（无记录）'] : headers).map((header) => ({
    header,
    kind: 'digits' as const,
  }));
  return {
    name: name.slice(0, NAME_MAX),
    table: { columns, rows: rows.map((row) => headers.map((header) => cellOf(row[header]))) },
  };
}

function cellOf(value: unknown): TableCell {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

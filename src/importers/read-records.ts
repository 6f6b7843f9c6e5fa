import { idNumberFault, standardIdNumber } from '../domain/id-number.ts';
import type { ImportedRow, Rejection } from '../flows/ports/files.ts';
import { rowCells, type RowCells } from './cells/row-cells.ts';
import { fileFault } from './file-fault.ts';
import { FirstRows } from './first-rows.ts';
import { missingHeaders } from './headers/column-map.ts';
import { findHeader, type FoundHeader } from './headers/find-header.ts';
import type { HeaderTable } from './headers/header-table.ts';
import type { Imported, RowOutcome } from './imported.ts';
import type { ImportFile, RawRow, SheetSource } from './sheets/sheet.ts';

/** The name of a sheet and the words above its header: they can say which list the rows are on. */
export interface SheetContext {
  readonly sheet: string | null;
  readonly title: string;
}

/** How one kind of file is read. */
export interface RecordReader<Field extends string, Item> {
  readonly table: HeaderTable<Field>;
  /** Gives the record, or notes at least one rejection and gives `null`. */
  readRow(cells: RowCells<Field>, context: SheetContext): Item | null;
  /**
   * What makes two rows the same thing (a person, an opening, an employer), with the field to name in the
   * rejection.
   */
  identityOf(item: Item): string;
  readonly identityField: Field;
  /** Where a row says whose it is; only in files of people. */
  readonly idNumberField?: Field;
}

/** One sheet that has the headers of the kind. */
export interface ReadableSheet<Field extends string> {
  readonly source: SheetSource;
  readonly header: FoundHeader<Field>;
}

/**
 * The sheets that can be read as this kind, and the names of the others. @throws AppError when there is none.
 */
export async function readableSheets<Field extends string>(
  file: ImportFile,
  sheets: readonly SheetSource[],
  table: HeaderTable<Field>,
): Promise<{ readonly readable: readonly ReadableSheet<Field>[]; readonly skipped: readonly string[] }> {
  const readable: ReadableSheet<Field>[] = [];
  const skipped: string[] = [];
  let closest: FoundHeader<Field> | null = null;
  for (const source of sheets) {
    const header = await findHeader(source, table);
    if (header !== null && missingHeaders(header.columns, table).length === 0)
      readable.push({ source, header });
    else skipped.push(source.name ?? file.name);
    if (header !== null && header.columns.positions.size > (closest?.columns.positions.size ?? 0))
      closest = header;
  }
  if (readable.length === 0)
    throw closest === null ? noHeader(file, table) : missingColumns(file, closest, table);
  return { readable, skipped };
}

/** Rows to records or rejections, one at a time, in the order of the file. Blank rows give nothing. */
export async function* streamRecords<Field extends string, Item>(
  sheets: readonly ReadableSheet<Field>[],
  reader: RecordReader<Field, Item>,
): AsyncGenerator<RowOutcome<Item>> {
  const firstRows = new FirstRows();
  for (const { source, header } of sheets) {
    const context = { sheet: source.name, title: header.title };
    for await (const raw of source.rows()) {
      if (raw.row <= header.row || isBlank(raw) || isHeaderAgain(raw, header)) continue;
      const cells = rowCells(source.name, raw, header.columns);
      rejectOverlongRow(cells, raw, header);
      const item = reader.readRow(cells, context);
      if (item !== null) rejectRepeated(cells, reader, item, firstRows);
      yield outcomeOf(cells, item, reader);
    }
  }
}

/** All outcomes of a file, with counts that add up. */
export async function collectRecords<Field extends string, Item>(
  sheets: { readonly readable: readonly ReadableSheet<Field>[]; readonly skipped: readonly string[] },
  reader: RecordReader<Field, Item>,
): Promise<Imported<Item>> {
  const rows: ImportedRow<Item>[] = [];
  const rejections: Rejection[] = [];
  let rowsRejected = 0;
  for await (const outcome of streamRecords(sheets.readable, reader)) {
    if (outcome.kind === 'taken') rows.push(outcome.row);
    else {
      rowsRejected += 1;
      rejections.push(...outcome.rejections);
    }
  }
  const ignored = sheets.readable.flatMap(({ header }) => header.columns.ignored);
  return {
    rows,
    rejections,
    rowsRead: rows.length + rowsRejected,
    rowsRejected,
    ignoredColumns: [...new Set(ignored)],
    skippedSheets: sheets.skipped,
  };
}

function outcomeOf<Field extends string, Item>(
  cells: RowCells<Field>,
  item: Item | null,
  reader: RecordReader<Field, Item>,
): RowOutcome<Item> {
  const rejections = cells.rejections();
  if (item !== null && rejections.length === 0) {
    return {
      kind: 'taken',
      row: { sheet: cells.sheet, row: cells.row, record: item, warnings: cells.warnings() },
    };
  }
  if (rejections.length === 0) throw new Error('a row reader gave neither a record nor a rejection');
  return { kind: 'rejected', rejections, idNumber: soundIdNumberOf(cells, reader.idNumberField) };
}

/** A row that is wrong in another cell is still somebody's. */
function soundIdNumberOf<Field extends string>(
  cells: RowCells<Field>,
  field: Field | undefined,
): string | null {
  if (field === undefined) return null;
  const text = standardIdNumber(cells.compact(field));
  return idNumberFault(text) === null ? text : null;
}

function isBlank({ cells }: RawRow): boolean {
  return cells.every((cell) => cell === null || (typeof cell === 'string' && cell.trim() === ''));
}

/** Sheets that were glued together, or printed with a header a page, repeat it. */
function isHeaderAgain<Field extends string>({ cells }: RawRow, header: FoundHeader<Field>): boolean {
  for (const [field, position] of header.columns.positions) {
    const said = String(cells[position] ?? '');
    const name = header.columns.headers.get(field);
    if (said !== name && said.replaceAll(/\s+/g, ' ').trim() !== name) return false;
  }
  return true;
}

/**
 * In CSV a comma inside an unquoted cell moves all that follows one column on: such a row would be read
 * wrongly.
 */
function rejectOverlongRow<Field extends string>(
  cells: RowCells<Field>,
  { cells: raw }: RawRow,
  header: FoundHeader<Field>,
): void {
  if (cells.sheet !== null || raw.length <= header.width) return;
  const extra = raw.slice(header.width).some((cell) => String(cell ?? '').trim() !== '');
  if (!extra) return;
  cells.reject(null, 'ROW_TOO_LONG', {
    zh: `本行有 ${raw.length} 格，表头只有 ${header.width} 格：多半是内容里有英文逗号，请给该格加上英文双引号`,
    en: `The row has ${raw.length} cells, the header ${header.width}: put double quotes around the cell that has a comma`,
  });
}

function rejectRepeated<Field extends string, Item>(
  cells: RowCells<Field>,
  reader: RecordReader<Field, Item>,
  item: Item,
  firstRows: FirstRows,
): void {
  const identity = reader.identityOf(item);
  const first = firstRows.find(identity);
  if (first === undefined) {
    if (cells.rejections().length === 0) firstRows.add(identity, { sheet: cells.sheet, row: cells.row });
    return;
  }
  const place = first.sheet === null ? '' : `工作表“${first.sheet}”`;
  const placeEn = first.sheet === null ? '' : `sheet "${first.sheet}", `;
  cells.reject(reader.identityField, 'REPEATED_IN_FILE', {
    zh: `与${place}第 ${first.row} 行重复，同一文件中只取第一行，请核对后删去一行`,
    en: `Repeats ${placeEn}row ${first.row}; only the first of a file is taken: check both and delete one`,
  });
}

function noHeader<Field extends string>(file: ImportFile, table: HeaderTable<Field>): Error {
  const wanted = table.required.map((field) => table.aliases[field][0] ?? field);
  return fileFault({
    code: 'HEADER_NOT_FOUND',
    file: file.name,
    what: {
      zh: '前 30 行中没有找到表头',
      en: 'no header row was found among its first 30 rows',
    },
    remedy: {
      zh: `请在数据上方写一行表头，至少要有：${wanted.join('、')}`,
      en: `Write a header row above the data, at least with: ${wanted.join(', ')}`,
    },
  });
}

function missingColumns<Field extends string>(
  file: ImportFile,
  header: FoundHeader<Field>,
  table: HeaderTable<Field>,
): Error {
  const missing = missingHeaders(header.columns, table);
  return fileFault({
    code: 'COLUMN_MISSING',
    file: file.name,
    what: {
      zh: `第 ${header.row} 行的表头缺少：${missing.join('、')}`,
      en: `the header in row ${header.row} lacks: ${missing.join(', ')}`,
    },
    remedy: {
      zh: `请补上这些列，或把相应列的表头改成：${missing.join('、')}`,
      en: `Add these columns, or rename the right ones to: ${missing.join(', ')}`,
    },
  });
}

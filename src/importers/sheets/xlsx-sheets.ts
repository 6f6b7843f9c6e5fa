import { setImmediate as nextTurn } from 'node:timers/promises';
import { readXlsx, streamXlsxRows, type CellValue } from 'hucre/xlsx';
import { AppError } from '../../domain/errors.ts';
import { fileFault } from '../file-fault.ts';
import { MAX_COLUMNS } from '../limits.ts';
import { brokenWorkbook, checkWorkbook } from './check-workbook.ts';
import { wholeFile } from './file-bytes.ts';
import type { ImportFile, RawCell, RawRow, SheetSource } from './sheet.ts';

/**
 * The visible sheets of an XLSX workbook, in its order. Formulas give their stored result, dates
 * `YYYY-MM-DD`. Every sheet's rows are counted against the row elements of the archive: a parser that loses
 * rows is a fault, not a shorter file.
 * @throws AppError when the workbook is broken, encrypted or over a limit.
 */
export async function xlsxSheets(file: ImportFile): Promise<readonly SheetSource[]> {
  const workbook = { name: file.name, bytes: wholeFile(file) };
  const rowsOfPart = await checkWorkbook(workbook);
  const names = await visibleSheetNames(workbook);
  const possibleCounts = new Set(rowsOfPart.values());
  const most = Math.max(1, ...possibleCounts);
  return names.map((name) => {
    let read = 0;
    const onRow = (count: number): void => void (read = count);
    return {
      name,
      rows: () => sheetRows(workbook, name, { possibleCounts, onRow }),
      share: () => Math.min(1, read / most),
    };
  });
}

/** Rows after which whoever else waits in this process gets a turn. */
const ROWS_A_TURN = 200;

/** A workbook in memory: its directory stands at its end. */
interface Workbook {
  readonly name: string;
  readonly bytes: Uint8Array;
}

async function visibleSheetNames(file: Workbook): Promise<readonly string[]> {
  const names: string[] = [];
  try {
    await readXlsx(file.bytes, {
      sheets: (info) => {
        if (info.hidden !== true && info.veryHidden !== true) names.push(info.name);
        // Only the directory is wanted: no sheet is parsed here.
        return false;
      },
    });
  } catch (error) {
    throw brokenWorkbook(file, error);
  }
  if (names.length === 0 || new Set(names).size < names.length)
    throw brokenWorkbook(file, new Error('sheet names'));
  return names;
}

/** A sheet must have as many rows as one of the parts: which part it is only the parser knows. */
async function* sheetRows(
  file: Workbook,
  name: string,
  { possibleCounts, onRow }: { possibleCounts: ReadonlySet<number>; onRow: (count: number) => void },
): AsyncGenerator<RawRow> {
  let count = 0;
  let last = 0;
  try {
    for await (const { index, values } of streamXlsxRows(file.bytes, { sheet: name })) {
      count += 1;
      if (!Number.isInteger(index) || index < last) throw new Error('rows out of order');
      last = index + 1;
      onRow(count);
      if (count % ROWS_A_TURN === 0) await nextTurn();
      yield { row: last, cells: values.slice(0, MAX_COLUMNS).map(rawCell) };
    }
  } catch (error) {
    throw error instanceof AppError ? error : brokenWorkbook(file, error);
  }
  if (!possibleCounts.has(count)) throw lostRows(file, name, count);
}

function rawCell(value: CellValue): RawCell {
  if (value instanceof Date) return dayOf(value);
  if (typeof value === 'boolean') return value ? '是' : '否';
  return value;
}

/**
 * Excel's dates have no zone; the parser gives them as UTC. A date out of range keeps a text that no parser
 * accepts.
 */
function dayOf(date: Date): string {
  return Number.isNaN(date.getTime()) ? '#VALUE!' : date.toISOString().slice(0, 10);
}

function lostRows(file: ImportFile, sheet: string, count: number): AppError {
  return fileFault({
    code: 'XLSX_ROWS_LOST',
    file: file.name,
    what: {
      zh: `工作表“${sheet}”读出 ${count} 行，与文件内部的行数不符，文件可能已损坏`,
      en: `sheet "${sheet}" gave ${count} rows, not as many as the file holds; it may be damaged`,
    },
    remedy: {
      zh: '请用 Excel 或 WPS 打开并“另存为”新的 XLSX，核对行数后再导入',
      en: 'Open it in Excel or WPS, save it as a new XLSX, check the number of rows and import that',
    },
  });
}

import { fileFault } from '../file-fault.ts';
import { MAX_CSV_BYTES, MAX_XLSX_BYTES } from '../limits.ts';
import { csvSheet } from './csv-sheet.ts';
import { fileFormatOf } from './file-format.ts';
import type { ImportFile, SheetSource } from './sheet.ts';
import { xlsxSheets } from './xlsx-sheets.ts';

/**
 * The sheets of a CSV or XLSX file, told apart by their bytes (never by the name).
 * @throws AppError when the file is empty, over a limit, broken or of another format.
 */
export async function openSheets(file: ImportFile): Promise<readonly SheetSource[]> {
  if (fileFormatOf(file) === 'xlsx') {
    checkSize(file, MAX_XLSX_BYTES, 'XLSX');
    return xlsxSheets(file);
  }
  checkSize(file, MAX_CSV_BYTES, 'CSV');
  return [csvSheet(file)];
}

function checkSize(file: ImportFile, limit: number, format: string): void {
  if (file.bytes.length <= limit) return;
  const megabytes = Math.ceil(file.bytes.length / 1024 / 1024);
  const most = limit / 1024 / 1024;
  throw fileFault({
    kind: 'too_large',
    code: 'FILE_TOO_LARGE',
    file: file.name,
    what: {
      zh: `大小为 ${megabytes} MB，超过 ${format} 的上限 ${most} MB`,
      en: `it has ${megabytes} MB, over the limit of ${most} MB for ${format}`,
    },
    remedy: {
      zh: '请另存为 CSV，或按县、乡拆成几个文件后分别导入',
      en: 'Save it as CSV, or split it by county or township and import the pieces',
    },
  });
}

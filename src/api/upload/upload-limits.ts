import { say } from '../../domain/bilingual.ts';
import { AppError } from '../../domain/errors.ts';

/** How large an upload may be. */
export interface UploadLimits {
  readonly csvBytes: number;
  readonly xlsxBytes: number;
}

/** A zip file, such as a workbook, begins with these bytes. */
const ZIP_MARK = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const MIB = 1024 * 1024;

/** The limit of a file by its first bytes and its name: a workbook called `.csv` is still a workbook. */
export function limitFor(
  name: string,
  firstBytes: Uint8Array,
  limits: UploadLimits,
): { readonly kind: 'CSV' | 'XLSX'; readonly bytes: number } {
  const isZip = Buffer.from(firstBytes.subarray(0, ZIP_MARK.length)).equals(ZIP_MARK);
  const isWorkbook = isZip || name.toLowerCase().endsWith('.xlsx');
  return isWorkbook ? { kind: 'XLSX', bytes: limits.xlsxBytes } : { kind: 'CSV', bytes: limits.csvBytes };
}

/** The refusal of a file over its limit. */
export function tooLarge(kind: 'CSV' | 'XLSX', limitBytes: number): AppError {
  const limit = limitBytes >= MIB ? `${Math.floor(limitBytes / MIB)} MB` : `${limitBytes} B`;
  return new AppError({
    kind: 'too_large',
    code: 'UPLOAD_TOO_LARGE',
    message: say(
      `上传的 ${kind} 超过上限 ${limit}`,
      `The uploaded ${kind} is larger than the limit of ${limit}`,
    ),
    remedy: say(
      '在服务器上用命令行导入：longqiao import <文件>；或拆分文件、调整 UPLOAD_MAX_CSV_MB / UPLOAD_MAX_XLSX_MB',
      'Import it on the server with: longqiao import <file>; or split it, or change UPLOAD_MAX_CSV_MB / UPLOAD_MAX_XLSX_MB',
    ),
  });
}

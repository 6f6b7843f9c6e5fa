import type { Bilingual } from '../../domain/bilingual.ts';
import { fileFault } from '../file-fault.ts';
import { bytesOf, piecesOf } from './file-bytes.ts';
import type { ImportFile } from './sheet.ts';

/** The two formats that are read. */
export type FileFormat = 'csv' | 'xlsx';

interface Signature {
  readonly bytes: readonly number[];
  readonly name: Bilingual;
  readonly remedy: Bilingual;
}

const SAVE_AS_XLSX: Bilingual = {
  zh: '请用 Excel 或 WPS 打开后“另存为”XLSX 或“CSV UTF-8”，再导入',
  en: 'Open it in Excel or WPS, save it as XLSX or "CSV UTF-8", and import that',
};

/** Beginnings of files that people send by mistake. */
const OTHER_FORMATS: readonly Signature[] = [
  {
    bytes: [0xd0, 0xcf, 0x11, 0xe0],
    name: { zh: '旧版 XLS 或加密的工作簿', en: 'an old XLS or an encrypted workbook' },
    remedy: {
      zh: '请用 Excel 或 WPS 打开，取消密码，“另存为”XLSX 后再导入',
      en: 'Open it in Excel or WPS, remove the password, save it as XLSX and import that',
    },
  },
  { bytes: [0x25, 0x50, 0x44, 0x46], name: { zh: 'PDF', en: 'a PDF' }, remedy: SAVE_AS_XLSX },
  { bytes: [0x52, 0x61, 0x72, 0x21], name: { zh: 'RAR 压缩包', en: 'a RAR archive' }, remedy: SAVE_AS_XLSX },
  { bytes: [0x1f, 0x8b], name: { zh: 'GZIP 压缩包', en: 'a gzip archive' }, remedy: SAVE_AS_XLSX },
  { bytes: [0x89, 0x50, 0x4e, 0x47], name: { zh: '图片', en: 'a picture' }, remedy: SAVE_AS_XLSX },
  { bytes: [0xff, 0xd8, 0xff], name: { zh: '图片', en: 'a picture' }, remedy: SAVE_AS_XLSX },
];

/** `PK`: every zip archive, so every XLSX; a letter pair that no header row begins with. */
const ZIP_SIGNATURE = [0x50, 0x4b] as const;
/**
 * Third bytes of the records a zip archive can begin with: a file, the end of an empty archive, a spanned
 * archive.
 */
const ZIP_THIRD_BYTES: readonly number[] = [0x03, 0x05, 0x07];
/** Bytes looked at together where a file could be blank. */
const BLANK_BYTES = 64 * 1024;
/** Bytes in which the mark-up of a web page shows. */
const MARKUP_BYTES = 512;

/** What a file is by its first bytes. @throws AppError when it is empty or of a format that is not read. */
export function fileFormatOf(file: ImportFile): FileFormat {
  if (isBlank(file)) throw emptyFile(file);
  const head = bytesOf(file, 0, MARKUP_BYTES);
  if (startsWith(head, ZIP_SIGNATURE) && ZIP_THIRD_BYTES.includes(head[2] ?? 0)) return 'xlsx';
  const other = OTHER_FORMATS.find((format) => startsWith(head, format.bytes));
  if (other !== undefined) throw wrongFormat(file, other.name, other.remedy);
  if (looksLikeMarkup(head)) {
    throw wrongFormat(
      file,
      { zh: '网页（系统导出的“假 XLS”）', en: 'a web page named as a table' },
      SAVE_AS_XLSX,
    );
  }
  return 'csv';
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

/** Only spaces and line ends, or a byte order mark at most. */
function isBlank(file: ImportFile): boolean {
  let isFirst = true;
  for (const piece of piecesOf(file, BLANK_BYTES)) {
    const mark = isFirst ? BYTE_ORDER_MARKS.find((bytes) => startsWith(piece, bytes)) : undefined;
    const content = piece.subarray(mark?.length ?? 0);
    // UTF-16 has a zero beside each of these characters.
    if (
      !content.every(
        (byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d) || (isWide(mark) && byte === 0),
      )
    )
      return false;
    isFirst = false;
  }
  return true;
}

const BYTE_ORDER_MARKS: readonly (readonly number[])[] = [
  [0xef, 0xbb, 0xbf],
  [0xff, 0xfe],
  [0xfe, 0xff],
];

function isWide(mark: readonly number[] | undefined): boolean {
  return mark?.length === 2;
}

function looksLikeMarkup(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes).toString('latin1').trimStart().toLowerCase();
  return /^(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml|table|meta)/.test(head);
}

function emptyFile(file: ImportFile): Error {
  return fileFault({
    code: 'FILE_EMPTY',
    file: file.name,
    what: { zh: '是空文件', en: 'it is empty' },
    remedy: {
      zh: '请确认选对了文件，并且表中有表头和数据行',
      en: 'Check that it is the right file and that it has a header row and data',
    },
  });
}

function wrongFormat(file: ImportFile, name: Bilingual, remedy: Bilingual): Error {
  return fileFault({
    code: 'FILE_FORMAT',
    file: file.name,
    what: { zh: `是${name.zh}，不是 CSV 或 XLSX`, en: `it is ${name.en}, not CSV or XLSX` },
    remedy,
  });
}

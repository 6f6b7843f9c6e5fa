import { fileFault } from '../file-fault.ts';
import type { ImportFile } from './sheet.ts';

/**
 * Encodings that real CSV files have, in the order in which they are tried. GB18030 holds GBK and GB2312, and
 * the rare names.
 */
const ENCODINGS = ['utf-8', 'gb18030'] as const;
/** One of them. */
export type Encoding = (typeof ENCODINGS)[number];

/** Bytes decoded at a time: no string of the whole file is ever held. */
const CHUNK_BYTES = 1024 * 1024;

/**
 * UTF-8 when the whole file is sound UTF-8, else GB18030.
 * @throws AppError when it is neither, or holds NUL characters as only binary files do.
 */
export function encodingOf(file: ImportFile): Encoding {
  const encoding = ENCODINGS.find((candidate) => isSound(file.bytes, candidate));
  if (encoding === undefined) throw wrongEncoding(file);
  return encoding;
}

function isSound(bytes: Uint8Array, encoding: Encoding): boolean {
  try {
    for (const text of decodeChunks(bytes, encoding)) if (text.includes('\0')) return false;
    return true;
  } catch {
    // A fatal decoder throws at the first sequence that the encoding does not have.
    return false;
  }
}

/**
 * The text of a file in pieces, without a byte order mark. @throws TypeError where the encoding is not sound.
 */
export function* decodeChunks(bytes: Uint8Array, encoding: Encoding): Generator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
    yield decoder.decode(bytes.subarray(start, start + CHUNK_BYTES), { stream: true });
  }
  yield decoder.decode();
}

function wrongEncoding(file: ImportFile): Error {
  return fileFault({
    code: 'FILE_ENCODING',
    file: file.name,
    what: {
      zh: '文字编码既不是 UTF-8 也不是 GB18030（GBK），或者不是文本文件',
      en: 'its text is neither UTF-8 nor GB18030 (GBK), or it is no text file',
    },
    remedy: {
      zh: '请用 Excel 或 WPS 打开，“另存为”“CSV UTF-8（逗号分隔）”或 XLSX 后再导入',
      en: 'Open it in Excel or WPS, save it as "CSV UTF-8 (comma delimited)" or XLSX, and import that',
    },
  });
}

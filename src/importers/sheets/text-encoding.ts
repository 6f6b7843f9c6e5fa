import { isUtf8 } from 'node:buffer';
import { fileFault } from '../file-fault.ts';
import { bytesOf, piecesOf } from './file-bytes.ts';
import type { ImportFile } from './sheet.ts';

/** Encodings that real CSV files have; the two of 16 bits only with their byte order mark, as Excel's "Unicode text" is. */
export type Encoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';

/** Bytes looked at and decoded at a time: no string of the whole file is ever held. */
const CHUNK_BYTES = 64 * 1024;
/** The most bytes that a character of UTF-8 has behind its first one. */
const UTF8_TAIL_BYTES = 3;

/**
 * UTF-16 by its byte order mark; UTF-8 when the whole file is sound UTF-8; else GB18030, which holds GBK and GB2312, and the rare
 * names.
 * @throws AppError when it is none of them, or holds NUL characters as only binary files do.
 */
export function encodingOf(file: ImportFile): Encoding {
  const encoding = markedEncoding(file) ?? (isSoundUtf8(file) ? 'utf-8' : 'gb18030');
  if (encoding !== 'utf-8' && !isSound(file, encoding)) throw wrongEncoding(file);
  return encoding;
}

function markedEncoding(file: ImportFile): Encoding | null {
  const [first, second] = bytesOf(file, 0, 2);
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : null;
}

function isSoundUtf8(file: ImportFile): boolean {
  let rest: Uint8Array = new Uint8Array(0);
  for (const piece of piecesOf(file, CHUNK_BYTES)) {
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    const end = wholeCharacters(bytes);
    const sound = bytes.subarray(0, end);
    if (!isUtf8(sound) || sound.includes(0)) return false;
    rest = bytes.slice(end);
  }
  return rest.length === 0 || isUtf8(rest);
}

/** Where the last character begins that may go on in the next piece; the length where none does. */
function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= UTF8_TAIL_BYTES && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) return bytes.length - back;
    if (byte < 0x80) break;
  }
  return bytes.length;
}

function isSound(file: ImportFile, encoding: Encoding): boolean {
  try {
    for (const text of decodeChunks(file, encoding)) if (text.includes('\0')) return false;
    return true;
  } catch {
    // A fatal decoder throws at the first sequence that the encoding does not have.
    return false;
  }
}

/**
 * The text of a file in pieces, without a byte order mark. @throws TypeError where the encoding is not sound.
 */
export function* decodeChunks(
  file: ImportFile,
  encoding: Encoding,
  onRead: (bytes: number) => void = () => undefined,
): Generator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let read = 0;
  for (const piece of piecesOf(file, CHUNK_BYTES)) {
    yield decoder.decode(piece, { stream: true });
    read += piece.length;
    onRead(read);
  }
  yield decoder.decode();
}

function wrongEncoding(file: ImportFile): Error {
  return fileFault({
    code: 'FILE_ENCODING',
    file: file.name,
    what: {
      zh: '文字编码不是 UTF-8、GB18030（GBK）或带标记的 UTF-16，或者不是文本文件',
      en: 'its text is not UTF-8, GB18030 (GBK) or UTF-16 with a byte order mark, or it is no text file',
    },
    remedy: {
      zh: '请用 Excel 或 WPS 打开，“另存为”“CSV UTF-8（逗号分隔）”或 XLSX 后再导入',
      en: 'Open it in Excel or WPS, save it as "CSV UTF-8 (comma delimited)" or XLSX, and import that',
    },
  });
}

import { crc32 } from 'node:zlib';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { AppError } from '../../domain/errors.ts';
import type { Bilingual } from '../../domain/bilingual.ts';
import { fileFault } from '../file-fault.ts';
import {
  MAX_XLSX_PART_BYTES,
  MAX_XLSX_PARTS,
  MAX_XLSX_RATIO,
  MAX_XLSX_TOTAL_BYTES,
  RATIO_FREE_BYTES,
} from '../limits.ts';
import { wholeFile } from './file-bytes.ts';
import type { ImportFile } from './sheet.ts';

/** Parts that can be sheets. */
const SHEET_PART = /^xl\/worksheets\/[^/]+\.xml$/i;
/** The beginning of a row element; a name that goes on, such as `rowBreaks`, is another one. */
const ROW_TAG = /<(?:\w+:)?row[\s>/]/g;
/**
 * Characters kept from one chunk to the next, so that a tag cut in two is counted once: `<`, a prefix, `row`,
 * one more.
 */
const TAG_OVERLAP = 16;
/** The flag of an encrypted part. */
const ENCRYPTED_FLAG = 1;

/**
 * Checks a workbook before any parser opens it: number of parts, their declared and real sizes, how far they
 * are packed, their checksums, and that no part declares entities.
 * @returns row elements by sheet part, to hold the parser to.
 * @throws AppError when the archive is broken or looks like a zip bomb.
 */
export async function checkWorkbook(file: ImportFile): Promise<ReadonlyMap<string, number>> {
  try {
    const bytes = wholeFile(file);
    const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), {
      autoClose: false,
    });
    return await checkParts(file, zip);
  } catch (error) {
    throw error instanceof AppError ? error : brokenWorkbook(file, error);
  }
}

/** The fault of a workbook that cannot be read, with the parser's error as its cause. */
export function brokenWorkbook(file: ImportFile, cause: unknown): AppError {
  return fileFault({
    code: 'XLSX_BROKEN',
    file: file.name,
    what: {
      zh: '工作簿已损坏，或者不是 XLSX（压缩包结构读不出来）',
      en: 'the workbook is broken, or it is no XLSX (its archive cannot be read)',
    },
    remedy: {
      zh: '请用 Excel 或 WPS 打开原文件，“另存为”新的 XLSX 后再导入；如是传输中断，请重新传一份',
      en: 'Open the original in Excel or WPS, save it as a new XLSX and import that; if it was cut off, send it again',
    },
    cause,
  });
}

async function checkParts(file: ImportFile, zip: ZipFile): Promise<ReadonlyMap<string, number>> {
  if (zip.entryCount > MAX_XLSX_PARTS)
    throw overLimit(file, { zh: `内含 ${zip.entryCount} 个部件`, en: `it has ${zip.entryCount} parts` });
  const rowsOfPart = new Map<string, number>();
  for (const entry of await directoryOf(file, zip)) {
    if (rowsOfPart.has(entry.fileName)) throw new Error('two parts of one name');
    rowsOfPart.set(entry.fileName, await checkContent(zip, entry));
  }
  if (!rowsOfPart.has('[Content_Types].xml')) throw new Error('no list of content types');
  return new Map([...rowsOfPart].filter(([part]) => SHEET_PART.test(part)));
}

/** All entries, held to what they declare before anything is unpacked. */
async function directoryOf(file: ImportFile, zip: ZipFile): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  let total = 0;
  let packed = 0;
  for await (const entry of zip.eachEntry()) {
    total += entry.uncompressedSize;
    packed += entry.compressedSize;
    checkDeclared(file, entry, total);
    entries.push(entry);
  }
  if (packed > file.bytes.length) throw new Error('parts that lie over one another');
  return entries;
}

function checkDeclared(file: ImportFile, entry: Entry, total: number): void {
  if ((entry.generalPurposeBitFlag & ENCRYPTED_FLAG) !== 0) throw new Error('an encrypted part');
  const megabytes = Math.ceil(Math.max(entry.uncompressedSize, total) / 1024 / 1024);
  if (entry.uncompressedSize > MAX_XLSX_PART_BYTES || total > MAX_XLSX_TOTAL_BYTES) {
    throw overLimit(file, { zh: `解压后达 ${megabytes} MB`, en: `it unpacks to ${megabytes} MB` });
  }
  if (entry.uncompressedSize <= RATIO_FREE_BYTES) return;
  const ratio = Math.round(entry.uncompressedSize / Math.max(1, entry.compressedSize));
  if (ratio > MAX_XLSX_RATIO) {
    throw overLimit(file, { zh: `压缩比高达 ${ratio} 倍`, en: `it is packed ${ratio} times` });
  }
}

/** Unpacks one part without keeping it; yauzl itself ends a part that grows over its declared size. */
async function checkContent(zip: ZipFile, entry: Entry): Promise<number> {
  const isSheet = SHEET_PART.test(entry.fileName);
  let checksum = 0;
  let rows = 0;
  let tail = '';
  let isFirst = true;
  for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
    checksum = crc32(chunk, checksum);
    if (isFirst && chunk.includes('<!DOCTYPE')) throw new Error('a part that declares entities');
    isFirst = false;
    if (!isSheet) continue;
    const text = tail + chunk.toString('latin1');
    rows += countRowTags(text) - countRowTags(tail);
    tail = text.slice(-TAG_OVERLAP);
  }
  if (checksum !== entry.crc32) throw new Error('a part with a false checksum');
  return rows;
}

function countRowTags(text: string): number {
  return text.match(ROW_TAG)?.length ?? 0;
}

function overLimit(file: ImportFile, what: Bilingual): AppError {
  return fileFault({
    kind: 'too_large',
    code: 'XLSX_OVER_LIMIT',
    file: file.name,
    what: {
      zh: `${what.zh}，超过安全上限，已停止读取`,
      en: `${what.en}, over the safe limit; reading was stopped`,
    },
    remedy: {
      zh: '请只保留需要的工作表和数据行，另存为新的 XLSX 或 CSV，或拆成几个文件后再导入',
      en: 'Keep only the sheets and rows that are needed, save as a new XLSX or CSV, or split the file',
    },
  });
}

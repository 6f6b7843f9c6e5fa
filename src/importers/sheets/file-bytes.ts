import type { ImportFile } from './sheet.ts';

/** The bytes of a file from a place up to another one, without it; fewer where it ends. */
export function bytesOf({ bytes }: ImportFile, from: number, to: number): Uint8Array {
  return bytes instanceof Uint8Array ? bytes.subarray(from, to) : bytes.read(from, to);
}

/** A file in pieces of a size; the last one may be shorter. */
export function* piecesOf(file: ImportFile, size: number): Generator<Uint8Array> {
  for (let from = 0; from < file.bytes.length; from += size) yield bytesOf(file, from, from + size);
}

/** The whole file in memory: for formats that are read from their end. */
export function wholeFile(file: ImportFile): Uint8Array {
  return bytesOf(file, 0, file.bytes.length);
}

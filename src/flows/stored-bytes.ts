import { readSync } from 'node:fs';
import type { StoredBytes } from './ports/files.ts';

/** The bytes of an open file of a known length, read where they are asked for. The file must stay open as long. */
export function storedBytes(descriptor: number, length: number): StoredBytes {
  return {
    length,
    read(from, to) {
      const piece = Buffer.allocUnsafe(Math.max(0, Math.min(to, length) - from));
      let at = 0;
      while (at < piece.length) {
        const read = readSync(descriptor, piece, at, piece.length - at, from + at);
        if (read === 0) throw new Error('the file became shorter while it was read');
        at += read;
      }
      return piece;
    },
  };
}

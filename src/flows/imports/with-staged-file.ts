import type { ImportId } from '../../domain/ids.ts';
import type { FlowContext } from '../context.ts';
import { openNameless } from '../nameless-file.ts';
import type { StoredBytes } from '../ports/files.ts';
import { storedBytes } from '../stored-bytes.ts';

/**
 * Lends the file of a staged import for as long as `work` takes. It is brought from the database to the disk piece by piece, so that
 * it is never held whole; nobody else can open what lies there. No bytes: it was deleted.
 */
export async function withStagedFile<Result>(
  context: FlowContext,
  id: ImportId,
  work: (bytes: StoredBytes) => Promise<Result>,
): Promise<Result> {
  const stored = await openNameless();
  try {
    let length = 0;
    for (let part = 0; ; part += 1) {
      const piece = await context.db.stores.imports.filePiece(id, part);
      if (piece === null) break;
      await stored.writeFile(piece);
      length += piece.length;
    }
    return await work(storedBytes(stored.fd, length));
  } finally {
    await stored.close();
  }
}

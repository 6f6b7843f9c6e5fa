import type { Principal } from '../../domain/broker.ts';
import type { ImportBatch, ImportRow, RowOutcomeKind } from '../../domain/import-batch.ts';
import type { ImportId } from '../../domain/ids.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import type { Page, PageRequest } from '../ports/paging.ts';
import { findImport } from './find-import.ts';

/** One staged import with its counts. @throws AppError `FORBIDDEN`, `IMPORT_UNKNOWN`. */
export async function readImport(
  context: FlowContext,
  input: { readonly principal: Principal; readonly importId: ImportId },
): Promise<ImportBatch> {
  authorize(input.principal, 'import.run');
  return await findImport(context, input.principal, input.importId);
}

/** Staged imports of the principal's areas, oldest first. @throws AppError `FORBIDDEN`, `CURSOR_INVALID`. */
export async function listImports(
  context: FlowContext,
  input: { readonly principal: Principal; readonly page: PageRequest },
): Promise<Page<ImportBatch>> {
  authorize(input.principal, 'import.run');
  return await context.db.stores.imports.list(input.principal.scope, input.page);
}

/**
 * Rows of a staged import in the order of the file, with old and new values of what they change; none once they were deleted.
 * @throws AppError `FORBIDDEN`, `IMPORT_UNKNOWN`.
 */
export async function readImportRows(
  context: FlowContext,
  input: {
    readonly principal: Principal;
    readonly importId: ImportId;
    readonly outcome: RowOutcomeKind | null;
    readonly page: PageRequest;
  },
): Promise<Page<ImportRow>> {
  const batch = await readImport(context, input);
  return await context.db.stores.imports.rows(batch.id, input.outcome, input.page);
}

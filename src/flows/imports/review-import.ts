import type { Principal } from '../../domain/broker.ts';
import type { ImportBatch, ImportState } from '../../domain/import-batch.ts';
import type { ImportId } from '../../domain/ids.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import { assertState, assertVisible, findImport } from './find-import.ts';

interface Input {
  readonly principal: Principal;
  readonly importId: ImportId;
}

/**
 * Notes that a person looked at what an import would do; it may be applied then. A second time changes nothing.
 * @throws AppError `FORBIDDEN`, `IMPORT_UNKNOWN`, `IMPORT_STATE`.
 */
export async function reviewImport(context: FlowContext, input: Input): Promise<ImportBatch> {
  return await moveTo(context, input, {
    from: ['checked', 'reviewed'],
    to: 'reviewed',
    action: 'import.review',
  });
}

/**
 * Throws an import away that was not applied: its file and rows are deleted at once. A second time changes nothing.
 * @throws AppError `FORBIDDEN`, `IMPORT_UNKNOWN`, `IMPORT_STATE`.
 */
export async function discardImport(context: FlowContext, input: Input): Promise<ImportBatch> {
  return await moveTo(context, input, {
    from: ['checked', 'reviewed', 'discarded'],
    to: 'discarded',
    action: 'import.discard',
  });
}

async function moveTo(
  context: FlowContext,
  { principal, importId }: Input,
  step: { readonly from: readonly ImportState[]; readonly to: ImportState; readonly action: string },
): Promise<ImportBatch> {
  authorize(principal, 'import.run');
  await context.db.transaction(async (stores) => {
    const batch = assertVisible(principal, importId, await stores.imports.lock(importId));
    assertState(batch, step.from);
    if (batch.state === step.to) return;
    await stores.imports.move(importId, step.to);
    if (step.to === 'discarded') await stores.imports.forget(importId);
    await stores.audit.add({ actor: principal.name, action: step.action, subject: importId, purpose: null });
  });
  return await findImport(context, principal, importId);
}

import { isInScope, type Principal } from '../../domain/broker.ts';
import type { IdentityConflict } from '../../domain/identity-conflict.ts';
import type { ConflictId } from '../../domain/ids.ts';
import { authorize, notFound } from '../authorize.ts';
import type { FlowContext } from '../context.ts';

/**
 * One conflict with both versions, for the county where she is registered and the one that a source puts her in.
 * @throws AppError `FORBIDDEN`, `NOT_FOUND`.
 */
export async function readConflict(
  context: FlowContext,
  input: { readonly principal: Principal; readonly conflictId: ConflictId },
): Promise<IdentityConflict> {
  authorize(input.principal, 'conflict.read');
  const conflict = await context.db.stores.conflicts.find(input.conflictId);
  if (conflict === null) throw notFound(input.conflictId);
  const { scope } = input.principal;
  const claimed = conflict.field === 'homeCode' ? (conflict.given.value ?? '') : conflict.homeCode;
  if (isInScope(scope, conflict.homeCode) || isInScope(scope, claimed)) return conflict;
  throw notFound(input.conflictId);
}

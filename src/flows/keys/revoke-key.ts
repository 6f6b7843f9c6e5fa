import type { Principal } from '../../domain/broker.ts';
import type { KeyId } from '../../domain/ids.ts';
import { authorize, notFound } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import { listKeys } from './list-keys.ts';

/** Ends a key at once. @throws AppError `FORBIDDEN`; `NOT_FOUND`, also for a key of other areas. */
export async function revokeKey(
  context: FlowContext,
  input: { readonly principal: Principal; readonly keyId: KeyId },
): Promise<void> {
  authorize(input.principal, 'key.manage');
  const keys = await listKeys(context, input);
  if (!keys.some((key) => key.id === input.keyId)) throw notFound(input.keyId);
  await context.db.transaction(async (stores) => {
    if (!(await stores.brokers.revokeKey(input.keyId))) throw notFound(input.keyId);
    await stores.audit.add({
      actor: input.principal.name,
      action: 'key.revoke',
      subject: input.keyId,
      purpose: null,
    });
  });
}

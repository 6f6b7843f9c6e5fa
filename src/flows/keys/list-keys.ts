import { isInScope, type ApiKey, type Principal } from '../../domain/broker.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';

/** All keys whose areas lie inside the principal's, without secrets. @throws AppError `FORBIDDEN`. */
export async function listKeys(
  context: FlowContext,
  input: { readonly principal: Principal },
): Promise<readonly ApiKey[]> {
  authorize(input.principal, 'key.manage');
  const keys = await context.db.stores.brokers.keys();
  return keys.filter((key) => key.scope.every((area) => isInScope(input.principal.scope, area)));
}

import type { LaborBroker, Principal } from '../../domain/broker.ts';
import { authorize, touchesScope } from '../authorize.ts';
import type { FlowContext } from '../context.ts';

/** All brokers whose areas touch the principal's. @throws AppError `FORBIDDEN`. */
export async function listBrokers(
  context: FlowContext,
  input: { readonly principal: Principal },
): Promise<readonly LaborBroker[]> {
  authorize(input.principal, 'broker.manage');
  const brokers = await context.db.stores.brokers.list();
  return brokers.filter((broker) => broker.scope.some((area) => touchesScope(input.principal.scope, area)));
}

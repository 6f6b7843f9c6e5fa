import { isInScope, type LaborBroker, type Principal } from '../../domain/broker.ts';
import type { BrokerId } from '../../domain/ids.ts';
import { notFound } from '../authorize.ts';
import type { FlowContext } from '../context.ts';

/** A broker all of whose areas lie inside the principal's. @throws AppError `NOT_FOUND`, also where she is somebody else's. */
export async function findOwnBroker(
  context: FlowContext,
  principal: Principal,
  brokerId: BrokerId,
): Promise<LaborBroker> {
  const broker = await context.db.stores.brokers.find(brokerId);
  if (broker === null || !isOwn(principal, broker)) throw notFound(brokerId);
  return broker;
}

/** Whether a broker's areas all lie inside the principal's. */
export function isOwn(principal: Principal, broker: Pick<LaborBroker, 'scope'>): boolean {
  return broker.scope.every((area) => isInScope(principal.scope, area));
}

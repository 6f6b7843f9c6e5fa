import type { Principal } from '../../domain/broker.ts';
import type { NotificationId } from '../../domain/ids.ts';
import { authorize, notFound } from '../authorize.ts';
import { requireBroker } from '../brokers/require-broker.ts';
import type { FlowContext } from '../context.ts';

/** Marks one's own notification as read; again is fine. @throws AppError `FORBIDDEN`, `BROKER_KEY_NEEDED`, `NOT_FOUND`. */
export async function markRead(
  context: FlowContext,
  input: { readonly principal: Principal; readonly notificationId: NotificationId },
): Promise<void> {
  authorize(input.principal, 'inbox.read');
  const brokerId = requireBroker(input.principal);
  const isHers = await context.db.stores.notices.markRead(brokerId, input.notificationId);
  if (!isHers) throw notFound(input.notificationId);
}

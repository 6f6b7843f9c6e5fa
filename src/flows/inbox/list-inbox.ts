import type { Principal } from '../../domain/broker.ts';
import type { Notification } from '../../domain/notification.ts';
import { authorize } from '../authorize.ts';
import { requireBroker } from '../brokers/require-broker.ts';
import type { FlowContext } from '../context.ts';
import type { Page, PageRequest } from '../ports/paging.ts';

/** A page of the notifications of the key's own broker. @throws AppError `FORBIDDEN`, `BROKER_KEY_NEEDED`. */
export async function listInbox(
  context: FlowContext,
  input: { readonly principal: Principal; readonly unreadOnly: boolean; readonly page: PageRequest },
): Promise<Page<Notification>> {
  authorize(input.principal, 'inbox.read');
  const brokerId = requireBroker(input.principal);
  return await context.db.stores.notices.inbox(brokerId, { unreadOnly: input.unreadOnly }, input.page);
}

import type { Principal } from '../../domain/broker.ts';
import type { BrokerId } from '../../domain/ids.ts';
import type { OutsideChannel } from '../../domain/notification.ts';
import { authorize, notFound } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import { findOwnBroker } from './find-own-broker.ts';

/** Takes a channel from a broker, address and secrets with it. @throws AppError `FORBIDDEN`, `NOT_FOUND`. */
export async function removeChannel(
  context: FlowContext,
  input: { readonly principal: Principal; readonly brokerId: BrokerId; readonly kind: OutsideChannel },
): Promise<void> {
  const { principal, brokerId, kind } = input;
  authorize(principal, 'channel.manage');
  await findOwnBroker(context, principal, brokerId);
  await context.db.transaction(async (stores) => {
    if (!(await stores.channels.remove(brokerId, kind))) throw notFound(`${brokerId} ${kind}`);
    await stores.audit.add({
      actor: principal.name,
      action: 'channel.remove',
      subject: brokerId,
      purpose: kind,
    });
  });
}

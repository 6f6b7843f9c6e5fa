import type { BrokerChannel } from '../../domain/broker-channel.ts';
import type { Principal } from '../../domain/broker.ts';
import type { BrokerId } from '../../domain/ids.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import { findOwnBroker } from './find-own-broker.ts';

/** A broker's channels, addresses masked. @throws AppError `FORBIDDEN`, `NOT_FOUND`. */
export async function listChannels(
  context: FlowContext,
  input: { readonly principal: Principal; readonly brokerId: BrokerId },
): Promise<readonly BrokerChannel[]> {
  authorize(input.principal, 'channel.manage');
  await findOwnBroker(context, input.principal, input.brokerId);
  return await context.db.stores.channels.list(input.brokerId);
}

import type { BrokerChannel } from '../../domain/broker-channel.ts';
import type { Principal } from '../../domain/broker.ts';
import type { BrokerId } from '../../domain/ids.ts';
import type { OutsideChannel } from '../../domain/notification.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import { notifierOf } from '../notices/send-outside.ts';
import { findOwnBroker } from './find-own-broker.ts';
import { makeWebhookSecret } from './webhook-secret.ts';

export interface SetChannelInput {
  readonly principal: Principal;
  readonly brokerId: BrokerId;
  readonly kind: OutsideChannel;
  /** A mail address, a phone number, or a URL. */
  readonly address: string;
  readonly isActive: boolean;
}

/** A channel, and its signing secret where one was made: it is shown this once. */
export interface ChannelWithSecret {
  readonly channel: BrokerChannel;
  readonly secret: string | null;
}

/**
 * Gives a broker a channel of a kind, in place of the one she had. The address is checked now as at every sending. A webhook that
 * moves keeps its secrets.
 * @throws AppError `FORBIDDEN`, `NOT_FOUND`, `CHANNEL_NOT_OFFERED`, and what the notifier says of the address.
 */
export async function setChannel(context: FlowContext, input: SetChannelInput): Promise<ChannelWithSecret> {
  const { principal, brokerId, kind, address, isActive } = input;
  authorize(principal, 'channel.manage');
  await findOwnBroker(context, principal, brokerId);
  await notifierOf(context, kind).check({ address, secrets: [] });
  return await context.db.transaction(async (stores) => {
    const known = (await stores.channels.find(brokerId, kind))?.target.secrets ?? [];
    const secret = kind === 'webhook' && known.length === 0 ? makeWebhookSecret() : null;
    const target = { address, secrets: secret === null ? known : [secret] };
    const channel = await stores.channels.put({ brokerId, kind, target, isActive });
    await stores.audit.add({
      actor: principal.name,
      action: 'channel.set',
      subject: brokerId,
      purpose: kind,
    });
    return { channel, secret };
  });
}

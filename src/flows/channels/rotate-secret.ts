import { SECRETS_AT_ONCE } from '../../domain/broker-channel.ts';
import type { Principal } from '../../domain/broker.ts';
import type { BrokerId } from '../../domain/ids.ts';
import { authorize, notFound } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import { findOwnBroker } from './find-own-broker.ts';
import type { ChannelWithSecret } from './set-channel.ts';
import { makeWebhookSecret } from './webhook-secret.ts';

/**
 * Changes the signing secret of a broker's webhook. `begin`: a new secret signs beside the newest of before, so that the receiver
 * can change over. `finish`: only the newest signs from now on.
 * @returns the new secret, shown this once; `null` at the finish.
 * @throws AppError `FORBIDDEN`, `NOT_FOUND`.
 */
export async function rotateSecret(
  context: FlowContext,
  input: { readonly principal: Principal; readonly brokerId: BrokerId; readonly step: 'begin' | 'finish' },
): Promise<ChannelWithSecret> {
  const { principal, brokerId, step } = input;
  authorize(principal, 'channel.manage');
  await findOwnBroker(context, principal, brokerId);
  return await context.db.transaction(async (stores) => {
    const known = await stores.channels.find(brokerId, 'webhook');
    if (known === null) throw notFound(`${brokerId} webhook`);
    const { address, secrets: before } = known.target;
    const secret = step === 'begin' ? makeWebhookSecret() : null;
    const secrets = secret === null ? before.slice(0, 1) : [secret, ...before].slice(0, SECRETS_AT_ONCE);
    const channel = await stores.channels.put({
      brokerId,
      kind: 'webhook',
      target: { address, secrets },
      isActive: known.isActive,
    });
    await stores.audit.add({
      actor: principal.name,
      action: 'channel.rotate',
      subject: brokerId,
      purpose: step,
    });
    return { channel, secret };
  });
}

import { randomUUID } from 'node:crypto';
import { say } from '../../domain/bilingual.ts';
import type { Principal } from '../../domain/broker.ts';
import { AppError } from '../../domain/errors.ts';
import type { BrokerId } from '../../domain/ids.ts';
import type { Notice } from '../../domain/notice.ts';
import type { OutsideChannel } from '../../domain/notification.ts';
import { authorize, notFound } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import { notifierOf, targetOf } from '../notices/send-outside.ts';
import { findOwnBroker } from './find-own-broker.ts';

/**
 * Sends a test message over a broker's channel, now and once.
 * @returns the id that the receiver sees.
 * @throws AppError `FORBIDDEN`, `NOT_FOUND`, `CHANNEL_NOT_OFFERED`, `CHANNEL_TURN`, and why it did not go out.
 */
export async function testChannel(
  context: FlowContext,
  input: { readonly principal: Principal; readonly brokerId: BrokerId; readonly kind: OutsideChannel },
): Promise<{ readonly id: string }> {
  const { principal, brokerId, kind } = input;
  authorize(principal, 'channel.manage');
  const broker = await findOwnBroker(context, principal, brokerId);
  const target = await targetOf(context.db.stores, broker, kind);
  if (target === null) throw notFound(`${brokerId} ${kind}`);
  const notifier = notifierOf(context, kind);
  const wait = await context.db.stores.channels.takeTurn(notifier.turnOf(target), notifier.limit);
  if (wait > 0) throw tooOften(wait);
  const notice = testNotice(brokerId);
  await notifier.send(notice, 0, target);
  return { id: notice.id };
}

function testNotice(brokerId: BrokerId): Notice {
  return {
    id: `test.${brokerId}.${randomUUID()}`,
    kind: 'test',
    brokerId,
    runId: null,
    at: new Date().toISOString(),
    newLaborers: 0,
    newPairs: 0,
    waiting: 0,
    losses: 0,
    openings: [],
  };
}

function tooOften(seconds: number): AppError {
  const rounded = Math.ceil(seconds);
  return new AppError({
    kind: 'rate_limited',
    code: 'CHANNEL_TURN',
    message: say('该渠道刚发过，达到每分钟上限', 'The channel has sent as much as it may in this minute'),
    remedy: say(`${rounded} 秒后再试`, `Try again in ${rounded} seconds`),
    retryAfterSeconds: rounded,
  });
}

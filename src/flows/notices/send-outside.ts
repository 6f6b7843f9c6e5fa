import { say } from '../../domain/bilingual.ts';
import type { LaborBroker } from '../../domain/broker.ts';
import type { ChannelTarget } from '../../domain/broker-channel.ts';
import { AppError } from '../../domain/errors.ts';
import type { OutboxMessage, OutsideChannel } from '../../domain/notification.ts';
import type { FlowContext } from '../context.ts';
import type { Stores } from '../ports/database.ts';
import type { Notifier } from '../ports/notifier.ts';
import { isEmpty, whatStands } from './what-stands.ts';
import { makeNotice } from './make-notice.ts';

/** What became of a message that did not fail. */
export type Sending = 'sent' | 'nothingLeft' | { readonly waitSeconds?: number };

/**
 * Sends one message over its channel, part by part, each part in its turn. What is sent is what stands now; the transaction in which
 * that was asked holds the laborers' rows until the message is out.
 * @returns how long to wait where it was not its turn, or a row is being changed.
 * @throws AppError what the notifier throws; `CHANNEL_NOT_SET_UP`.
 */
export async function sendOutside(context: FlowContext, message: OutboxMessage): Promise<Sending> {
  const notifier = context.notifiers.find((one) => one.channel === message.channel);
  const broker = await context.db.stores.brokers.find(message.brokerId);
  const target = broker === null ? null : await targetOf(context.db.stores, broker, message.channel);
  if (notifier === undefined || broker?.isActive !== true || target === null) throw noWayOut(message);
  for (let part = message.partsSent; ; part += 1) {
    const waitSeconds = await context.db.stores.channels.takeTurn(notifier.turnOf(target), notifier.limit);
    if (waitSeconds > 0) return { waitSeconds };
    const sending = await context.db.transaction(
      async (stores) => await sendPart({ context, stores, message, notifier, target, part }),
    );
    if (sending !== 'more') return sending;
  }
}

interface Part {
  readonly context: FlowContext;
  /** Of the transaction that holds what was looked up until the part is out. One part needs no other connection. */
  readonly stores: Stores;
  readonly message: OutboxMessage;
  readonly notifier: Notifier;
  readonly target: ChannelTarget;
  readonly part: number;
}

async function sendPart({
  context,
  stores,
  message,
  notifier,
  target,
  part,
}: Part): Promise<Sending | 'more'> {
  const digest = await whatStands(stores, message.digest);
  if (digest === null) return {};
  if (isEmpty(digest)) {
    await stores.notices.markSent(message.key, 'nothing_left');
    return 'nothingLeft';
  }
  const notice = await makeNotice(stores, context.reference, { ...message, digest });
  await notifier.send(notice, part, target);
  if (part + 1 < notifier.partsOf(notice)) {
    await stores.notices.markPart(message.key, part + 1);
    return 'more';
  }
  await stores.notices.markSent(message.key);
  return 'sent';
}

/** Where a broker's channel leads: as it was set up, else the mail address of her registration. `null`: nowhere. */
export async function targetOf(
  stores: Stores,
  broker: LaborBroker,
  channel: OutboxMessage['channel'],
): Promise<ChannelTarget | null> {
  if (channel === 'inbox') return null;
  const set = await stores.channels.find(broker.id, channel);
  if (set !== null) return set.isActive ? set.target : null;
  return channel === 'email' && broker.email !== null ? { address: broker.email, secrets: [] } : null;
}

/** The notifier of a channel. @throws AppError `CHANNEL_NOT_OFFERED`. */
export function notifierOf(context: FlowContext, kind: OutsideChannel): Notifier {
  const notifier = context.notifiers.find((one) => one.channel === kind);
  if (notifier !== undefined) return notifier;
  const setting = kind === 'email' ? 'SMTP_URL' : 'SMS_URL';
  throw new AppError({
    kind: 'conflict',
    code: 'CHANNEL_NOT_OFFERED',
    message: say(`本系统未开通 ${kind} 渠道`, `The channel ${kind} is not set up on this system`),
    remedy: say(`请管理员设置 ${setting} 后重启`, `Ask an administrator to set ${setting} and to restart`),
  });
}

function noWayOut(message: OutboxMessage): AppError {
  return new AppError({
    kind: 'invalid_input',
    code: 'CHANNEL_NOT_SET_UP',
    message: say(
      `经纪人 ${message.brokerId} 的 ${message.channel} 渠道不可用。`,
      `The channel ${message.channel} of broker ${message.brokerId} is not set up.`,
    ),
    remedy: say(
      '检查经纪人是否在用、渠道是否启用（longqiao broker channel list），改好后用 longqiao outbox resend 重发',
      'See that broker and channel are active (longqiao broker channel list), then send it again with longqiao outbox resend',
    ),
  });
}

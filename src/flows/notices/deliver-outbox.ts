import { say } from '../../domain/bilingual.ts';
import { AppError } from '../../domain/errors.ts';
import { digestTitle } from '../../domain/digest-title.ts';
import type { OutboxMessage } from '../../domain/notification.ts';
import type { FlowContext } from '../context.ts';

/** Messages taken at once: even if each waits its longest for a mail server, all are done before HOLD_SECONDS is over. */
const BATCH = 10;
const HOLD_SECONDS = 120;
/** Waiting times after the first, second, … failure: a mail server that restarts is met within the hour. */
const BACK_OFF_SECONDS = [10, 60, 300, 900, 3_600, 3_600, 3_600, 3_600] as const;

/** What became of the messages that were due. */
export interface Delivery {
  readonly sent: number;
  readonly failed: number;
}

/**
 * Sends every notice that is due. The inbox row and the mark "sent" are one transaction: once. Outside the system a notice
 * goes at least once, with the same id each time.
 */
export async function deliverOutbox(context: FlowContext): Promise<Delivery> {
  let sent = 0;
  let failed = 0;
  for (;;) {
    const messages = await context.db.stores.notices.takeDue(BATCH, HOLD_SECONDS);
    for (const message of messages) {
      if (await deliver(context, message)) sent += 1;
      else failed += 1;
    }
    if (messages.length < BATCH) return { sent, failed };
  }
}

async function deliver(context: FlowContext, message: OutboxMessage): Promise<boolean> {
  try {
    if (message.channel === 'inbox') await putInInbox(context, message);
    else await sendOutside(context, message);
    return true;
  } catch (error) {
    await noteFailure(context, message, error);
    return false;
  }
}

async function putInInbox(context: FlowContext, message: OutboxMessage): Promise<void> {
  await context.db.transaction(async (stores) => {
    await stores.notices.putInInbox(message.digest, digestTitle(message.digest).zh);
    await stores.notices.markSent(message.key);
  });
}

async function sendOutside(context: FlowContext, message: OutboxMessage): Promise<void> {
  const notifier = context.notifiers.find((one) => one.channel === message.channel);
  const broker = await context.db.stores.brokers.find(message.brokerId);
  if (notifier === undefined || broker === null || !broker.isActive) throw noWayOut(message);
  await notifier.send(message, broker);
  await context.db.stores.notices.markSent(message.key);
}

async function noteFailure(context: FlowContext, message: OutboxMessage, error: unknown): Promise<void> {
  const isDead = error instanceof AppError && error.kind !== 'unavailable';
  const wait = isDead ? null : (BACK_OFF_SECONDS[message.attempts] ?? null);
  const text = error instanceof Error ? error.message : String(error);
  await context.db.stores.notices.markFailed(message.key, text, wait);
  context.log.warn(
    { outbox: message.key, channel: message.channel, retryInSeconds: wait },
    'notice not sent',
  );
}

function noWayOut(message: OutboxMessage): AppError {
  return new AppError({
    kind: 'invalid_input',
    code: 'CHANNEL_NOT_SET_UP',
    message: say(
      `经纪人 ${message.brokerId} 的 ${message.channel} 渠道不可用`,
      `The channel ${message.channel} of broker ${message.brokerId} is not set up`,
    ),
    remedy: say('设置 SMTP_URL，或检查经纪人是否在用', 'Set SMTP_URL, or check that the broker is active'),
  });
}

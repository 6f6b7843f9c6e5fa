import { say } from '../../domain/bilingual.ts';
import { AppError } from '../../domain/errors.ts';
import { digestTitle } from '../../domain/digest-title.ts';
import type { OutboxMessage } from '../../domain/notification.ts';
import type { FlowContext } from '../context.ts';
import { sendOutside, type Sending } from './send-outside.ts';
import { sendTogether, sharing, type SharedMessages } from './send-together.ts';
import { isEmpty, whatStands } from './what-stands.ts';

/** Messages taken at once: even if each waits its longest for the other side, all are done before HOLD_SECONDS is over. */
const BATCH = 12;
const HOLD_SECONDS = 120;
/** Messages under way side by side; each holds a connection to the database while it is sent. */
const LANES = 3;
/** Waiting times after the first, second, … failure: a receiver that restarts is met within the hour. */
const BACK_OFF_SECONDS = [10, 60, 300, 900, 3_600, 3_600, 3_600, 3_600] as const;
/** Each wait is shortened or lengthened by up to a quarter, so that what failed together does not come back together. */
const JITTER = 0.25;
/** A laborer's row is being changed: a commit takes a moment. */
const BUSY_SECONDS = 2;
/** Turns that come within it are waited for here; the sweeper, every minute, comes back to the others. */
const PATIENCE_MS = 45_000;

/** What became of the messages that were due. */
export interface Delivery {
  readonly sent: number;
  readonly failed: number;
  /** Put off without a failure: it was not their turn. */
  readonly postponed: number;
  /** Done without being sent: nothing of them stands any more. */
  readonly nothingLeft: number;
}

/** For whom the defaults do not do: a test of thousands of messages. */
export interface DeliveryOptions {
  readonly backOffSeconds?: readonly number[];
  readonly lanes?: number;
  readonly batch?: number;
}

type Outcome = Exclude<keyof Delivery, 'postponed'> | { readonly waitSeconds: number };

/**
 * Sends every notice that is due. What it says is looked up at the moment of sending: who took consent back, what closed, whose
 * employer was suspended is left out. The inbox row, what was told by it and the mark "sent" are one transaction: once. Outside the
 * system a notice goes at least once, with the same id each time.
 */
export async function deliverOutbox(context: FlowContext, options: DeliveryOptions = {}): Promise<Delivery> {
  const batch = options.batch ?? BATCH;
  const counts = { sent: 0, failed: 0, postponed: 0, nothingLeft: 0 };
  const until = performance.now() + PATIENCE_MS;
  let turnInSeconds = Infinity;
  for (;;) {
    const messages = await context.db.stores.notices.takeDue(batch, HOLD_SECONDS);
    const queue = (await sharing(context, messages)).values();
    const lanes = Array.from({ length: options.lanes ?? LANES }, async () => {
      for (const group of queue) {
        for (const outcome of await deliverGroup(context, group, options)) {
          if (typeof outcome !== 'string') turnInSeconds = Math.min(turnInSeconds, outcome.waitSeconds);
          counts[typeof outcome === 'string' ? outcome : 'postponed'] += 1;
        }
      }
    });
    await Promise.all(lanes);
    if (messages.length === batch) continue;
    if (performance.now() + turnInSeconds * 1_000 > until) return counts;
    await sleep(turnInSeconds);
    turnInSeconds = Infinity;
  }
}

async function sleep(seconds: number): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, seconds * 1_000);
  });
}

/** Messages that can go out together are one group of them; every other message is a group of its own. */
async function deliverGroup(
  context: FlowContext,
  group: SharedMessages,
  options: DeliveryOptions,
): Promise<readonly Outcome[]> {
  const [first] = group.messages;
  if (first === undefined) return [];
  if (group.messages.length === 1) return [await deliver(context, first, options)];
  const failed = async (message: OutboxMessage, error: unknown): Promise<void> =>
    await noteFailure(context, message, { error, backOff: options.backOffSeconds ?? BACK_OFF_SECONDS });
  const outcomes: Outcome[] = [];
  let left = group.messages;
  while (left.length > 1) {
    const { done, alone } = await sendTogether(context, { ...group, messages: left }, failed);
    outcomes.push(...done);
    left = alone;
    if (done.length === 0) break;
  }
  // What fits with no other goes by itself.
  for (const message of left) outcomes.push(await deliver(context, message, options));
  return outcomes;
}

async function deliver(
  context: FlowContext,
  message: OutboxMessage,
  options: DeliveryOptions,
): Promise<Outcome> {
  try {
    const send = message.channel === 'inbox' ? putInInbox : sendOutside;
    const sending = await send(context, message);
    if (typeof sending === 'string') return sending;
    const waitSeconds = sending.waitSeconds ?? BUSY_SECONDS;
    await context.db.stores.notices.postpone(message.key, waitSeconds);
    return { waitSeconds };
  } catch (error) {
    await noteFailure(context, message, { error, backOff: options.backOffSeconds ?? BACK_OFF_SECONDS });
    return 'failed';
  }
}

async function putInInbox(context: FlowContext, message: OutboxMessage): Promise<Sending> {
  return await context.db.transaction(async (stores) => {
    const digest = await whatStands(stores, message.digest);
    if (digest === null) return {};
    if (isEmpty(digest)) {
      await stores.notices.markSent(message.key, 'nothing_left');
      return 'nothingLeft';
    }
    const title = digestTitle({ ...digest, losses: digest.losses.length });
    await stores.notices.putInInbox(digest, title.zh);
    await stores.notices.markSent(message.key);
    return 'sent';
  });
}

async function noteFailure(
  context: FlowContext,
  message: OutboxMessage,
  failure: { readonly error: unknown; readonly backOff: readonly number[] },
): Promise<void> {
  const { error, backOff } = failure;
  const isDead = error instanceof AppError && error.kind !== 'unavailable';
  const asked = error instanceof AppError ? (error.retryAfterSeconds ?? 0) : 0;
  const planned = isDead ? undefined : backOff[message.attempts];
  const wait = planned === undefined ? null : Math.max(asked, jittered(planned));
  await context.db.stores.notices.markFailed(message.key, failureText(error), wait);
  context.log.warn(
    { outbox: message.key, channel: message.channel, retryInSeconds: wait },
    wait === null ? 'notice given up' : 'notice not sent',
  );
}

function jittered(seconds: number): number {
  return seconds * (1 - JITTER + 2 * JITTER * Math.random());
}

/** Errors of ours say no address; what others say is kept to a name, since it could. */
function failureText(error: unknown): string {
  if (error instanceof AppError) {
    const remedy = error.remedy ?? say('', '');
    return `${error.sentence.zh}${remedy.zh} ${error.sentence.en} ${remedy.en}`.trim();
  }
  return error instanceof Error ? error.name : 'unknown error';
}

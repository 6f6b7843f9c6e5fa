import type { ChannelTarget } from '../../domain/broker-channel.ts';
import type { Notice } from '../../domain/notice.ts';
import type { OutboxMessage } from '../../domain/notification.ts';
import type { FlowContext } from '../context.ts';
import type { Stores } from '../ports/database.ts';
import type { Notifier } from '../ports/notifier.ts';
import { makeNotice } from './make-notice.ts';
import { targetOf } from './send-outside.ts';
import { isEmpty, whatStands } from './what-stands.ts';

/** Messages to one address that goes by one limit; of all others each is alone. */
export interface SharedMessages {
  readonly messages: readonly OutboxMessage[];
  readonly shared: { readonly notifier: Notifier; readonly target: ChannelTarget } | null;
}

type Done = 'sent' | 'failed' | 'nothingLeft' | { readonly waitSeconds: number };

/** Gathers messages to brokers who share an address, where the channel can send theirs together and nothing of them is out yet. */
export async function sharing(
  context: FlowContext,
  messages: readonly OutboxMessage[],
): Promise<readonly SharedMessages[]> {
  const groups = new Map<string, { messages: OutboxMessage[]; shared: SharedMessages['shared'] }>();
  for (const message of messages) {
    const notifier = context.notifiers.find((one) => one.channel === message.channel);
    const target = notifier?.together === undefined ? null : await targetOfMessage(context, message);
    const canShare = notifier !== undefined && target !== null && message.partsSent === 0;
    const key = canShare ? `${message.runId} ${notifier.turnOf(target)}` : `alone ${message.key}`;
    const group = groups.get(key) ?? { messages: [], shared: canShare ? { notifier, target } : null };
    group.messages.push(message);
    groups.set(key, group);
  }
  return [...groups.values()];
}

async function targetOfMessage(context: FlowContext, message: OutboxMessage): Promise<ChannelTarget | null> {
  const broker = await context.db.stores.brokers.find(message.brokerId);
  return broker?.isActive === true ? await targetOf(context.db.stores, broker, message.channel) : null;
}

/**
 * Sends as many messages of a group as fit into one, in one turn and one transaction: all are out, or none. What each says is what stands
 * now, with its laborers' rows held until the message is out.
 * @param failed notes the failure of a message.
 * @returns what became of messages, and those that must go by themselves.
 */
export async function sendTogether(
  context: FlowContext,
  { messages, shared }: SharedMessages,
  failed: (message: OutboxMessage, error: unknown) => Promise<void>,
): Promise<{ readonly done: readonly Done[]; readonly alone: readonly OutboxMessage[] }> {
  if (shared === null) return { done: [], alone: messages };
  const { notifier, target } = shared;
  const waitSeconds = await context.db.stores.channels.takeTurn(notifier.turnOf(target), notifier.limit);
  if (waitSeconds > 0) {
    for (const { key } of messages) await context.db.stores.notices.postpone(key, waitSeconds);
    return { done: messages.map(() => ({ waitSeconds })), alone: [] };
  }
  try {
    return await context.db.transaction(
      async (stores) => await sendOne(context, stores, { messages, notifier, target }),
    );
  } catch (error) {
    for (const message of messages) await failed(message, error);
    return { done: messages.map(() => 'failed'), alone: [] };
  }
}

interface Group {
  readonly messages: readonly OutboxMessage[];
  readonly notifier: Notifier;
  readonly target: ChannelTarget;
}

async function sendOne(context: FlowContext, stores: Stores, { messages, notifier, target }: Group) {
  const ready: { readonly message: OutboxMessage; readonly notice: Notice }[] = [];
  const alone: OutboxMessage[] = [];
  let empty = 0;
  for (const message of messages) {
    const digest = await whatStands(stores, message.digest);
    if (digest === null) alone.push(message);
    else if (isEmpty(digest)) {
      await stores.notices.markSent(message.key, 'nothing_left');
      empty += 1;
    } else {
      ready.push({ message, notice: await makeNotice(stores, context.reference, { ...message, digest }) });
    }
  }
  const count = notifier.together?.fit(ready.map(({ notice }) => notice)) ?? 1;
  const going = count > 1 ? ready.slice(0, count) : [];
  if (going.length > 0) {
    await notifier.together?.send(
      going.map(({ notice }) => notice),
      target,
    );
    for (const { message } of going) await stores.notices.markSent(message.key);
  }
  return {
    done: [
      ...going.map(() => 'sent' as const),
      ...Array.from({ length: empty }, () => 'nothingLeft' as const),
    ],
    alone: [...alone, ...ready.slice(going.length).map(({ message }) => message)],
  };
}

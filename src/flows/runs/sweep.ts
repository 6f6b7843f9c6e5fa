import type { FlowContext } from '../context.ts';
import type { QueueMessage } from '../ports/queue.ts';
import type { LostShard } from '../ports/run-store.ts';

/**
 * Rings again for everything that PostgreSQL says is to be done and no one does: shards that wait or whose lease ran out,
 * runs ready to be published, notices that are due, a rotation of keys that is under way. So a lost queue loses nothing.
 * Staged imports whose time is over are forgotten with it.
 * @returns how many messages were rung.
 */
export async function sweep(context: FlowContext): Promise<number> {
  const { runs, keyRotations, imports } = context.db.stores;
  const [lost, ready, rotation] = await Promise.all([
    runs.lost(),
    runs.readyToPublish(),
    keyRotations.latest(),
    imports.expire(),
  ]);
  const messages: QueueMessage[] = [
    ...lost.map(shardMessage),
    ...ready.map((runId): QueueMessage => ({ kind: 'publish', runId })),
    { kind: 'outbox' },
    ...(rotation === null || rotation.finishedAt !== null ? [] : [{ kind: 'rekey' } as const]),
  ];
  await context.queue.ring(messages);
  return messages.length;
}

/** The message of a shard that is to be done. One whose worker was lost is another message than that worker's, which may still be under way. */
export function shardMessage({ runId, number: shard, turn }: LostShard): QueueMessage {
  return { kind: 'shard', runId, shard, ...(turn === undefined ? {} : { turn }) };
}

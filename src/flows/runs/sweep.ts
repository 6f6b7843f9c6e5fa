import type { FlowContext } from '../context.ts';
import type { QueueMessage } from '../ports/queue.ts';

/**
 * Rings again for everything that PostgreSQL says is to be done and no one does: shards that wait or whose lease ran out,
 * runs ready to be published, notices that are due. So a lost queue loses nothing.
 * @returns how many messages were rung.
 */
export async function sweep(context: FlowContext): Promise<number> {
  const { runs } = context.db.stores;
  const [lost, ready] = await Promise.all([runs.lost(), runs.readyToPublish()]);
  const messages: QueueMessage[] = [
    ...lost.map((shard): QueueMessage => ({ kind: 'shard', runId: shard.runId, shard: shard.number })),
    ...ready.map((runId): QueueMessage => ({ kind: 'publish', runId })),
    { kind: 'outbox' },
  ];
  await context.queue.ring(messages);
  return messages.length;
}

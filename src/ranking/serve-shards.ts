import { parentPort, workerData } from 'node:worker_threads';
import type { QueueMessage } from '../flows/ports/queue.ts';
import type { ShardInput, ShardOutcome } from '../flows/ports/shard-hands.ts';
import { failureOf } from './failures.ts';
import type { ShardDone, ShardOrders, ToShardThread } from './shard-messages.ts';
import type { FromWorkThread, ToWorkThread } from './work-thread.ts';

/** A thread's own way to work on shards. */
export interface ShardDesk {
  run(input: ShardInput): Promise<{
    readonly outcome: ShardOutcome | { readonly error: unknown };
    readonly rings: readonly QueueMessage[];
  }>;
  close(): Promise<void>;
}

/** Works on shards until the parent closes it. Call it in a thread that ShardThreads started. */
export async function serveShards(
  openDesk: (orders: ShardOrders, warn: (fields: object, message: string) => void) => Promise<ShardDesk>,
): Promise<void> {
  const parent = parentPort;
  if (parent === null) throw new Error('This runs as a worker thread only');
  const tell = (message: FromWorkThread<ShardDone>): void => parent.postMessage(message, []);
  // ShardThreads gives this, and starts no other threads.
  const desk = await openDesk(workerData as ShardOrders, (fields, message) =>
    tell({ kind: 'warned', fields, message }),
  );
  const work = async (number: number, input: ShardInput): Promise<void> => {
    const { outcome, rings } = await desk.run(input);
    const told = typeof outcome === 'string' ? outcome : { failure: failureOf(outcome.error) };
    tell({ kind: 'done', number, outcome: told, rings });
  };
  const close = async (): Promise<void> => {
    await desk.close();
    tell({ kind: 'closed' });
  };
  parent.on('message', (message: ToWorkThread<ToShardThread>) => {
    if (message.kind === 'shard') void work(message.number, message.input);
    else void close();
  });
}

import type { Reference } from '../../domain/reference.ts';
import type { FlowContext, Log } from '../context.ts';
import type { Database } from '../ports/database.ts';
import type { QueueMessage } from '../ports/queue.ts';
import type { ShardInput, ShardOutcome } from '../ports/shard-hands.ts';
import { SILENT_QUEUE } from '../silent-queue.ts';
import { runShard } from './run-shard.ts';

/** What became of a shard, and for what the bell is to be rung. */
export interface DeskAnswer {
  readonly outcome: ShardOutcome | { readonly error: unknown };
  readonly rings: readonly QueueMessage[];
}

/** What a hand does with shards, over a database of its own and without a queue: what it would ring for it hands back. */
export function shardDesk({
  db,
  reference,
  log,
  silenceSeconds,
}: {
  readonly db: Database;
  readonly reference: Reference;
  readonly log: Log;
  readonly silenceSeconds: number | undefined;
}) {
  return {
    run: async (input: ShardInput): Promise<DeskAnswer> => {
      const rings: QueueMessage[] = [];
      const queue = {
        ...SILENT_QUEUE,
        ring: async (messages: readonly QueueMessage[]) => {
          await Promise.resolve(rings.push(...messages));
        },
      };
      const context: FlowContext = {
        db,
        queue,
        reference,
        log,
        ...(silenceSeconds === undefined ? {} : { silenceSeconds }),
        readFile: async () => await Promise.reject(new Error('a shard reads no files')),
        notifiers: [],
      };
      try {
        return { outcome: await runShard(context, input), rings };
      } catch (error) {
        return { outcome: { error }, rings };
      }
    },
    close: async () => await db.close(),
  };
}

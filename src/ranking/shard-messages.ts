import type { QueueMessage } from '../flows/ports/queue.ts';
import type { ShardInput, ShardOutcome } from '../flows/ports/shard-hands.ts';
import type { Failure } from './messages.ts';

/** What a thread that works on shards is started with. */
export interface ShardOrders {
  readonly databaseUrl: string;
  readonly silenceSeconds: number | undefined;
}

export interface ToShardThread {
  readonly kind: 'shard';
  readonly number: number;
  readonly input: ShardInput;
}

/** What became of a shard, and for what the bell is to be rung. */
export interface ShardDone {
  readonly kind: 'done';
  readonly number: number;
  readonly outcome: ShardOutcome | { readonly failure: Failure };
  readonly rings: readonly QueueMessage[];
}

import type { QueueMessage } from '../flows/ports/queue.ts';
import type { ShardInput, ShardOutcome } from '../flows/ports/shard-hands.ts';
import type { Failure } from './messages.ts';

/** What a thread that works on shards is started with. */
export interface ShardOrders {
  readonly databaseUrl: string;
  readonly silenceSeconds: number | undefined;
}

export type ToShardThread =
  | { readonly kind: 'shard'; readonly number: number; readonly input: ShardInput }
  | { readonly kind: 'close' };

export type FromShardThread =
  | {
      readonly kind: 'done';
      readonly number: number;
      readonly outcome: ShardOutcome | { readonly failure: Failure };
      readonly rings: readonly QueueMessage[];
    }
  | { readonly kind: 'warned'; readonly fields: object; readonly message: string }
  | { readonly kind: 'closed' };

import type { QueueMessage } from '../flows/ports/queue.ts';
import type { ShardHands, ShardInput, ShardOutcome } from '../flows/ports/shard-hands.ts';
import { errorOf } from './failures.ts';
import type { ShardDone, ShardOrders, ToShardThread } from './shard-messages.ts';
import { WorkThread } from './work-thread.ts';

type ShardThread = WorkThread<ToShardThread, ShardDone>;

export interface ShardThreadsOptions extends ShardOrders {
  /** The module that threads run; it calls `serveShards`. */
  readonly entry: URL;
  /** Each holds the openings once. */
  readonly threads: number;
  readonly warn: (fields: object, message: string) => void;
  /** Rings the bell for what a shard has led to. */
  readonly ring: (messages: readonly QueueMessage[]) => Promise<void>;
}

/**
 * Threads that work on the shards of a worker, so that its event loop stays free to renew, to answer and to stop. They start with the
 * first shard; one that is lost gives its shards back by their leases, and another takes its place with the next shard.
 */
export class ShardThreads implements ShardHands {
  readonly #options: ShardThreadsOptions;
  readonly #threads: (ShardThread | undefined)[];

  constructor(options: ShardThreadsOptions) {
    this.#options = options;
    this.#threads = Array.from({ length: options.threads }, () => undefined);
  }

  async run(input: ShardInput): Promise<ShardOutcome> {
    const { outcome, rings } = await this.#idlest().work((number) => ({ kind: 'shard', number, input }));
    if (rings.length > 0) await this.#options.ring(rings);
    if (typeof outcome === 'string') return outcome;
    throw errorOf(outcome.failure);
  }

  /** Ends the threads; close the queue first, which waits for what they work on. */
  async close(): Promise<void> {
    await Promise.all(this.#threads.map(async (thread) => await thread?.close()));
  }

  /** The thread with the fewest shards. */
  #idlest(): ShardThread {
    const loads = this.#threads.map((thread) => (thread?.isLost === false ? thread.load : 0));
    const seat = loads.indexOf(Math.min(...loads));
    const there = this.#threads[seat];
    if (there?.isLost === false) return there;
    const { entry, databaseUrl, silenceSeconds, warn } = this.#options;
    const orders: ShardOrders = { databaseUrl, silenceSeconds };
    const started: ShardThread = new WorkThread({ entry, orders, warn });
    this.#threads[seat] = started;
    return started;
  }
}

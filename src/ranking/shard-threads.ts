import type { Worker } from 'node:worker_threads';
import { withDeadline } from '../domain/with-deadline.ts';
import type { QueueMessage } from '../flows/ports/queue.ts';
import type { ShardHands, ShardInput, ShardOutcome } from '../flows/ports/shard-hands.ts';
import { errorOf, rankingUnavailable, ThreadLost } from './failures.ts';
import type { FromShardThread, ShardOrders, ToShardThread } from './shard-messages.ts';
import { startThread } from './start-thread.ts';

/** How long a thread may take to let go of the database. */
const CLOSE_MS = 2_000;

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
    const { outcome, rings } = await this.#idlest().run(input);
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
    const started = new ShardThread(this.#options);
    this.#threads[seat] = started;
    return started;
  }
}

type Done = Extract<FromShardThread, { kind: 'done' }>;

interface Waiting {
  resolve(done: Done): void;
  reject(error: unknown): void;
}

/** One thread and the shards that it has in hand. */
class ShardThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #shards = 0;
  #isLost = false;
  #letGo = (): void => undefined;

  constructor({ entry, databaseUrl, silenceSeconds, warn }: ShardThreadsOptions) {
    this.#worker = startThread(entry, { databaseUrl, silenceSeconds } satisfies ShardOrders);
    this.#worker.on('message', (message: FromShardThread) => {
      if (message.kind === 'warned') warn(message.fields, message.message);
      if (message.kind === 'closed') this.#letGo();
      if (message.kind === 'done') this.#settle(message);
    });
    this.#worker.on('error', (error) => this.#lose(error));
    this.#worker.on('exit', (code) => this.#lose(new ThreadLost(`exit ${code}`)));
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  get load(): number {
    return this.#waiting.size;
  }

  /** @throws AppError `RANKING_UNAVAILABLE` when the thread ends first. */
  async run(input: ShardInput): Promise<Done> {
    const number = (this.#shards += 1);
    return await new Promise<Done>((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      this.#tell({ kind: 'shard', number, input });
    });
  }

  async close(): Promise<void> {
    if (!this.#isLost) {
      const closed = new Promise<void>((resolve) => {
        this.#letGo = resolve;
      });
      this.#tell({ kind: 'close' });
      await withDeadline(closed, CLOSE_MS, rankingUnavailable).catch(() => undefined);
    }
    await this.#worker.terminate();
  }

  #tell(message: ToShardThread): void {
    this.#worker.postMessage(message, []);
  }

  #settle(done: Done): void {
    const waiting = this.#waiting.get(done.number);
    this.#waiting.delete(done.number);
    waiting?.resolve(done);
  }

  #lose(error: unknown): void {
    this.#isLost = true;
    const lost = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const waiting of lost) waiting.reject(rankingUnavailable(error));
    this.#letGo();
  }
}

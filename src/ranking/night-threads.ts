import type { Worker } from 'node:worker_threads';
import { withDeadline } from '../domain/with-deadline.ts';
import type { CrewWork, NightCrew } from '../flows/ports/night-crew.ts';
import { errorOf, rankingUnavailable } from './failures.ts';
import { postedInput, type FromNightThread, type ToNightThread } from './night-messages.ts';
import { startThread } from './start-thread.ts';

/** Groups that a thread has under way: while one is ranked, another is read or written. */
const GROUPS_A_THREAD = 2;
/** How long a thread may take to let go of the database. */
const CLOSE_MS = 2_000;

export interface NightThreadsOptions {
  /** The module that threads run; it calls `serveNight`. */
  readonly entry: URL;
  readonly databaseUrl: string;
  readonly threads: number;
  readonly warn: (fields: object, message: string) => void;
}

/** Threads that rank and store groups of shards, each with connections of its own; the columns of the openings are in shared memory. */
export class NightThreads implements NightCrew {
  readonly size: number;
  readonly #threads: NightThread[];

  constructor(options: NightThreadsOptions) {
    this.size = options.threads;
    this.#threads = Array.from({ length: options.threads }, () => new NightThread(options));
  }

  async work({ run, input, groups, worker, refused }: CrewWork): Promise<void> {
    const posted = postedInput(input, ({ id }) => refused.has(id));
    const left = groups.values();
    for (const thread of this.#threads) thread.tell({ kind: 'begin', run, worker, input: posted });
    // By turns: every thread has a group before one has two.
    const hands = Array.from({ length: GROUPS_A_THREAD }, () => this.#threads)
      .flat()
      .map(async (thread) => {
        for (const shards of left) await thread.work(shards);
      });
    const ended = await Promise.allSettled(hands);
    for (const thread of this.#threads) thread.tell({ kind: 'end' });
    // Every hand ends before an error is told: none may go on unseen.
    for (const hand of ended) if (hand.status === 'rejected') throw hand.reason;
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map(async (thread) => await thread.close()));
  }
}

interface Waiting {
  resolve(): void;
  reject(error: unknown): void;
}

/** One thread and the groups that it has in hand. */
class NightThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #groups = 0;
  #lost: unknown = null;
  #letGo = (): void => undefined;

  constructor({ entry, databaseUrl, warn }: NightThreadsOptions) {
    this.#worker = startThread(entry, { databaseUrl });
    this.#worker.on('message', (message: FromNightThread) => {
      if (message.kind === 'warned') warn(message.fields, message.message);
      if (message.kind === 'closed') this.#letGo();
      if (message.kind === 'done') this.#settle(message);
    });
    this.#worker.on('error', (error) => this.#lose(error));
    this.#worker.on('exit', (code) => this.#lose(new Error(`a thread of the night ended with ${code}`)));
  }

  /** @throws what broke the group; AppError `RANKING_UNAVAILABLE` when the thread ends first. */
  async work(shards: readonly number[]): Promise<void> {
    if (this.#lost !== null) throw rankingUnavailable(this.#lost);
    const number = (this.#groups += 1);
    await new Promise<void>((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      this.tell({ kind: 'group', number, shards });
    });
  }

  tell(message: ToNightThread): void {
    if (this.#lost === null) this.#worker.postMessage(message, []);
  }

  async close(): Promise<void> {
    if (this.#lost === null) {
      const closed = new Promise<void>((resolve) => {
        this.#letGo = resolve;
      });
      this.tell({ kind: 'close' });
      await withDeadline(closed, CLOSE_MS, rankingUnavailable).catch(() => undefined);
    }
    await this.#worker.terminate();
  }

  #settle({ number, failure }: Extract<FromNightThread, { kind: 'done' }>): void {
    const waiting = this.#waiting.get(number);
    this.#waiting.delete(number);
    if (failure === undefined) waiting?.resolve();
    else waiting?.reject(errorOf(failure));
  }

  #lose(error: unknown): void {
    this.#lost ??= error;
    const lost = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const waiting of lost) waiting.reject(rankingUnavailable(error));
    this.#letGo();
  }
}

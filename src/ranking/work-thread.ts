import type { Worker } from 'node:worker_threads';
import { withDeadline } from '../domain/with-deadline.ts';
import { rankingUnavailable, ThreadLost } from './failures.ts';
import { startThread } from './start-thread.ts';

/** How long a thread may take to let go of the database. */
const CLOSE_MS = 2_000;

interface Numbered {
  readonly kind: 'done';
  readonly number: number;
}

/** What such a thread is told. */
export type ToWorkThread<To> = To | { readonly kind: 'close' };

/** What it says. */
export type FromWorkThread<Done extends Numbered> =
  | Done
  | { readonly kind: 'warned'; readonly fields: object; readonly message: string }
  | { readonly kind: 'closed' };

interface WorkThreadOptions {
  /** The module that the thread runs. */
  readonly entry: URL;
  readonly orders: object;
  readonly warn: (fields: object, message: string) => void;
}

interface Waiting<Done> {
  resolve(done: Done): void;
  reject(error: unknown): void;
}

/** A thread that works over connections of its own, and the pieces of work that it has in hand. */
export class WorkThread<To extends object, Done extends Numbered> {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting<Done>>();
  #pieces = 0;
  #lost: unknown = null;
  #letGo = (): void => undefined;

  constructor({ entry, orders, warn }: WorkThreadOptions) {
    this.#worker = startThread(entry, orders);
    this.#worker.on('message', (message: FromWorkThread<Done>) => {
      if (message.kind === 'warned') warn(message.fields, message.message);
      else if (message.kind === 'closed') this.#letGo();
      else this.#settle(message);
    });
    this.#worker.on('error', (error) => this.#lose(error));
    this.#worker.on('exit', (code) => this.#lose(new ThreadLost(`exit ${code}`)));
  }

  get isLost(): boolean {
    return this.#lost !== null;
  }

  /** How many pieces of work it has in hand. */
  get load(): number {
    return this.#waiting.size;
  }

  /**
   * Posts a piece of work, which carries its number.
   * @returns how it was done.
   * @throws AppError `RANKING_UNAVAILABLE` when the thread ends first.
   */
  async work(piece: (number: number) => To): Promise<Done> {
    if (this.#lost !== null) throw rankingUnavailable(this.#lost);
    const number = (this.#pieces += 1);
    return await new Promise<Done>((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      this.tell(piece(number));
    });
  }

  /** Tells it something that has no answer. */
  tell(message: ToWorkThread<To>): void {
    if (this.#lost === null) this.#worker.postMessage(message, []);
  }

  /** Waits until it has let go of the database, and ends it. */
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

  #settle(done: Done): void {
    const waiting = this.#waiting.get(done.number);
    this.#waiting.delete(done.number);
    waiting?.resolve(done);
  }

  #lose(error: unknown): void {
    this.#lost ??= error;
    const lost = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const waiting of lost) waiting.reject(rankingUnavailable(error));
    this.#letGo();
  }
}

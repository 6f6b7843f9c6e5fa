import type { Transferable, Worker } from 'node:worker_threads';
import { errorOf, rankingUnavailable, ThreadLost } from './failures.ts';
import type { Ask, FromThread, ToThread } from './messages.ts';
import type { ThreadOrders } from './serve-thread.ts';
import { startThread } from './start-thread.ts';

/** Asks that one thread has not answered; more are refused, so that a crowd cannot fill the memory. */
const MOST_ASKS = 2_000;

interface LinkOptions {
  /** The module that a thread runs. */
  readonly entry: URL;
  readonly orders: ThreadOrders;
  readonly onMessage: (message: FromThread) => void;
  /** Called once, when the thread has ended without being told to. */
  readonly onLost: (error: unknown) => void;
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

/** One thread, and what it was asked. */
export class ThreadLink {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #asks = 0;
  #isEnded = false;

  constructor({ entry, orders, onMessage, onLost }: LinkOptions) {
    this.#worker = startThread(entry, orders);
    const lose = (error: unknown): void => {
      if (this.#isEnded) return;
      this.#end();
      onLost(error);
    };
    this.#worker.on('message', (message: FromThread) => {
      if (message.kind === 'answer') this.#settle(message);
      else onMessage(message);
    });
    this.#worker.on('error', lose);
    this.#worker.on('exit', (code) => lose(new ThreadLost(`exit ${code}`)));
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** How many asks wait for an answer. */
  get load(): number {
    return this.#waiting.size;
  }

  /** @throws ThreadLost when the thread ends first, AppError `RANKING_UNAVAILABLE` when it is asked too much. */
  async ask(ask: Ask): Promise<unknown> {
    if (this.#isEnded) throw new ThreadLost('ended');
    if (this.#waiting.size >= MOST_ASKS) throw rankingUnavailable();
    const number = (this.#asks += 1);
    return await new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      this.#worker.postMessage({ kind: 'ask', number, ask } satisfies ToThread, []);
    });
  }

  /** Tells the thread something that has no answer. */
  tell(message: ToThread, transfer: readonly Transferable[] = []): void {
    if (!this.#isEnded) this.#worker.postMessage(message, transfer);
  }

  /** Ends the thread; `onLost` is not called. */
  async end(): Promise<void> {
    this.#end();
    await this.#worker.terminate();
  }

  #end(): void {
    this.#isEnded = true;
    const lost = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const waiting of lost) waiting.reject(new ThreadLost('ended'));
  }

  #settle({ number, result, failure }: Extract<FromThread, { kind: 'answer' }>): void {
    const waiting = this.#waiting.get(number);
    this.#waiting.delete(number);
    if (failure === undefined) waiting?.resolve(result);
    else waiting?.reject(errorOf(failure));
  }
}

import type { Worker } from 'node:worker_threads';
import { startThread } from '../../../src/ranking/start-thread.ts';
import type { BenchWork, ResultOf } from './bench-work.ts';

/** A thread that does one piece of work at a time. */
export class BenchThread {
  readonly #worker: Worker;

  constructor() {
    this.#worker = startThread(new URL('../bench-thread.ts', import.meta.url), {});
    // One listener for each piece of work comes and goes.
    this.#worker.setMaxListeners(0);
  }

  /** @throws whatever ended the thread. */
  async ask<Work extends BenchWork>(work: Work): Promise<ResultOf<Work['kind']>> {
    return await new Promise((resolve, reject) => {
      const done = (result: ResultOf<Work['kind']>): void => {
        this.#worker.off('error', reject);
        resolve(result);
      };
      this.#worker.once('error', reject);
      this.#worker.once('message', done);
      this.#worker.postMessage(work, []);
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}

/** Starts threads, and returns when all of them have answered. */
export async function startThreads(count: number): Promise<readonly BenchThread[]> {
  const threads = Array.from({ length: count }, () => new BenchThread());
  await Promise.all(threads.map(async (thread) => await thread.ask({ kind: 'spin', rounds: 1 })));
  return threads;
}

import { say } from '../../src/domain/bilingual.ts';
import { AppError } from '../../src/domain/errors.ts';
import type { JobQueue, QueueMessage, Schedule } from '../../src/flows/ports/queue.ts';

/** A queue in memory for tests of flows: keeps the promises of the port, without a clock. */
export interface FakeQueue extends JobQueue {
  /** Messages that wait, oldest first. */
  readonly waiting: readonly QueueMessage[];
  /** Every message that `ring` took, also those that were there already. */
  readonly rung: readonly QueueMessage[];
  /** While true, every question rejects with `unavailable`. */
  isAway: boolean;
  /** Forgets all jobs and the timetable, as FLUSHALL does. */
  flush(): void;
}

/** Tries of a message before it is dropped, and milliseconds between them. */
const ATTEMPTS = 3;
const BACKOFF_MS = 5;

type Handler = (message: QueueMessage) => Promise<void>;

export function fakeQueue(): FakeQueue {
  return new MemoryQueue();
}

class MemoryQueue implements FakeQueue {
  isAway = false;
  readonly rung: QueueMessage[] = [];
  #waiting = new Map<string, QueueMessage>();
  readonly #running = new Map<string, Promise<void>>();
  #schedules: readonly Schedule[] = [];
  #handler: Handler | undefined;
  #concurrency = 0;
  #isClosed = false;

  get waiting(): readonly QueueMessage[] {
    return [...this.#waiting.values()];
  }

  async ring(messages: readonly QueueMessage[]): Promise<void> {
    this.#mustBeThere();
    this.rung.push(...messages);
    for (const message of messages) {
      const id = JSON.stringify(message);
      if (!this.#running.has(id) && !this.#waiting.has(id)) this.#waiting.set(id, message);
    }
    setImmediate(() => this.#pump());
  }

  work(handler: Handler, options: { readonly concurrency: number }): void {
    this.#handler = handler;
    this.#concurrency = options.concurrency;
    setImmediate(() => this.#pump());
  }

  async assertTimetable(schedules: readonly Schedule[]): Promise<void> {
    this.#mustBeThere();
    this.#schedules = [...schedules];
  }

  async timetable(): Promise<readonly Schedule[]> {
    this.#mustBeThere();
    return this.#schedules;
  }

  async ping(): Promise<string> {
    this.#mustBeThere();
    return 'redis in memory';
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#running.values());
  }

  flush(): void {
    this.#waiting = new Map();
    this.#schedules = [];
  }

  #mustBeThere(): void {
    if (!this.isAway && !this.#isClosed) return;
    throw new AppError({
      kind: 'unavailable',
      code: 'QUEUE_UNAVAILABLE',
      message: say('队列服务没有响应。', 'The queue does not answer.'),
    });
  }

  #pump(): void {
    if (this.#handler === undefined || this.#isClosed) return;
    for (const [id, message] of this.#waiting) {
      if (this.#running.size >= this.#concurrency) return;
      this.#waiting.delete(id);
      const run = this.#attempt(message, this.#handler).finally(() => {
        this.#running.delete(id);
        this.#pump();
      });
      this.#running.set(id, run);
    }
  }

  async #attempt(message: QueueMessage, handler: Handler): Promise<void> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        await handler(message);
        return;
      } catch {
        if (this.#isClosed) return;
        await new Promise((resolve) => setTimeout(resolve, BACKOFF_MS));
      }
    }
  }
}

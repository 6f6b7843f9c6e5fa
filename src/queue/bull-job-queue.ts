import Bull, { type Job, type Queue } from 'bull';
import type { JobQueue, QueueMessage, Schedule } from '../flows/ports/queue.ts';
import { withDeadline } from '../domain/with-deadline.ts';
import { throttleErrors } from './error-throttle.ts';
import { messageId, messageOfId } from './message-id.ts';
import { letGoFarDelayed } from './far-delayed.ts';
import { queueUnavailable } from './queue-errors.ts';
import { MAX_STALLED_COUNT, type QueueTiming } from './queue-timing.ts';
import { RedisConnections, whenReady } from './redis-connections.ts';
import { serverVersion } from './redis-flavor.ts';
import { assertTimetable, readTimetable, TICK, type Payload } from './timetable.ts';

interface BullJobQueueInput {
  readonly redisUrl: string;
  readonly name: string;
  readonly prefix: string;
  readonly timing: QueueTiming;
  readonly onError: (error: Error) => void;
}

/** Name of the jobs that `ring` makes. */
const RING = 'ring';

/** Rings sent at once. Small, so that a chunk is answered well within the deadline by js-redis-server too (500 jobs/s). */
const RING_CHUNK = 100;

/** `JobQueue` on Bull. Redis holds ids only, and losing all of it loses nothing: see "Truth lives in PostgreSQL". */
export class BullJobQueue implements JobQueue {
  readonly #timing: QueueTiming;
  readonly #onError: (error: Error) => void;
  readonly #connections: RedisConnections;
  readonly #bull: Queue<Payload>;
  #closing: Promise<void> | undefined;

  constructor(input: BullJobQueueInput) {
    this.#timing = input.timing;
    this.#onError = input.onError;
    // Bull repeats the errors of its connections as its own.
    this.#connections = new RedisConnections(input.redisUrl, () => undefined);
    this.#bull = new Bull<Payload>(input.name, {
      prefix: input.prefix,
      createClient: (role) => this.#connections.get(role),
      settings: bullSettings(input.timing),
      defaultJobOptions: {
        attempts: input.timing.attempts,
        backoff: { type: 'exponential', delay: input.timing.backoffMs },
        // A job that is over must not block the next ring of its message.
        removeOnComplete: true,
        removeOnFail: true,
      },
    });
    this.#bull.on('error', throttleErrors(input.onError));
    // Bull would name the worker's connection, and ends the process when that connection closes meanwhile.
    this.#bull.setWorkerName = () => Promise.resolve();
  }

  async ring(messages: readonly QueueMessage[]): Promise<void> {
    const ids = [...new Set(messages.map(messageId))];
    for (let start = 0; start < ids.length; start += RING_CHUNK) {
      const chunk = ids.slice(start, start + RING_CHUNK);
      await this.#ask(() =>
        Promise.all(chunk.map((id) => this.#bull.add(RING, { message: id }, { jobId: id }))),
      );
    }
  }

  work(handler: (message: QueueMessage) => Promise<void>, options: { readonly concurrency: number }): void {
    this.#start(handler, options.concurrency).catch((error: unknown) => {
      if (this.#closing === undefined) this.#onError(asError(error));
    });
  }

  async assertTimetable(schedules: readonly Schedule[]): Promise<void> {
    await this.#ask(async () => {
      await assertTimetable(this.#bull, schedules);
      await letGoFarDelayed(this.#bull);
    });
  }

  async timetable(): Promise<readonly Schedule[]> {
    return this.#ask(() => readTimetable(this.#bull));
  }

  async ping(): Promise<string> {
    return serverVersion(await this.#ask(() => this.#connections.get('client').info('server')));
  }

  async close(): Promise<void> {
    this.#closing ??= this.#drain();
    return this.#closing;
  }

  /** Takes work once every connection is there: Bull gives up for good when one of them fails while it starts. */
  async #start(handler: (message: QueueMessage) => Promise<void>, concurrency: number): Promise<void> {
    const roles = ['client', 'subscriber'] as const;
    await Promise.all(roles.map((role) => whenReady(this.#connections.get(role))));
    if (this.#closing !== undefined) return;
    await this.#bull.process('*', concurrency, (job: Job<Payload>) => this.#take(job, handler));
  }

  /** Runs one job. Bull keeps the message of an error in Redis, where nothing but ids belongs: it gets the name only. */
  async #take(job: Job<Payload>, handler: (message: QueueMessage) => Promise<void>): Promise<void> {
    try {
      const message = messageOfId(job.data.message);
      // Tried again with back-off, so that a newer program beside this one can take it.
      if (message === null) throw new Error('A job carries no message that this version knows.');
      // A tick rings, so that a message which still waits or runs is not handled twice at once.
      await (job.name === TICK ? this.ring([message]) : handler(message));
    } catch (error) {
      this.#onError(asError(error));
      throw new Error(asError(error).name, { cause: error });
    }
  }

  /** Sends a question to Redis; rejects with `unavailable` unless it is answered in time. */
  async #ask<Answer>(question: () => Promise<Answer>): Promise<Answer> {
    const given = new AbortController();
    const answer = whenReady(this.#connections.get('client'), given.signal).then(question);
    try {
      return await withDeadline(answer, this.#timing.answerMs, () => new Error('No answer in time.'));
    } catch (error) {
      throw queueUnavailable(error);
    } finally {
      given.abort();
    }
  }

  async #drain(): Promise<void> {
    const closed = this.#bull.close();
    try {
      await withDeadline(
        closed,
        this.#timing.drainMs,
        () => new Error('Handlers still ran when the queue was closed.'),
      );
    } catch (error) {
      this.#onError(asError(error));
    } finally {
      this.#connections.close();
    }
  }
}

function bullSettings(timing: QueueTiming): Bull.AdvancedSettings {
  return {
    lockDuration: timing.lockMs,
    lockRenewTime: timing.lockRenewMs,
    stalledInterval: timing.stalledCheckMs,
    maxStalledCount: MAX_STALLED_COUNT,
    retryProcessDelay: timing.retryProcessMs,
  };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

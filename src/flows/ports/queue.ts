import type { RunId } from '../../domain/ids.ts';

/** Messages that ring the bell: ids only. Truth is in PostgreSQL; a lost message is rung again by the sweeper. */
export type QueueMessage =
  | {
      readonly kind: 'shard';
      readonly runId: RunId;
      readonly shard: number;
      /** Of a shard that a worker was lost with: how often it was taken. Its message is another one than that of the lost worker. */
      readonly turn?: number;
    }
  | { readonly kind: 'publish'; readonly runId: RunId }
  | { readonly kind: 'nightly' }
  | { readonly kind: 'sweep' }
  | { readonly kind: 'outbox' }
  | { readonly kind: 'rekey' }
  | { readonly kind: 'retention' };

/** One row of the timetable. */
export interface Schedule {
  readonly message: QueueMessage;
  /** Cron in UTC. */
  readonly cron: string;
}

export interface JobQueue {
  /** Rings once per message: the same message while it waits or runs is one job. */
  ring(messages: readonly QueueMessage[]): Promise<void>;
  /** Starts taking messages; a handler that rejects is tried again with back-off. */
  work(handler: (message: QueueMessage) => Promise<void>, options: { readonly concurrency: number }): void;
  /**
   * Makes the repeatable jobs exactly these; may be called again at any time. Messages that a host with a wrong clock put off for
   * hours are let go as well.
   */
  assertTimetable(schedules: readonly Schedule[]): Promise<void>;
  timetable(): Promise<readonly Schedule[]>;
  /** `redis 7.2.4`, or throws `unavailable`. */
  ping(): Promise<string>;
  /** Stops taking messages, waits for running handlers, closes connections. */
  close(): Promise<void>;
}

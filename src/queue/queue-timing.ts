/** How patient the queue is; tests shorten it. */
export interface QueueTiming {
  /** How long a job stays locked without a sign of life from its worker. */
  readonly lockMs: number;
  /** How often a worker gives that sign. */
  readonly lockRenewMs: number;
  /** How often workers look for jobs whose lock ran out. */
  readonly stalledCheckMs: number;
  /** How often a message is tried before it is dropped; the sweeper rings for what still has to be done. */
  readonly attempts: number;
  /** The n-th retry waits (2^n − 1) times this long. */
  readonly backoffMs: number;
  /** How long a worker waits after an error of Redis before it asks for work again. */
  readonly retryProcessMs: number;
  /** The longest that `ring`, `ping` and the timetable wait for Redis. */
  readonly answerMs: number;
  /** The longest that `close` waits for running handlers. */
  readonly drainMs: number;
}

/**
 * Locks for workers that count as dead after so many seconds without a sign of life. Far above any pause of the event loop, so that a
 * job is not run twice; a killed worker's job is back after it, and PostgreSQL's lease keeps the shard from being stored twice meanwhile.
 */
export function timingOfSilence(
  seconds: number,
): Pick<QueueTiming, 'lockMs' | 'lockRenewMs' | 'stalledCheckMs'> {
  const lockMs = seconds * 1_000;
  // Five chances to renew before the lock runs out.
  return { lockMs, lockRenewMs: Math.round(lockMs / 6), stalledCheckMs: Math.round(lockMs / 3) };
}

/** What the programs use where no setting says otherwise. */
export const DEFAULT_TIMING: QueueTiming = {
  ...timingOfSilence(30),
  // 2, 6, 14, 30 seconds: rides out a restart of the database within a minute.
  attempts: 5,
  backoffMs: 2_000,
  retryProcessMs: 1_000,
  // The API promises an answer within 2 s when Redis is away; half a second is left for everything else.
  answerMs: 1_500,
  // A shard takes seconds; container platforms kill after 30 s.
  drainMs: 25_000,
};

/**
 * How often a job may come back from a dead worker. Bull's default, 1, fails a job for good at the second kill whatever `attempts`
 * says; how often a shard may be tried is decided by its lease in PostgreSQL, not here.
 */
export const MAX_STALLED_COUNT = 100;

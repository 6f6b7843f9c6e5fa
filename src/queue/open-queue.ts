import type { JobQueue } from '../flows/ports/queue.ts';
import { BullJobQueue } from './bull-job-queue.ts';
import { redisUrlInvalid } from './queue-errors.ts';
import { DEFAULT_TIMING, type QueueTiming } from './queue-timing.ts';

/** What `openQueue` needs; everything but the address has a default. */
export interface OpenQueueOptions {
  /** `redis://` or `rediss://`; the server may be Redis, Valkey or js-redis-server, in this process or another. */
  readonly redisUrl: string;
  readonly name?: string;
  /** Put before every key; the braces keep all keys in one slot of a Redis Cluster. */
  readonly prefix?: string;
  readonly timing?: Partial<QueueTiming>;
  /** Told of every error of the connection or of a handler; an outage that lasts is told once a minute. */
  readonly onError?: (error: Error) => void;
}

/**
 * Opens the queue. Does not wait for Redis: while it is away every question rejects with `unavailable` within two seconds, and all
 * goes on when it is back.
 * @throws AppError `REDIS_URL_INVALID`.
 */
export async function openQueue(options: OpenQueueOptions): Promise<JobQueue> {
  if (!isRedisUrl(options.redisUrl)) throw redisUrlInvalid();
  return new BullJobQueue({
    redisUrl: options.redisUrl,
    name: options.name ?? 'bell',
    prefix: options.prefix ?? '{longqiao}',
    timing: { ...DEFAULT_TIMING, ...options.timing },
    onError: options.onError ?? (() => undefined),
  });
}

function isRedisUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && ['redis:', 'rediss:'].includes(url.protocol) && url.hostname !== '';
}

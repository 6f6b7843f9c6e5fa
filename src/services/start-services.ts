import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.ts';
import { startEmbeddedRedis, type EmbeddedRedis } from './embedded-redis.ts';
import { withFileLock } from './file-lock.ts';
import { prepareHomeDirectory } from './home-directory.ts';
import { ownIdentity } from './process-identity.ts';
import { withRedis } from './redis-control.ts';
import { readLiveServices, readServices, removeOwnServices, writeServices } from './services-file.ts';

/** PostgreSQL and Redis that answer, wherever they run. */
export interface Services {
  /** With a password: a secret. */
  readonly databaseUrl: string;
  /** With a password: a secret. */
  readonly redisUrl: string;
  /** Whether this process started at least one of them and must stop it. */
  readonly owned: boolean;
  /** One line for people, without secrets. */
  describe(): string;
  /** Stops what this process started. Safe to call twice. */
  stop(): Promise<void>;
}

export interface StartServicesOptions {
  /** LONGQIAO_HOME. */
  readonly directory: string;
  /** A PostgreSQL of one's own; none is started then. */
  readonly databaseUrl?: string | undefined;
  /** A Redis of one's own; none is started then. */
  readonly redisUrl?: string | undefined;
}

/** The name of the database on an embedded server. */
const DATABASE = 'longqiao';
/** Longer than the slowest start of both servers, which another process may be doing. */
const LOCK_TIMEOUT_MS = 150_000;
/** An orphan writes what it holds and goes within this time. */
const ORPHAN_TIMEOUT_MS = 15_000;
const ORPHAN_POLL_MS = 20;

/**
 * Gives running services: those named by the options, those another process of the same home runs, or new ones that
 * this process owns. Of several simultaneous calls one starts them and the others attach. Must be called on the
 * main thread.
 *
 * @throws AppError: the home is not ours (`forbidden`), or a server does not come up (`unavailable`).
 */
export async function startServices(options: StartServicesOptions): Promise<Services> {
  const { databaseUrl, redisUrl } = options;
  if (databaseUrl !== undefined && redisUrl !== undefined) {
    return attached(databaseUrl, redisUrl, 'DATABASE_URL and REDIS_URL');
  }
  const directory = path.resolve(options.directory);
  prepareHomeDirectory(directory);
  return withFileLock(path.join(directory, 'services.lock'), LOCK_TIMEOUT_MS, async () => {
    const live = readLiveServices(directory);
    if (live !== null) {
      return attached(
        databaseUrl ?? live.databaseUrl,
        redisUrl ?? live.redisUrl,
        `process ${live.owner.pid}`,
      );
    }
    return own(directory, options);
  });
}

async function own(directory: string, options: StartServicesOptions): Promise<Services> {
  await endOrphanRedis(directory);
  const [postgres, redis] = await startBoth(directory, options);
  const databaseUrl = options.databaseUrl ?? postgres?.url ?? '';
  const redisUrl = options.redisUrl ?? redis?.url ?? '';
  const ownsRedis = redis !== null && redis.pid !== null;
  writeServices(directory, { owner: ownIdentity(), databaseUrl, redisUrl, ownsRedis });
  return {
    databaseUrl,
    redisUrl,
    owned: true,
    describe: () => describeOwned(postgres, redis),
    stop: async () => {
      removeOwnServices(directory);
      await Promise.all([postgres?.stop(), redis?.stop()]);
    },
  };
}

/** When one fails the other is stopped again. */
async function startBoth(
  directory: string,
  options: StartServicesOptions,
): Promise<readonly [EmbeddedPostgres | null, EmbeddedRedis | null]> {
  const durability = 'durable';
  const [postgres, redis] = await Promise.allSettled([
    options.databaseUrl === undefined
      ? startEmbeddedPostgres({ directory, database: DATABASE, durability })
      : null,
    options.redisUrl === undefined ? startEmbeddedRedis({ directory, durability }) : null,
  ]);
  if (postgres.status === 'fulfilled' && redis.status === 'fulfilled') return [postgres.value, redis.value];
  if (postgres.status === 'fulfilled') await postgres.value?.stop();
  if (redis.status === 'fulfilled') await redis.value?.stop();
  throw postgres.status === 'rejected' ? postgres.reason : redis.status === 'rejected' ? redis.reason : null;
}

/**
 * Two Redis servers on one append-only file would spoil it. After a kill of its owner a Redis ends by itself within
 * moments; where the system cannot tie it to its parent it is told to.
 */
async function endOrphanRedis(directory: string): Promise<void> {
  const stale = readServices(directory);
  if (stale === null || !stale.ownsRedis) return;
  const deadline = Date.now() + ORPHAN_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (!(await stillAnswers(stale.redisUrl))) return;
    await withRedis(stale.redisUrl, (client) => client.shutdown('NOSAVE')).catch(() => undefined);
    await sleep(ORPHAN_POLL_MS);
  }
}

/** It takes our password, so it is ours. */
function stillAnswers(url: string): Promise<boolean> {
  return withRedis(url, (client) => client.ping()).then(
    () => true,
    () => false,
  );
}

function attached(databaseUrl: string, redisUrl: string, source: string): Services {
  return {
    databaseUrl,
    redisUrl,
    owned: false,
    describe: () => `PostgreSQL ${addressOf(databaseUrl)}, Redis ${addressOf(redisUrl)} (${source})`,
    stop: () => Promise.resolve(),
  };
}

function describeOwned(postgres: EmbeddedPostgres | null, redis: EmbeddedRedis | null): string {
  const parts = [
    postgres === null
      ? 'PostgreSQL of DATABASE_URL'
      : `PostgreSQL ${addressOf(postgres.url)} (${postgres.mode})`,
    redis === null ? 'Redis of REDIS_URL' : `${redis.program} ${addressOf(redis.url)}`,
  ];
  return parts.join(', ');
}

function addressOf(url: string): string {
  return new URL(url).host;
}

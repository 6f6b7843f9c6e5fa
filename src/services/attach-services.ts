import { AppError } from '../domain/errors.ts';
import { assertHomeIsOurs } from './home-directory.ts';
import { readLiveServices, type ServicesRecord } from './services-file.ts';

export interface AttachServicesOptions {
  /** LONGQIAO_HOME. */
  readonly directory: string;
  /** A PostgreSQL of one's own. */
  readonly databaseUrl?: string | undefined;
  /** A Redis of one's own. */
  readonly redisUrl?: string | undefined;
}

/**
 * Where PostgreSQL is: as the options say, else as the running owner of the home wrote it down. Starts nothing and
 * connects to nothing.
 *
 * @throws AppError `SERVICES_NOT_RUNNING` of kind `unavailable`, `HOME_NOT_OURS`.
 */
export function findDatabaseUrl(options: AttachServicesOptions): string {
  return options.databaseUrl ?? findLive(options.directory, 'DATABASE_URL').databaseUrl;
}

/** Where Redis is; as `findDatabaseUrl`. */
export function findRedisUrl(options: AttachServicesOptions): string {
  return options.redisUrl ?? findLive(options.directory, 'REDIS_URL').redisUrl;
}

/** Where both are. */
export function attachServices(options: AttachServicesOptions): {
  readonly databaseUrl: string;
  readonly redisUrl: string;
} {
  return { databaseUrl: findDatabaseUrl(options), redisUrl: findRedisUrl(options) };
}

function findLive(directory: string, variable: 'DATABASE_URL' | 'REDIS_URL'): ServicesRecord {
  assertHomeIsOurs(directory);
  const live = readLiveServices(directory);
  if (live === null) throw notRunning(variable);
  return live;
}

function notRunning(variable: 'DATABASE_URL' | 'REDIS_URL'): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'SERVICES_NOT_RUNNING',
    message: {
      zh: `没有正在运行的 PostgreSQL 和 Redis，也没有设置 ${variable}。`,
      en: `No PostgreSQL and Redis are running here, and ${variable} is not set.`,
    },
    remedy: {
      zh: '请先运行 ./scripts/demo，或设置 DATABASE_URL 和 REDIS_URL。',
      en: 'Run ./scripts/demo, or set DATABASE_URL and REDIS_URL.',
    },
  });
}

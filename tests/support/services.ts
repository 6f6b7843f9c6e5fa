/**
 * Vitest's global setup: one PostgreSQL and one Redis for the whole test run, in a folder that goes with it. Test
 * files get the addresses through `inject('databaseUrl')` and `inject('redisUrl')`; see database.ts and redis.ts
 * for a database and a key prefix of one's own.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../src/services/embedded-postgres.ts';
import { startEmbeddedRedis } from '../../src/services/embedded-redis.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** PostgreSQL's maintenance database; never write into it. */
    databaseUrl: string;
    redisUrl: string;
    /** The program behind `redisUrl`. */
    redisProgram: 'redis-server' | 'valkey-server' | 'js-redis-server';
  }
}

export default async function startTestServices(project: TestProject): Promise<() => Promise<void>> {
  const directory = mkdtempSync(path.join(tmpdir(), 'longqiao-test-'));
  const [postgres, redis] = await Promise.all([
    startEmbeddedPostgres({ directory, database: 'postgres', durability: 'throw_away' }),
    startEmbeddedRedis({ directory, durability: 'throw_away' }),
  ]);
  project.provide('databaseUrl', postgres.url);
  project.provide('redisUrl', redis.url);
  project.provide('redisProgram', redis.program);
  return async () => {
    await Promise.all([postgres.stop(), redis.stop()]);
    rmSync(directory, { recursive: true, force: true });
  };
}

import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { inject, expect, test } from 'vitest';
import { startEmbeddedRedis } from '../../src/services/embedded-redis.ts';
import { withClient } from '../../src/services/postgres-control.ts';
import { withRedis } from '../../src/services/redis-control.ts';

test('Chinese text has trigrams, and is ordered by bytes', async () => {
  const shown = await withClient(inject('databaseUrl'), async (client) => {
    await client.query('create extension if not exists pg_trgm');
    return client.query<{ trigrams: string[]; less: boolean }>(
      `select show_trgm('电焊工') as trigrams, 'B' < 'a' as less`,
    );
  });
  expect(shown.rows[0]?.trigrams).not.toEqual([]);
  expect(shown.rows[0]?.less).toBe(true);
});

test('js-redis-server answers other processes at its address where no Redis program is installed', async () => {
  const redis = await startEmbeddedRedis({ directory: tmpdir(), durability: 'durable', programs: [] });
  try {
    expect(redis).toMatchObject({ program: 'js-redis-server', pid: null });
    const program = `const { Redis } = await import('ioredis');
      const client = new Redis(${JSON.stringify(redis.url)});
      await client.rpush('jobs', 'one');
      client.disconnect();`;
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
    expect(await withRedis(redis.url, (client) => client.lrange('jobs', 0, -1))).toEqual(['one']);
    expect(new URL(redis.url).hostname).toBe('127.0.0.1');
  } finally {
    await redis.stop();
  }
});

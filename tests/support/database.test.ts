import { expect, test } from 'vitest';
import { withClient } from '../../src/services/postgres-control.ts';
import { createEmptyDatabase, openTestDatabase } from './database.ts';

test('each test database has every migration and is its own', async () => {
  const [one, other] = await Promise.all([openTestDatabase(), openTestDatabase()]);
  expect(one.url).not.toBe(other.url);
  const health = await one.health();
  expect(health.pendingMigrations).toBe(0);
  expect(health.appliedMigrations).toBeGreaterThan(0);
});

test('an empty database has no table', async () => {
  const url = await createEmptyDatabase();
  const tables = await withClient(url, (client) =>
    client.query(`select 1 from pg_tables where schemaname = 'public'`),
  );
  expect(tables.rowCount).toBe(0);
});

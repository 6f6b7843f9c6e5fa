import { describe, expect, it } from 'vitest';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/db/data-source-options.ts';
import { MIGRATIONS } from '../../src/db/migrations.ts';
import { openDatabase } from '../../src/db/open-database.ts';
import { createEmptyDatabase } from '../support/database.ts';
import { testCrypto } from './open-test-database.ts';

describe('migrations', () => {
  it('go up, all the way down to nothing, and up again', async () => {
    const url = await createEmptyDatabase();
    const source = await new DataSource(dataSourceOptions({ url, poolSize: 2 })).initialize();
    try {
      expect(await source.runMigrations()).toHaveLength(MIGRATIONS.length);
      for (const _ of MIGRATIONS) await source.undoLastMigration();
      expect(await leftovers(source)).toEqual([]);
      expect(await source.runMigrations()).toHaveLength(MIGRATIONS.length);
    } finally {
      await source.destroy();
    }
  });

  it('are applied once by processes that start together', async () => {
    const url = await createEmptyDatabase();
    const databases = await Promise.all(
      [1, 2, 3].map(async () => await openDatabase({ url, crypto: testCrypto(), poolSize: 3 })),
    );
    try {
      expect(await databases[0]!.health()).toMatchObject({
        appliedMigrations: 0,
        pendingMigrations: MIGRATIONS.length,
      });
      const applied = await Promise.all(databases.map(async (db) => await db.migrate()));
      expect(applied.toSorted((a, b) => a - b)).toEqual([0, 0, MIGRATIONS.length]);
      const health = await databases[1]!.health();
      expect(health).toMatchObject({ appliedMigrations: MIGRATIONS.length, pendingMigrations: 0 });
      expect(health.version).toMatch(/^\d+\.\d+/);
    } finally {
      await Promise.all(databases.map(async (db) => await db.close()));
    }
  });

  it('know every mapped column', async () => {
    const url = await createEmptyDatabase();
    const source = await new DataSource(dataSourceOptions({ url, poolSize: 2 })).initialize();
    try {
      await source.runMigrations();
      for (const entity of source.entityMetadatas) {
        const found = await source.getRepository(entity.target).find({ take: 1 });
        expect(found).toEqual([]);
      }
    } finally {
      await source.destroy();
    }
  });

  it('leave an audit log that refuses to be changed', async () => {
    const url = await createEmptyDatabase();
    const db = await openDatabase({ url, crypto: testCrypto() });
    const source = await new DataSource(dataSourceOptions({ url, poolSize: 1 })).initialize();
    try {
      await db.migrate();
      await db.stores.audit.add({ actor: 'a', action: 'b', subject: 'L1', purpose: null });
      for (const statement of [
        'update audit_log set actor = null',
        'delete from audit_log',
        'truncate audit_log',
      ]) {
        await expect(source.query(statement)).rejects.toThrow('the audit log only grows');
      }
      expect(await db.stores.audit.of('L1')).toHaveLength(1);
    } finally {
      await source.destroy();
      await db.close();
    }
  });
});

/** Tables, functions and types of ours that are still there; TypeORM's own table stays. */
async function leftovers(source: DataSource): Promise<string[]> {
  const rows: { name: string }[] = await source.query(
    `select relname::text as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v')
       and relname <> 'migration'
     union all
     select proname::text from pg_proc where pronamespace = 'public'::regnamespace`,
  );
  return rows.map((row) => row.name);
}

import { randomBytes } from 'node:crypto';
import { afterAll, inject } from 'vitest';
import { openDatabase } from '../../src/db/open-database.ts';
import { createPersonalCrypto, type PersonalCrypto } from '../../src/db/personal-crypto.ts';
import type { Database } from '../../src/flows/ports/database.ts';
import { createDatabaseUnlessThere, withClient } from '../../src/services/postgres-control.ts';

/** The name of the database that has every migration; new ones are copies of it. */
const TEMPLATE = 'migrated_template';
/** Any number: one process at a time makes the template or copies it. */
const TEMPLATE_LOCK = 629_999;

const names: string[] = [];
const opened: Database[] = [];

/** Crypto with fixed keys, so that two openings of one database read each other. */
function createTestCrypto(): PersonalCrypto {
  return createPersonalCrypto({
    keys: [{ id: 'test', key: Buffer.alloc(32, 7) }],
    hashKey: Buffer.alloc(32, 9),
  });
}

/** A new, migrated database of the test file's own, opened; it is closed and dropped after the file. */
export async function openTestDatabase(): Promise<Database & { readonly url: string }> {
  const url = await createMigratedDatabase();
  const database = await openDatabase({ url, crypto: createTestCrypto() });
  opened.push(database);
  return { ...database, url };
}

/** The URL of a new database with every migration: a copy of a template, about 0.1 s. Dropped after the test file. */
async function createMigratedDatabase(): Promise<string> {
  const name = newName();
  await withClient(inject('databaseUrl'), async (client) => {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const found = await client.query('select 1 from pg_database where datname = $1', [TEMPLATE]);
    if (found.rowCount === 0) {
      const draft = newName();
      await client.query(`create database ${draft}`);
      await migrate(urlOf(draft));
      await client.query(`alter database ${draft} rename to ${TEMPLATE}`);
    }
    // The lock goes with the connection.
    await client.query(`create database ${name} template ${TEMPLATE}`);
  });
  return urlOf(name);
}

/** The URL of a new database without any table. Dropped after the test file. */
export async function createEmptyDatabase(): Promise<string> {
  const url = urlOf(newName());
  await createDatabaseUnlessThere(url);
  return url;
}

async function migrate(url: string): Promise<void> {
  const database = await openDatabase({ url, crypto: createTestCrypto(), poolSize: 2 });
  try {
    await database.migrate();
  } finally {
    await database.close();
  }
}

function newName(): string {
  const name = `test_${randomBytes(6).toString('hex')}`;
  names.push(name);
  return name;
}

function urlOf(name: string): string {
  const url = new URL(inject('databaseUrl'));
  url.pathname = `/${name}`;
  return url.href;
}

afterAll(async () => {
  await Promise.all(opened.splice(0).map((database) => database.close()));
  if (names.length === 0) return;
  await withClient(inject('databaseUrl'), async (client) => {
    for (const name of names.splice(0)) {
      await client.query(`drop database if exists ${name} with (force)`);
    }
  });
});

import { createHash } from 'node:crypto';
import { afterAll } from 'vitest';
import { openDatabase } from '../../src/db/open-database.ts';
import { createPersonalCrypto, type PersonalCrypto } from '../../src/db/personal-crypto.ts';
import type { Database } from '../../src/flows/ports/database.ts';
import { createEmptyDatabase } from '../support/database.ts';

/** 32 bytes from a word: tests need keys, not secrets. */
export function testKey(word: string): Uint8Array {
  return createHash('sha256').update(word).digest();
}

/** The crypto of the tests: one key, `t1`. */
export function testCrypto(): PersonalCrypto {
  return createPersonalCrypto({ keys: [{ id: 't1', key: testKey('t1') }], hashKey: testKey('hash') });
}

/** A migrated database of the test file's own, closed and dropped after it. Call it in `beforeAll`. */
export async function openTestDatabase(): Promise<{ readonly db: Database; readonly url: string }> {
  const url = await createEmptyDatabase();
  const db = await openDatabase({ url, crypto: testCrypto() });
  opened.push(db);
  await db.migrate();
  return { db, url };
}

const opened: Database[] = [];

afterAll(async () => {
  await Promise.all(opened.splice(0).map(async (db) => await db.close()));
});

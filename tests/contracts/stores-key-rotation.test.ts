import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENCRYPTED_TABLES, PLAIN_BYTES } from '../../src/db/encrypted-columns.ts';
import { openDatabase } from '../../src/db/open-database.ts';
import { createPersonalCrypto } from '../../src/db/personal-crypto.ts';
import type { Principal } from '../../src/domain/broker.ts';
import { secondsLeft } from '../../src/domain/key-rotation.ts';
import type { FlowContext } from '../../src/flows/context.ts';
import { readKeyRotation } from '../../src/flows/key-rotation/read-key-rotation.ts';
import { rotateKeys } from '../../src/flows/key-rotation/rotate-keys.ts';
import { startKeyRotation } from '../../src/flows/key-rotation/start-key-rotation.ts';
import type { Database } from '../../src/flows/ports/database.ts';
import { aLaborer, idNumberOf, phoneOf } from '../db/builders.ts';
import { openTestDatabase, testKey } from '../db/open-test-database.ts';

const OPERATOR: Principal = { name: 'cli:test', role: 'admin', scope: [''], brokerId: null };
const start = { principal: OPERATOR, rowsPerSecond: null, ring: false };
/** A person without a phone stands among them. */
const PEOPLE = 25;

const opened: Database[] = [];
let old: Database;
let url: string;

/** A process with these keys, the first encrypts. */
async function processWith(...ids: string[]): Promise<FlowContext> {
  const keys = ids.map((id) => ({ id, key: testKey(id) }));
  const crypto = createPersonalCrypto({ keys, hashKey: testKey('hash') });
  const db = await openDatabase({ url, crypto, poolSize: 3 });
  opened.push(db);
  // Flows of rotation use the database alone.
  return { db } as unknown as FlowContext;
}

beforeAll(async () => {
  ({ db: old, url } = await openTestDatabase());
  const people = Array.from({ length: PEOPLE }, (_, at) => aLaborer(at));
  await old.stores.laborers.upsert([
    ...people.slice(1),
    aLaborer(0, { personal: { idNumber: idNumberOf(0), phone: null } }),
  ]);
});

afterAll(async () => {
  await Promise.all(opened.map(async (db) => await db.close()));
});

describe('a rotation of keys', () => {
  it('brings every ciphertext to the first key while others read and write, goes on after a stop, and proves it', async () => {
    const next = await processWith('t2', 't1');
    const ids = (await old.stores.laborers.list({ scope: [''] }, { after: null, limit: 200 })).items;
    expect(await startKeyRotation(next, start)).toMatchObject({
      toKey: 't2',
      rowsTotal: PEOPLE,
      rowsDone: 0,
    });

    const stop = new Error('stopped');
    const stopped = rotateKeys(next, {
      stepRows: 4,
      onProgress: () => {
        throw stop;
      },
    });
    await expect(stopped).rejects.toBe(stop);
    const halfway = await readKeyRotation(next, { principal: OPERATOR });
    expect(halfway.rotation).toMatchObject({ rowsDone: 4, finishedAt: null });
    expect(halfway.use.map((one) => [one.column, one.keyId, one.ciphertexts])).toEqual([
      ['laborer.id_number', 't1', PEOPLE - 4],
      ['laborer.id_number', 't2', 4],
      ['laborer.phone', 't1', PEOPLE - 1 - 4],
      ['laborer.phone', 't2', 4],
    ]);
    expect(halfway.removable).toEqual([]);
    // Both keys are read, and a process with the old key still writes with it.
    for (const { id } of ids) expect(await next.db.stores.laborers.reveal(id)).not.toBeNull();
    const [late] = await old.stores.laborers.upsert([aLaborer(900)]);

    // Started again, the same one goes on.
    expect((await startKeyRotation(next, start)).id).toBe(halfway.rotation?.id);
    const done = await rotateKeys(next, { stepRows: 4 });
    expect(done).toMatchObject({ rowsDone: PEOPLE + 1 });
    expect(done?.finishedAt).not.toBeNull();
    expect(secondsLeft(done!)).toBe(0);
    const status = await readKeyRotation(next, { principal: OPERATOR });
    expect(new Set(status.use.map((one) => one.keyId))).toEqual(new Set(['t2']));
    expect(status.removable).toEqual(['t1']);

    const alone = await processWith('t2');
    const person = { idNumber: idNumberOf(900), phone: phoneOf(900) };
    expect(await alone.db.stores.laborers.reveal(late!.id)).toEqual(person);
    await expect(old.stores.laborers.reveal(late!.id)).rejects.toMatchObject({
      code: 'CIPHERTEXT_UNREADABLE',
    });
    // A new ciphertext is no change of the person: nobody's ETag moves.
    const after = await next.db.stores.laborers.find(ids.map((one) => one.id));
    expect(after.every((one) => one.version === 1)).toBe(true);
  });

  it('reaches the channels of brokers, each in its own place', async () => {
    const broker = { name: '经纪人', stationId: null, scope: ['62'], email: null, isActive: true };
    const brokerId = await old.stores.brokers.add(broker);
    const target = { address: 'broker@example.cn', secrets: [] };
    const next = await processWith('t2', 't1');
    await old.stores.channels.put({ brokerId, kind: 'email', target, isActive: true });
    await startKeyRotation(next, start);
    await rotateKeys(next);
    const alone = await processWith('t2');
    expect(await alone.db.stores.channels.find(brokerId, 'email')).toEqual({ target, isActive: true });
    await next.db.stores.channels.remove(brokerId, 'email');
  });

  it('is refused where a key in use is missing, or this process encrypts with another', async () => {
    const without = await processWith('t3');
    await expect(startKeyRotation(without, start)).rejects.toMatchObject({ code: 'KEYS_MISSING_IN_USE' });
    const third = await processWith('t3', 't2');
    await startKeyRotation(third, start);
    const second = await processWith('t2', 't3');
    await expect(rotateKeys(second)).rejects.toMatchObject({ code: 'KEY_NOT_FIRST' });
    const [one, two] = await Promise.all([
      rotateKeys(third, { stepRows: 1 }),
      rotateKeys(third, { stepRows: 1 }),
    ]);
    expect([one, two].filter((result) => result?.finishedAt != null).length).toBeGreaterThan(0);
    expect(await third.db.stores.keyRotations.latest()).toMatchObject({ rowsDone: PEOPLE + 1 });
  });

  it('keeps to its throttle', async () => {
    const fourth = await processWith('t4', 't3');
    await startKeyRotation(fourth, { ...start, rowsPerSecond: 100 });
    const rotation = await rotateKeys(fourth, { stepRows: 10 });
    // 26 rows at 100 a second take at least a quarter of a second, however fast the machine is.
    expect(rotation!.busyMs).toBeGreaterThanOrEqual(250);
  });

  it('knows every column of bytes in the schema', async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query<{ name: string }>(
      `select c.relname || '.' || a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
         and a.atttypid in ('bytea'::regtype, 'bytea[]'::regtype) and a.attnum > 0 and not a.attisdropped`,
    );
    await client.end();
    const named = ENCRYPTED_TABLES.flatMap(({ table, columns }) => columns.map((name) => `${table}.${name}`));
    expect(rows.map((row) => row.name).toSorted()).toEqual([...named, ...PLAIN_BYTES].toSorted());
  });
});

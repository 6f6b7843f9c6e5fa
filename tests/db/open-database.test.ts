import net from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import pg from 'pg';
import { openDatabase } from '../../src/db/open-database.ts';
import { epochOf } from '../../src/domain/epoch.ts';
import type { Database } from '../../src/flows/ports/database.ts';
import { createEmptyDatabase } from '../support/database.ts';
import { fairMillisecondsOf } from '../support/fair-time.ts';
import { aLaborer } from './builders.ts';
import { openTestDatabase, testCrypto } from './open-test-database.ts';

/** What the API promises: away is told within two seconds. */
const TOLD_WITHIN_MS = 2_000;

const UNAVAILABLE = { kind: 'unavailable', code: 'DATABASE_UNAVAILABLE' };

describe('a database that is away', () => {
  it('is told with a remedy and without its password, when nobody listens', async () => {
    const port = await freePort();
    const url = `postgres://user:secret@127.0.0.1:${port}/nowhere`;
    const db = await openDatabase({ url, crypto: testCrypto() });
    const took = await fairMillisecondsOf(async () => {
      const error: unknown = await db.today().catch((caught: unknown) => caught);
      expect(error).toMatchObject({
        ...UNAVAILABLE,
        remedy: { en: expect.stringContaining('DATABASE_URL') },
      });
      expect(String(error)).toContain(`127.0.0.1:${port}`);
      expect(String(error)).not.toContain('secret');
    });
    expect(took).toBeLessThan(TOLD_WITHIN_MS);
    await expect(db.transaction(async (stores) => await stores.laborers.count())).rejects.toMatchObject(
      UNAVAILABLE,
    );
    await db.close();
  });

  it('is told in time when it takes connections and says nothing', async () => {
    const silent = net.createServer();
    const sockets = new Set<net.Socket>();
    silent.on('connection', (socket) => sockets.add(socket));
    await new Promise<void>((resolve) => {
      silent.listen(0, '127.0.0.1', resolve);
    });
    const { port } = silent.address() as net.AddressInfo;
    const db = await openDatabase({ url: `postgres://127.0.0.1:${port}/x`, crypto: testCrypto() });
    const took = await fairMillisecondsOf(async () => {
      await expect(db.today()).rejects.toMatchObject(UNAVAILABLE);
    });
    expect(took).toBeLessThan(TOLD_WITHIN_MS);
    await db.close();
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  it('is answered again by itself when it is back', async () => {
    const { url } = await openTestDatabase();
    const proxy = await startProxy(url);
    const db = await openDatabase({ url: proxy.url, crypto: testCrypto() });
    expect(await db.stores.laborers.count()).toBe(0);
    await proxy.cut();
    await expect(db.stores.laborers.count()).rejects.toMatchObject(UNAVAILABLE);
    await proxy.mend();
    expect(await db.stores.laborers.count()).toBe(0);
    await db.close();
    await proxy.cut();
  });

  it('can be away at the start', async () => {
    const { url } = await openTestDatabase();
    const proxy = await startProxy(url);
    await proxy.cut();
    const db = await openDatabase({ url: proxy.url, crypto: testCrypto() });
    await expect(db.health()).rejects.toMatchObject(UNAVAILABLE);
    await proxy.mend();
    expect(await db.stores.laborers.count()).toBe(0);
    await db.close();
    await proxy.cut();
  });

  it('survives that the server ends every connection, idle or in a transaction', async () => {
    const { db, url } = await openTestDatabase();
    await db.today();
    const cut = db.transaction(async (stores) => {
      await stores.laborers.count();
      await endAllOthers(url);
      await stores.laborers.count();
    });
    await expect(cut).rejects.toMatchObject(UNAVAILABLE);
    await expect.poll(async () => await db.stores.laborers.count().catch(() => null)).toBe(0);
  });

  it('is refused for a URL of something else', async () => {
    const opened = openDatabase({ url: 'mysql://localhost/x', crypto: testCrypto() });
    await expect(opened).rejects.toMatchObject({ code: 'DATABASE_URL_INVALID', kind: 'invalid_input' });
  });
});

describe('an open database', () => {
  let db: Database;
  beforeAll(async () => {
    ({ db } = await openTestDatabase());
  });

  it('keeps all of a transaction, or nothing', async () => {
    const own = new Error('the work broke');
    const broken = db.transaction(async (stores) => {
      await stores.laborers.upsert([aLaborer(1)]);
      expect(await stores.laborers.count()).toBe(1);
      expect(await db.stores.laborers.count()).toBe(0);
      throw own;
    });
    await expect(broken).rejects.toBe(own);
    expect(await db.stores.laborers.count()).toBe(0);
    await db.transaction(async (stores) => await stores.laborers.upsert([aLaborer(1)]));
    expect(await db.stores.laborers.count()).toBe(1);
  });

  it('lets the errors of other services pass as they are', async () => {
    const redis = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const refuse = async (): Promise<never> => await Promise.reject(redis);
    await expect(db.transaction(refuse)).rejects.toBe(redis);
    await expect(db.withAdvisoryLock('any', refuse)).rejects.toBe(redis);
  });

  it('tells the day in Gansu', async () => {
    const today = await db.today();
    const here = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());
    expect(today).toBe(here);
    expect(epochOf(today).week).toMatch(/^\d{4}-W\d\d$/);
  });

  it('does named work in one place at a time', async () => {
    const entered = gate();
    const inside = gate();
    const first = db.withAdvisoryLock('work', async () => {
      entered.open();
      await inside.opened;
      return 'first';
    });
    await entered.opened;
    expect(await db.withAdvisoryLock('work', async () => await Promise.resolve('second'))).toBeNull();
    expect(await db.withAdvisoryLock('other', async () => await Promise.resolve('other'))).toBe('other');
    inside.open();
    expect(await first).toBe('first');
    expect(await db.withAdvisoryLock('work', async () => await Promise.resolve('third'))).toBe('third');
  });

  it('says that it must be migrated first', async () => {
    const empty = await openDatabase({ url: await createEmptyDatabase(), crypto: testCrypto() });
    await expect(empty.stores.laborers.count()).rejects.toMatchObject({ code: 'DATABASE_NOT_MIGRATED' });
    await empty.close();
  });
});

function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

async function endAllOthers(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
  await client.end();
}

interface Proxy {
  readonly url: string;
  cut(): Promise<void>;
  mend(): Promise<void>;
}

/** A way to the real server that can be cut and mended. */
async function startProxy(target: string): Promise<Proxy> {
  const real = new URL(target);
  const sockets = new Set<net.Socket>();
  const server = net.createServer((near) => {
    const far = net.connect(Number(real.port), real.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    near.pipe(far).pipe(near);
  });
  const listen = async (port: number): Promise<void> => {
    await new Promise<void>((resolve) => {
      server.listen(port, '127.0.0.1', resolve);
    });
  };
  await listen(0);
  const { port } = server.address() as net.AddressInfo;
  const url = new URL(target);
  url.port = String(port);
  return {
    url: url.href,
    cut: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
    mend: async () => {
      await listen(port);
    },
  };
}

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as net.AddressInfo;
  await new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  return port;
}

import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import request from 'supertest';
import { openDatabase } from '../../src/db/open-database.ts';
import type { Database } from '../../src/flows/ports/database.ts';
import { openTestDatabase, testCrypto } from '../db/open-test-database.ts';
import { fairMillisecondsOf } from '../support/fair-time.ts';
import { until } from '../support/until.ts';
import { openTestQueue, problemOf, worldOver, type ApiWorld } from './api-world.ts';
import { openWire, type CutWire } from './cut-wire.ts';
import { employerBody, make, openingBody } from './fixtures.ts';

/** The promise: 503 within two seconds. */
const PROMISED_MS = 2_000;

let world: ApiWorld;
let officer: string;
let toDatabase: CutWire;
let toQueue: CutWire;
let db: Database;

beforeAll(async () => {
  const { url } = await openTestDatabase();
  toDatabase = await wireTo(url);
  toQueue = await wireTo(inject('redisUrl'));
  db = await openDatabase({ url: through(url, toDatabase), crypto: testCrypto() });
  const queue = await openTestQueue(through(inject('redisUrl'), toQueue));
  world = worldOver({ db, queue });
  officer = await world.key('officer');
  await make(world, officer, '/employers', employerBody(1));
  await make(world, officer, '/openings', openingBody(1));
});

afterAll(async () => {
  await Promise.all([toDatabase.mend(), toQueue.mend()]);
  await db.close();
  await Promise.all([toDatabase.close(), toQueue.close()]);
});

async function wireTo(url: string): Promise<CutWire> {
  const { hostname, port } = new URL(url);
  return await openWire({ host: hostname, port: Number(port) });
}

function through(url: string, wire: CutWire): string {
  const changed = new URL(url);
  changed.hostname = '127.0.0.1';
  changed.port = String(wire.port);
  return changed.href;
}

async function expectAway(method: 'get' | 'post', path: string, body?: object): Promise<void> {
  const asked: Awaited<ReturnType<ApiWorld['ask']>>[] = [];
  const took = await fairMillisecondsOf(async () => {
    asked.push(await world.ask(method, path, { key: officer, body }));
  });
  expect(took).toBeLessThan(PROMISED_MS);
  const [response] = asked as [(typeof asked)[0]];
  expect({ status: response.status, text: response.text }).toMatchObject({ status: 503 });
  expect(Number(response.get('Retry-After'))).toBeGreaterThan(0);
  expect(problemOf(response).remedy).not.toBeNull();
}

async function isBack(path: string): Promise<boolean> {
  return (await request(world.app).get(path).set('Authorization', `Bearer ${officer}`)).status === 200;
}

describe('while the database is away', () => {
  it.each(['cut', 'freeze'] as const)(
    '(%s) every answer is 503 within two seconds, and it recovers by itself',
    async (how) => {
      await toDatabase[how]();
      await expectAway('get', '/laborers');
      await expectAway('get', '/openings/O1/shortlist');
      await expectAway('post', '/laborers', {});
      await expectAway('get', '/health/ready');
      expect((await request(world.app).get('/health/live')).status).toBe(200);
      await toDatabase.mend();
      await until(async () => await isBack('/api/v1/openings'));
      expect(await isBack('/health/ready')).toBe(true);
    },
  );
});

describe('while the queue is away', () => {
  it.each(['cut', 'freeze'] as const)(
    '(%s) a run is refused within two seconds, reading goes on, and the same request works later',
    async (how) => {
      // Nobody works on them here, and a run that is to be published would be refused beside the one before.
      const body = { requestId: `while-${how}`, dryRun: true };
      await toQueue[how]();
      await expectAway('get', '/health/ready');
      await expectAway('post', '/runs', body);
      expect((await world.ask('get', '/openings', { key: officer })).status).toBe(200);
      await toQueue.mend();
      await until(async () => await isBack('/health/ready'));
      const again = await world.ask('post', '/runs', { key: officer, body });
      expect([200, 202]).toContain(again.status);
    },
  );
});

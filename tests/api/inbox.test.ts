import { beforeAll, describe, expect, it } from 'vitest';
import type { BrokerId, RunId } from '../../src/domain/ids.ts';
import { openApiWorld, problemOf, type ApiWorld } from './api-world.ts';
import { employerBody, make, openingBody } from './fixtures.ts';

let world: ApiWorld;
let mine: { id: BrokerId; secret: string };
let other: { id: BrokerId; secret: string };
let notice: string;

beforeAll(async () => {
  world = await openApiWorld();
  [mine, other] = [await world.broker(['6211']), await world.broker(['6205'])];
  const officer = await world.key('officer');
  await make(world, officer, '/employers', employerBody(1));
  await make(world, officer, '/openings', openingBody(1));
  const run = await world.ask('post', '/runs', { key: officer, body: {} });
  const digest = {
    runId: run.body.id as RunId,
    brokerId: mine.id,
    newLaborers: 2,
    newPairs: 3,
    items: [],
    waiting: 0,
    losses: [],
  };
  await world.context.db.transaction(
    async (stores) => await stores.notices.putInInbox(digest, '2 人有新推荐'),
  );
  notice = (await world.ask('get', '/inbox', { key: mine.secret })).body.items[0].id;
});

describe('the inbox', () => {
  it('holds the notices of the key’s broker alone', async () => {
    const own = await world.ask('get', '/inbox', { key: mine.secret });
    expect(own.body.items).toMatchObject([
      { id: notice, newLaborers: 2, newPairs: 3, titleZh: '2 人有新推荐', readAt: null },
    ]);
    expect((await world.ask('get', '/inbox', { key: other.secret })).body.items).toEqual([]);
  });

  it('marks a notice as read, again without harm, and not for somebody else', async () => {
    expect(
      (await world.ask('patch', `/inbox/${notice}`, { key: other.secret, body: { read: true } })).status,
    ).toBe(404);
    expect((await world.ask('get', '/inbox?unread=true', { key: mine.secret })).body.items).toHaveLength(1);
    for (let time = 1; time <= 2; time += 1) {
      const response = await world.ask('patch', `/inbox/${notice}`, {
        key: mine.secret,
        body: { read: true },
      });
      expect(response.status).toBe(204);
    }
    expect((await world.ask('get', '/inbox?unread=true', { key: mine.secret })).body.items).toEqual([]);
    expect((await world.ask('get', '/inbox', { key: mine.secret })).body.items[0].readAt).not.toBeNull();
  });

  it('needs a broker’s key', async () => {
    const response = await world.ask('get', '/inbox', { key: await world.key('officer') });
    expect([response.status, problemOf(response).code]).toEqual([403, 'BROKER_KEY_NEEDED']);
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { keyOf, type BrokerId, type LaborerId, type OpeningId, type RunId } from '../../src/domain/ids.ts';
import type { Database, Stores } from '../../src/flows/ports/database.ts';
import { withClient } from '../../src/services/postgres-control.ts';
import {
  aLaborer,
  aList,
  anEmployer,
  anOpening,
  aNewRun,
  aWillingLaborer,
  packed,
  phoneOf,
} from '../db/builders.ts';
import { openTestDatabase } from '../db/open-test-database.ts';

let db: Database;
let url: string;
let stores: Stores;
let laborers: LaborerId[];
let openings: OpeningId[];

beforeAll(async () => {
  ({ db, url } = await openTestDatabase());
  stores = db.stores;
  const people = [
    aWillingLaborer(0, '621121'),
    aWillingLaborer(1, '621121'),
    aWillingLaborer(2, '620200'),
    aLaborer(3),
  ];
  laborers = (await stores.laborers.upsert(people)).map((row) => row.id);
  await stores.employers.upsert([anEmployer(1)]);
  const inputs = [1, 2, 3, 4, 5].map((at) => anOpening(1, { openingNo: `O${at}` }));
  openings = (await stores.openings.upsert(inputs)).map((row) => row.id);
});

async function addBroker(scope: string[] = ['62'], isActive = true): Promise<BrokerId> {
  return await stores.brokers.add({ name: '经纪人', stationId: null, scope, email: null, isActive });
}

const PAGE = { after: null, limit: 50 };

describe('brokers and keys', () => {
  it('are found as they were added', async () => {
    const stationId = await stores.brokers.addStation({ name: '定西站', areaCode: '621100' });
    const given = { name: '王', stationId, scope: ['6211'], email: 'w@example.org', isActive: true };
    const id = await stores.brokers.add(given);
    expect(await stores.brokers.find(id)).toEqual({ ...given, id });
    expect(await stores.brokers.list()).toContainEqual({ ...given, id });
    expect(await stores.brokers.find('B2147483647')).toBeNull();
  });

  it('authenticate until they are revoked, and note their use at most once a minute', async () => {
    const brokerId = await addBroker(['6211']);
    const key = { label: 'k', role: 'broker', scope: ['6211'], brokerId, sha256: 'a'.repeat(64) } as const;
    const id = await stores.brokers.addKey(key);
    expect(await stores.brokers.authenticate(key.sha256)).toEqual({
      name: `key:${id}`,
      role: 'broker',
      scope: ['6211'],
      brokerId,
    });
    const used = async () => (await stores.brokers.keys()).find((one) => one.id === id)!.lastUsedAt;
    const first = await used();
    expect(first).toMatch(/Z$/);
    await stores.brokers.authenticate(key.sha256);
    expect(await used()).toBe(first);
    expect(await stores.brokers.revokeKey(id)).toBe(true);
    expect(await stores.brokers.authenticate(key.sha256)).toBeNull();
    expect(await stores.brokers.authenticate('b')).toBeNull();
    expect(await stores.brokers.revokeKey('K2147483647')).toBe(false);
    await expect(stores.brokers.addKey(key)).rejects.toMatchObject({ kind: 'conflict' });
  });

  it('open nothing for a broker who is no longer active', async () => {
    const brokerId = await addBroker(['62'], false);
    await stores.brokers.addKey({ label: 'k', role: 'broker', scope: ['62'], brokerId, sha256: 'c' });
    expect(await stores.brokers.authenticate('c')).toBeNull();
  });
});

describe('referrals', () => {
  it('go from state to state, a version at a time', async () => {
    const brokerId = await addBroker();
    const made = await stores.referrals.create({
      laborerId: laborers[0]!,
      openingId: openings[0]!,
      brokerId,
    });
    expect(made).toMatchObject({ state: 'proposed', version: 1, contactResult: null });
    const contacted = { ...made, state: 'contacted', contactResult: 'reached' } as const;
    const stored = await stores.referrals.update(contacted, null);
    expect(stored).toMatchObject({ state: 'contacted', contactResult: 'reached', version: 2 });
    expect(await stores.referrals.find(made.id)).toEqual(stored);
    const late = stores.referrals.update(contacted, null);
    await expect(late).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    const unknown = stores.referrals.update({ ...stored, id: 'F2147483647' }, null);
    await expect(unknown).rejects.toMatchObject({ kind: 'not_found' });
    const twice = stores.referrals.create({ laborerId: laborers[0]!, openingId: openings[0]!, brokerId });
    await expect(twice).rejects.toMatchObject({ code: 'REFERRAL_OPEN', kind: 'conflict' });
    expect((await stores.referrals.openOf(laborers[0]!)).map((one) => one.id)).toEqual([made.id]);

    const refused = { ...stored, state: 'refused', refusalReason: 'place' } as const;
    await stores.referrals.update(refused, 'place:120116');
    const today = await db.today();
    expect(await stores.referrals.refusalsOf(laborers[0]!, today)).toEqual([
      { openingId: openings[0], refusedOn: today, reason: 'place', fieldFingerprint: 'place:120116' },
    ]);
    expect(await stores.referrals.refusalsOf(laborers[0]!, '2999-01-01')).toEqual([]);
    expect(await stores.referrals.openOf(laborers[0]!)).toEqual([]);
  });

  it('are listed by scope, broker, laborer and state', async () => {
    const brokerId = await addBroker();
    const create = async (laborerId: LaborerId) =>
      (await stores.referrals.create({ laborerId, openingId: openings[1]!, brokerId })).id;
    const [a, b] = [await create(laborers[0]!), await create(laborers[2]!)];
    const ids = async (filter: Partial<Parameters<Stores['referrals']['list']>[0]>) =>
      (await stores.referrals.list({ scope: [''], brokerId, ...filter }, PAGE)).items.map((one) => one.id);
    expect(await ids({})).toEqual([a, b]);
    expect(await ids({ scope: ['6202'] })).toEqual([b]);
    expect(await ids({ scope: [] })).toEqual([]);
    expect(await ids({ laborerId: laborers[0]! })).toEqual([a]);
    expect(await ids({ state: 'refused' })).toEqual([]);
  });

  it('need a laborer, an opening and a broker that are there', async () => {
    const input = { laborerId: laborers[0]!, openingId: openings[0]!, brokerId: 'B2147483647' } as const;
    await expect(stores.referrals.create(input)).rejects.toMatchObject({ kind: 'not_found' });
  });
});

describe('the contact lock', () => {
  it('is held by one broker at a time', async () => {
    const brokers = [await addBroker(), await addBroker(), await addBroker()];
    const taken = await Promise.all(
      brokers.map(async (one) => await stores.referrals.takeLock(laborers[3]!, one)),
    );
    expect(taken.filter(Boolean)).toHaveLength(1);
    const holder = brokers[taken.indexOf(true)]!;
    const other = brokers[taken.indexOf(false)]!;
    expect(await stores.referrals.lockHolder(laborers[3]!)).toBe(holder);
    expect(await stores.referrals.takeLock(laborers[3]!, holder)).toBe(true);
    await stores.referrals.releaseLock(laborers[3]!, other);
    expect(await stores.referrals.lockHolder(laborers[3]!)).toBe(holder);
    await stores.referrals.releaseLock(laborers[3]!, holder);
    expect(await stores.referrals.lockHolder(laborers[3]!)).toBeNull();
    expect(await stores.referrals.takeLock(laborers[3]!, other)).toBe(true);
  });
});

/** A run with a list for each of the first three laborers. */
async function runWith(openingsOf: readonly (readonly number[])[]): Promise<RunId> {
  const { run } = await stores.runs.create(aNewRun({ kind: 'manual' }));
  await stores.runs.plan(run.id, 1_000);
  const lists = openingsOf.map((keys, at) =>
    aList(
      keyOf(laborers[at]!),
      keys.map((key) => keyOf(openings[key]!)),
    ),
  );
  const lease = await stores.runs.lease(run.id, 1, 'w', 60);
  await db.transaction(async (inside) => await inside.runs.complete(lease!, packed(lists)));
  return run.id;
}

describe('notices', () => {
  it('lie in the inbox of their broker until she reads them', async () => {
    const brokerId = await addBroker();
    const runId = await runWith([[0]]);
    const digest = { runId, brokerId, newLaborers: 1, newPairs: 1, items: [], waiting: 0, losses: [] };
    await stores.notices.putInInbox(digest, '今日新推荐');
    const inbox = async (unreadOnly: boolean) =>
      (await stores.notices.inbox(brokerId, { unreadOnly }, PAGE)).items;
    const [notice] = await inbox(true);
    expect(notice).toMatchObject({ brokerId, digest, titleZh: '今日新推荐', readAt: null });
    expect(await stores.notices.markRead(await addBroker(), notice!.id)).toBe(false);
    expect(await stores.notices.markRead(brokerId, notice!.id)).toBe(true);
    expect(await inbox(true)).toEqual([]);
    expect((await inbox(false))[0]!.readAt).toMatch(/Z$/);
  });
});

describe('the outbox', () => {
  it('sends one message per run, broker and channel, to one worker at a time', async () => {
    const brokerId = await addBroker();
    const runId = await runWith([[0]]);
    const digest = { runId, brokerId, newLaborers: 1, newPairs: 1, items: [], waiting: 0, losses: [] };
    const messages = (['inbox', 'email'] as const).map((channel) => ({ runId, brokerId, channel, digest }));
    await stores.notices.addToOutbox(messages);
    await stores.notices.addToOutbox(messages);
    const taken = await Promise.all([1, 2, 3].map(async () => await stores.notices.takeDue(50, 60)));
    const all = taken.flat();
    expect(all.map((one) => one.channel).toSorted()).toEqual(['email', 'inbox']);
    expect(all[0]).toMatchObject({ runId, brokerId, digest, attempts: 0 });
    await stores.notices.markSent(all[0]!.key);
    await stores.notices.markFailed(all[1]!.key, 'mail server away', 0);
    const again = await stores.notices.takeDue(50, 60);
    expect(again).toMatchObject([{ key: all[1]!.key, attempts: 1 }]);
    await stores.notices.markFailed(all[1]!.key, 'later', 3_600);
    expect(await stores.notices.takeDue(50, 60)).toEqual([]);
  });

  it('does not wait for a worker that is just taking messages', async () => {
    const brokerId = await addBroker();
    const runId = await runWith([[0]]);
    const digest = { runId, brokerId, newLaborers: 1, newPairs: 1, items: [], waiting: 0, losses: [] };
    await stores.notices.addToOutbox([{ runId, brokerId, channel: 'inbox', digest }]);
    await db.transaction(async (inside) => {
      expect(await inside.notices.takeDue(50, 60)).toHaveLength(1);
      expect(await stores.notices.takeDue(50, 60)).toEqual([]);
    });
  });

  it('takes a message again when its worker fell silent, and never a dead one', async () => {
    const brokerId = await addBroker();
    const runId = await runWith([[0]]);
    const digest = { runId, brokerId, newLaborers: 1, newPairs: 1, items: [], waiting: 0, losses: [] };
    await stores.notices.addToOutbox([{ runId, brokerId, channel: 'inbox', digest }]);
    const [silent] = await stores.notices.takeDue(50, 0);
    const [again] = await stores.notices.takeDue(50, 60);
    expect(again!.key).toBe(silent!.key);
    await stores.notices.markFailed(again!.key, 'no such channel', null);
    expect(await stores.notices.takeDue(50, 60)).toEqual([]);
  });
});

describe('dead letters', () => {
  it('are listed with why, and go out again from the beginning', async () => {
    const brokerId = await addBroker();
    const runId = await runWith([[0]]);
    const digest = { runId, brokerId, newLaborers: 1, newPairs: 1, items: [], waiting: 0, losses: [] };
    await stores.notices.addToOutbox([{ runId, brokerId, channel: 'sms', digest }]);
    const [taken] = await stores.notices.takeDue(50, 60);
    await stores.notices.markFailed(taken!.key, '号码不合格', null);
    const { items } = await stores.notices.dead([brokerId], PAGE);
    expect(items).toMatchObject([{ runId, brokerId, channel: 'sms', attempts: 1, error: '号码不合格' }]);
    const { id } = items[0]!;
    expect(await stores.notices.brokerOfDead(id)).toBe(brokerId);
    expect((await stores.notices.dead([], PAGE)).items).toEqual([]);
    expect(await stores.notices.ofRun(runId)).toMatchObject({
      channels: [{ channel: 'sms', waiting: 0, sent: 0, nothingLeft: 0, dead: 1 }],
      inboxOnly: [],
    });
    expect(await stores.notices.revive(id)).toBe(true);
    expect(await stores.notices.revive(id)).toBe(false);
    expect(await stores.notices.takeDue(50, 60)).toMatchObject([{ key: taken!.key, attempts: 0 }]);
    await stores.notices.markSent(taken!.key, 'nothing_left');
    expect((await stores.notices.ofRun(runId)).channels).toMatchObject([{ nothingLeft: 1, sent: 0 }]);
    expect(await stores.notices.brokerOfDead(id)).toBeNull();
  });

  it('are not what was put off: that counts no attempt', async () => {
    const brokerId = await addBroker();
    const runId = await runWith([[0]]);
    const digest = { runId, brokerId, newLaborers: 1, newPairs: 1, items: [], waiting: 0, losses: [] };
    await stores.notices.addToOutbox([{ runId, brokerId, channel: 'inbox', digest }]);
    const [taken] = await stores.notices.takeDue(50, 60);
    await stores.notices.markPart(taken!.key, 2);
    await stores.notices.postpone(taken!.key, 0);
    expect(await stores.notices.takeDue(50, 60)).toMatchObject([{ attempts: 0, partsSent: 2 }]);
    await stores.notices.postpone(taken!.key, 3_600);
    expect(await stores.notices.takeDue(50, 60)).toEqual([]);
    expect((await stores.notices.ofRun(runId)).inboxOnly).toEqual([brokerId]);
  });
});

describe('channels', () => {
  it('are kept encrypted, one of each kind, and listed masked', async () => {
    const brokerId = await addBroker();
    const target = { address: 'https://example.cn/hook?key=door', secrets: ['whsec_b25l'] };
    const put = await stores.channels.put({ brokerId, kind: 'webhook', target, isActive: true });
    expect(put).toMatchObject({ brokerId, kind: 'webhook', shown: 'https://example.cn/…', secrets: 1 });
    const changed = { ...target, secrets: ['whsec_dHdv', 'whsec_b25l'] };
    await stores.channels.put({ brokerId, kind: 'webhook', target: changed, isActive: false });
    await stores.channels.put({
      brokerId,
      kind: 'sms',
      target: { address: phoneOf(1), secrets: [] },
      isActive: true,
    });
    expect(await stores.channels.list(brokerId)).toMatchObject([
      { kind: 'sms', shown: '199****0001', secrets: 0, isActive: true },
      { kind: 'webhook', secrets: 2, isActive: false },
    ]);
    expect(await stores.channels.find(brokerId, 'webhook')).toEqual({ target: changed, isActive: false });
    expect(await stores.channels.find(await addBroker(), 'webhook')).toBeNull();
    expect(await stores.channels.remove(brokerId, 'webhook')).toBe(true);
    expect(await stores.channels.remove(brokerId, 'webhook')).toBe(false);
    const stored = await withClient(
      url,
      async (client) => await client.query('select * from broker_channel'),
    );
    expect(JSON.stringify(stored.rows)).not.toContain(phoneOf(1));
  });

  it('share a limit: a burst at once, then one an interval, whoever asks', async () => {
    const limit = { perMinute: 20, burst: 5 };
    const waits = await Promise.all(
      Array.from({ length: 8 }, async () => await stores.channels.takeTurn('bot', limit)),
    );
    expect(waits.filter((wait) => wait === 0)).toHaveLength(5);
    // An interval is 60 s / (20 − 5): with the burst no minute sees more than 20.
    for (const wait of waits.filter((one) => one > 0)) expect(wait).toBeLessThanOrEqual(4);
    expect(Math.max(...waits)).toBeGreaterThan(2);
    expect(await stores.channels.takeTurn('another bot', limit)).toBe(0);
  });
});

describe('fairs', () => {
  it('keep their booths, and the pairings that were saved last', async () => {
    const given = {
      name: '春风行动',
      heldOn: '2026-12-01',
      areaCode: '621100',
      openings: [
        { openingId: openings[0]!, booth: 1, places: 3 },
        { openingId: openings[1]!, booth: 2, places: 5 },
      ],
    };
    const id = await stores.fairs.create(given);
    expect(await stores.fairs.find(id)).toEqual({ ...given, id });
    const pairing = { laborerId: laborers[0]!, openingId: openings[0]!, booth: 1, slot: 1, score: 5 };
    const other = { laborerId: laborers[1]!, openingId: openings[1]!, booth: 2, slot: 1, score: 4 };
    await stores.fairs.savePairings(id, [pairing, other]);
    const moved = { ...pairing, openingId: openings[1]!, booth: 2, slot: 1, score: 3 };
    await stores.fairs.savePairings(id, [moved]);
    expect(await stores.fairs.pairings(id)).toEqual([moved]);
    const page = await stores.fairs.list({ after: null, limit: 1 });
    expect(page).toMatchObject({ items: [{ id }], next: null });
    expect(await stores.fairs.find('J2147483647')).toBeNull();
  });

  it('are listed for a scope in full pages', async () => {
    const held = async (areaCode: string) =>
      await stores.fairs.create({
        name: '专场',
        heldOn: '2026-12-01',
        areaCode,
        openings: [{ openingId: openings[0]!, booth: 1, places: 1 }],
      });
    const ids = [await held('630102'), await held('640104'), await held('630103')];
    const first = await stores.fairs.list({ after: null, limit: 1 }, ['6301']);
    const second = await stores.fairs.list({ after: first.next, limit: 1 }, ['6301']);
    expect([first, second].map((page) => page.items.map((one) => one.id))).toEqual([[ids[0]], [ids[2]]]);
    expect(second.next).toBeNull();
    expect((await stores.fairs.list(PAGE, [])).items).toEqual([]);
  });

  it('need openings that are there, and leave nothing behind', async () => {
    const asked = db.transaction(
      async (inside) =>
        await inside.fairs.create({
          name: '空',
          heldOn: '2026-12-01',
          areaCode: '62',
          openings: [{ openingId: 'O2147483647', booth: 1, places: 1 }],
        }),
    );
    await expect(asked).rejects.toMatchObject({ kind: 'not_found' });
    const page = await stores.fairs.list(PAGE);
    expect(page.items.some((one) => one.name === '空')).toBe(false);
  });
});

describe('the audit', () => {
  it('tells who did what, oldest first', async () => {
    const entry = { actor: 'key:K1', action: 'contact.reveal', subject: 'L1', purpose: '面试' };
    await stores.audit.add(entry);
    await stores.audit.add({ ...entry, action: 'consent.set', purpose: null });
    expect(await stores.audit.of('L1')).toEqual([
      { ...entry, at: expect.stringMatching(/Z$/) },
      { ...entry, action: 'consent.set', purpose: null, at: expect.stringMatching(/Z$/) },
    ]);
    expect(await stores.audit.of('L2')).toEqual([]);
  });
});

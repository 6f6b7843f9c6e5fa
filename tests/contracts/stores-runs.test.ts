import pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { keyOf, type RunId } from '../../src/domain/ids.ts';
import type { RecommendationList } from '../../src/domain/recommendation.ts';
import type { Database } from '../../src/flows/ports/database.ts';
import type { Lease, RunStore } from '../../src/flows/ports/run-store.ts';
import { aLaborer, aList, aNewRun, aWillingLaborer, packed } from '../db/builders.ts';
import { openTestDatabase } from '../db/open-test-database.ts';
import { withClient } from '../../src/services/postgres-control.ts';

let db: Database;
let url: string;
let runs: RunStore;
/** Keys of 25 willing laborers in 621121 and 7 in 620200, in this order. */
let keys: number[];

beforeAll(async () => {
  ({ db, url } = await openTestDatabase());
  runs = db.stores.runs;
  const people = [
    ...Array.from({ length: 25 }, (_, at) => aWillingLaborer(at, '621121')),
    ...Array.from({ length: 7 }, (_, at) => aWillingLaborer(100 + at, '620200')),
    aLaborer(200),
  ];
  const rows = await db.stores.laborers.upsert(people);
  keys = rows.slice(0, 32).map((row) => keyOf(row.id));
});

let requests = 0;

async function manualRun(scope = ''): Promise<RunId> {
  requests += 1;
  const made = await runs.create(aNewRun({ kind: 'manual', scope, requestId: `request-${requests}` }));
  return made.run.id;
}

async function take(runId: RunId, number: number, seconds = 60): Promise<Lease> {
  const lease = await runs.lease(runId, number, 'worker-1', seconds);
  expect(lease).not.toBeNull();
  return lease!;
}

async function complete(lease: Lease, lists: readonly RecommendationList[]): Promise<boolean> {
  return await db.transaction(async (stores) => await stores.runs.complete(lease, packed(lists)));
}

async function listsOf(runId: RunId, scope?: readonly string[]): Promise<RecommendationList[]> {
  const lists: RecommendationList[] = [];
  for await (const batch of runs.lists(runId, scope)) lists.push(...batch);
  return lists;
}

/** A run all of whose shards are done, each laborer with these openings. */
async function finishedRun(openings: readonly number[], scope = ''): Promise<RunId> {
  const runId = await manualRun(scope);
  for (const shard of await runs.plan(runId, 10)) {
    const lease = await take(runId, shard.number);
    const laborers = await db.stores.laborers.shardForMatching(shard, '2026-11-23');
    await complete(
      lease,
      laborers.map((one) => aList(keyOf(one.id), openings)),
    );
  }
  return runId;
}

describe('creating and planning', () => {
  it('makes one nightly run of a date and scope, however often it is asked', async () => {
    const asked = await Promise.all([1, 2, 3, 4].map(async () => await runs.create(aNewRun())));
    expect(asked.filter((one) => one.isNew)).toHaveLength(1);
    expect(new Set(asked.map((one) => one.run.id)).size).toBe(1);
    expect((await runs.create(aNewRun({ scope: '6211' }))).isNew).toBe(true);
    expect((await runs.create(aNewRun({ runDate: '2026-11-24' }))).isNew).toBe(true);
  });

  it('makes one manual run of a request, and a new one where no request is named', async () => {
    const manual = { kind: 'manual', requestId: 'same' } as const;
    const first = await runs.create(aNewRun(manual));
    const second = await runs.create(aNewRun(manual));
    expect(second).toEqual({ run: first.run, isNew: false });
    const free = { kind: 'manual', requestId: null } as const;
    expect((await runs.create(aNewRun(free))).run.id).not.toBe((await runs.create(aNewRun(free))).run.id);
  });

  it('cuts the willing by county into shards of about equal size, in the order of keys', async () => {
    const runId = await manualRun();
    const shards = await runs.plan(runId, 10);
    expect(shards.map((one) => [one.number, one.countyCode, one.laborers])).toEqual([
      [1, '620200', 7],
      [2, '621121', 9],
      [3, '621121', 8],
      [4, '621121', 8],
    ]);
    expect(shards[1]!.firstLaborerKey).toBe(keys[0]);
    expect(shards[3]!.lastLaborerKey).toBe(keys[24]);
    expect(await runs.find(runId)).toMatchObject({ state: 'running', laborers: 32, shardCount: 4 });
  });

  it('plans once under concurrent callers', async () => {
    const runId = await manualRun();
    const planned = await Promise.all([1, 2, 3, 4].map(async () => await runs.plan(runId, 10)));
    for (const shards of planned) expect(shards).toHaveLength(4);
    expect(await runs.shards(runId)).toHaveLength(4);
  });

  it('cuts only its scope, and can have nobody', async () => {
    const shards = await runs.plan(await manualRun('6202'), 1_000);
    expect(shards.map((one) => one.countyCode)).toEqual(['620200']);
    const empty = await manualRun('6230');
    expect(await runs.plan(empty, 10)).toEqual([]);
    expect(await runs.readyToPublish()).toContain(empty);
  });

  it('gives a shard its own laborers', async () => {
    const shards = await runs.plan(await manualRun(), 10);
    const laborers = await db.stores.laborers.shardForMatching(shards[1]!, '2026-11-23');
    expect(laborers.map((one) => keyOf(one.id))).toEqual(keys.slice(0, 9));
  });
});

describe('leases', () => {
  it('are held by one worker until they run out', async () => {
    const runId = await manualRun('6202');
    await runs.plan(runId, 10);
    const taken = await Promise.all([1, 2, 3].map(async () => await runs.lease(runId, 1, 'w', 60)));
    expect(taken.filter((lease) => lease !== null)).toHaveLength(1);
    expect(await runs.lease(runId, 99, 'w', 60)).toBeNull();
    expect(await runs.lost()).not.toContainEqual(expect.objectContaining({ runId, number: 1 }));
  });

  it('of several shards are taken and completed at once, without those that another worker holds', async () => {
    const runId = await manualRun();
    const numbers = (await runs.plan(runId, 10)).map((shard) => shard.number);
    const other = await take(runId, numbers[1]!);
    const ask = { runId, numbers: [...numbers, 99], worker: 'w', seconds: 0 };
    const [one, two] = await runs.leaseAll(ask);
    expect([one, two].map((lease) => lease!.shard.number)).toEqual([numbers[0], numbers[2]]);
    // The second one ran out and is another's now.
    const later = await take(runId, numbers[2]!);
    const ranked = [
      { lease: two!, results: packed([aList(keys[20]!, [9])]), trace: { gone: [keys[21]!] } },
      { lease: one!, results: packed([aList(keys[0]!, [5])]), trace: { gone: [keys[1]!, keys[2]!] } },
      { lease: other, results: packed([aList(keys[12]!, [6, 7])]) },
    ];
    const stored = await db.transaction(async (stores) => await stores.runs.completeAll(ranked));
    expect(stored).toEqual(new Set([one, other]));
    expect(await listsOf(runId)).toEqual([aList(keys[0]!, [5]), aList(keys[12]!, [6, 7])]);
    expect((await runs.shards(runId)).map((shard) => shard.state)).toEqual(
      numbers.map((number) =>
        number === later.shard.number ? 'leased' : number === numbers[3] ? 'leased' : 'done',
      ),
    );
    const gone = await withClient(
      url,
      async (client) =>
        await client.query<{ laborer_id: number }>(
          'select laborer_id from recommendation_gone where run_id = $1 order by 1',
          [keyOf(runId)],
        ),
    );
    expect(gone.rows.map((row) => row.laborer_id)).toEqual([keys[1], keys[2]]);
    expect(await db.transaction(async (stores) => await stores.runs.completeAll([]))).toEqual(new Set());
  });

  it('that ran out go to another worker, and the late writer keeps nothing', async () => {
    const runId = await manualRun('6202');
    await runs.plan(runId, 10);
    const late = await take(runId, 1, 0);
    expect(await runs.lost()).toContainEqual(expect.objectContaining({ runId, number: 1, turn: 1 }));
    const now = await take(runId, 1);
    expect(now.shard.attempts).toBe(2);
    expect(await runs.renew(late, 60)).toBe(false);
    expect(await runs.renew(now, 60)).toBe(true);
    expect(await complete(late, [aList(keys[25]!, [1])])).toBe(false);
    expect(await listsOf(runId)).toEqual([]);
    expect(await complete(now, [aList(keys[25]!, [2])])).toBe(true);
    await runs.fail(late, 'late', 1);
    expect((await runs.shards(runId))[0]!.state).toBe('done');
  });

  it('that ran out but were taken by nobody still count', async () => {
    const runId = await manualRun('6202');
    await runs.plan(runId, 10);
    const lease = await take(runId, 1, 0);
    expect(await complete(lease, [])).toBe(true);
  });

  it('stored twice give the same rows', async () => {
    const runId = await manualRun('6202');
    await runs.plan(runId, 10);
    const lease = await take(runId, 1);
    const lists = [aList(keys[25]!, [5, 6]), aList(keys[26]!, [])];
    expect(await complete(lease, lists)).toBe(true);
    expect(await complete(lease, lists)).toBe(true);
    expect(await listsOf(runId)).toEqual(lists);
    expect(await runs.lease(runId, 1, 'w', 60)).toBeNull();
  });

  it('keep nothing when the transaction is rolled back', async () => {
    const runId = await manualRun('6202');
    await runs.plan(runId, 10);
    const lease = await take(runId, 1);
    const broken = db.transaction(async (stores) => {
      await stores.runs.complete(lease, packed([aList(keys[25]!, [5])]));
      throw new Error('broken');
    });
    await expect(broken).rejects.toThrow('broken');
    expect(await listsOf(runId)).toEqual([]);
    expect((await runs.shards(runId))[0]!.state).toBe('leased');
  });

  it('go back after an error, and fail for good after the last attempt', async () => {
    const runId = await manualRun('6202');
    await runs.plan(runId, 10);
    await runs.fail(await take(runId, 1), 'first', 2);
    expect((await runs.shards(runId))[0]).toMatchObject({ state: 'waiting', attempts: 1 });
    await runs.fail(await take(runId, 1), 'second', 2);
    expect((await runs.shards(runId))[0]).toMatchObject({ state: 'failed', attempts: 2 });
    expect(await runs.lease(runId, 1, 'w', 60)).toBeNull();
    expect(await runs.readyToPublish()).toContain(runId);
  });

  it('end for a shard with which every worker dies', async () => {
    const runId = await manualRun('6202');
    await runs.plan(runId, 10);
    let leases = 0;
    while ((await runs.lease(runId, 1, 'w', 0)) !== null) leases += 1;
    expect(leases).toBe(12);
    expect((await runs.shards(runId))[0]!.state).toBe('failed');
  });
});

describe('publishing', () => {
  it('moves the counties to the run and shows its lists', async () => {
    const runId = await finishedRun([3, 1, 2]);
    expect(await runs.readyToPublish()).toContain(runId);
    await runs.publish(runId, 'sum-1');
    await runs.publish(runId, 'sum-1');
    expect(await runs.find(runId)).toMatchObject({
      state: 'published',
      checksum: 'sum-1',
      shardsDone: 4,
      laborersDone: 32,
      publishedAt: expect.stringMatching(/Z$/),
    });
    const published = await runs.published([`L${keys[0]!}`, 'L2147483647']);
    expect([...published.entries()]).toEqual([
      [`L${keys[0]!}`, { run: runId, rankedIn: runId, list: aList(keys[0]!, [3, 1, 2]) }],
    ]);
    expect((await runs.latestPublished())!.id).toBe(runId);
  });

  it('gives the lists of a run by laborer key, of a scope where one is named', async () => {
    const runId = await finishedRun([1]);
    const lists = await listsOf(runId);
    expect(lists.map((one) => keyOf(one.laborerId))).toEqual(keys);
    expect(lists[0]).toEqual(aList(keys[0]!, [1]));
    expect(await listsOf(runId, ['6202'])).toHaveLength(7);
    expect(await listsOf(runId, [])).toEqual([]);
  });

  it('leaves a county with a failed shard, or with a newer run, where it was', async () => {
    const older = await finishedRun([7], '6202');
    const newer = await finishedRun([8], '6202');
    await runs.publish(newer, 'newer');
    await runs.publish(older, 'older');
    const shown = async (key: number) => (await runs.published([`L${key}`])).get(`L${key}`)?.run;
    expect(await shown(keys[25]!)).toBe(newer);
    const broken = await manualRun('6202');
    await runs.plan(broken, 10);
    await runs.fail(await take(broken, 1), 'broken', 1);
    await runs.publish(broken, 'broken');
    expect(await shown(keys[25]!)).toBe(newer);
  });

  it('refuses a run that still works, and an unknown one', async () => {
    const runId = await manualRun('6202');
    await runs.plan(runId, 10);
    await expect(runs.publish(runId, 'x')).rejects.toMatchObject({ code: 'RUN_NOT_FINISHED' });
    await expect(runs.publish('R2147483647', 'x')).rejects.toMatchObject({ kind: 'not_found' });
    await runs.failRun(runId, 'given up');
    expect(await runs.find(runId)).toMatchObject({ state: 'failed', error: 'given up' });
    expect(await runs.lease(runId, 1, 'w', 60)).toBeNull();
  });

  it('takes the old lists from a county in which nobody is willing any more', async () => {
    const home = '623023';
    const [row] = await db.stores.laborers.upsert([aWillingLaborer(300, home)]);
    const first = await finishedRun([1], home);
    await runs.publish(first, 'x');
    expect((await runs.published([row!.id])).size).toBe(1);
    await db.stores.laborers.moveOnList({
      laborerId: row!.id,
      kind: null,
      date: '2026-02-01',
      reason: 'statement_withdrawn',
      source: 'x',
    });
    await runs.publish(await finishedRun([1], home), 'y');
    expect((await runs.published([row!.id])).size).toBe(0);
  });

  it('finds the newest published run that covers an area', async () => {
    const runId = await finishedRun([1], '6202');
    await runs.publish(runId, 'x');
    expect((await runs.latestPublished('620200'))!.id).toBe(runId);
    expect((await runs.latestPublished('6211'))!.id).not.toBe(runId);
  });

  it('lists runs in pages, newest first', async () => {
    const first = await runs.list({ after: null, limit: 2 });
    const second = await runs.list({ after: first.next, limit: 200 });
    const ids = [...first.items, ...second.items].map((one) => keyOf(one.id));
    expect(ids).toEqual(ids.toSorted((a, b) => b - a));
    expect(first.items).toHaveLength(2);
    expect(second.next).toBeNull();
  });

  it('lists the runs that touch a scope, in full pages', async () => {
    const ids: RunId[] = [];
    for (const scope of ['630102', '640104', '630103', '640105', '63'])
      ids.push(await finishedRun([1], scope));
    const first = await runs.list({ after: null, limit: 2 }, ['6301']);
    expect(first.items.map((one) => one.scope)).toEqual(['63', '630103']);
    const rest = await runs.list({ after: first.next, limit: 200 }, ['6301']);
    expect(rest.items[0]?.id).toBe(ids[0]);
    expect(rest.items.every((one) => one.scope === '' || one.scope.startsWith('6301'))).toBe(true);
    expect((await runs.list({ after: null, limit: 2 }, [])).items).toEqual([]);
  });
});

describe('pruning', () => {
  it('drops old partitions but those of the newest runs and those a county points to', async () => {
    const kept = await finishedRun([1], '6211');
    await runs.publish(kept, 'kept');
    const old = await finishedRun([2], '6202');
    await runs.publish(old, 'old');
    const newest = await finishedRun([3], '6202');
    await runs.publish(newest, 'newest');
    expect(await runs.prune(1)).toBeGreaterThan(0);
    const partitions = await partitionNames();
    expect(partitions).toContain(`recommendation_r${keyOf(kept)}`);
    expect(partitions).toContain(`recommendation_r${keyOf(newest)}`);
    expect(partitions).not.toContain(`recommendation_r${keyOf(old)}`);
    expect(await runs.find(old)).not.toBeNull();
    expect(await listsOf(old)).toEqual([]);
    expect(await runs.prune(1)).toBe(0);
  });
});

async function partitionNames(): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'recommendation'::regclass`,
    );
    return rows.map((row) => row.name);
  } finally {
    await client.end();
  }
}

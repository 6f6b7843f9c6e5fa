import pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LaborerId } from '../../src/domain/ids.ts';
import type { Database } from '../../src/flows/ports/database.ts';
import type { FreshnessStore } from '../../src/flows/ports/freshness-store.ts';
import { aNewRun, aWillingLaborer } from '../db/builders.ts';
import { openTestDatabase } from '../db/open-test-database.ts';

let db: Database;
let url: string;
let freshness: FreshnessStore;
let first: LaborerId;
let second: LaborerId;

beforeAll(async () => {
  ({ db, url } = await openTestDatabase());
  freshness = db.stores.freshness;
  const rows = await db.stores.laborers.upsert([aWillingLaborer(1, '621121'), aWillingLaborer(2, '621121')]);
  [first, second] = rows.map((row) => row.id) as [LaborerId, LaborerId];
});

describe('freshness', () => {
  it('has another name after a commit, and not by a statement that only reads', async () => {
    const client = new pg.Client(url);
    await client.connect();
    try {
      // Inside one snapshot nothing that others commit can be seen: the name must be the same.
      await client.query('begin isolation level repeatable read');
      const name = async () =>
        (await client.query('select pg_current_snapshot()::text as name')).rows[0].name;
      const before = await name();
      await db.stores.laborers.setConsent(first, 'withdrawn');
      expect(await name()).toBe(before);
      expect((await freshness.asOf()).split(' ')[0]).not.toBe(before);
      await client.query('rollback');
    } finally {
      await client.end();
    }
    const before = await freshness.asOf();
    await db.stores.laborers.setConsent(first, 'given');
    expect(await freshness.asOf()).not.toBe(before);
  });

  it('names who changed since, and nobody else', async () => {
    const { asOf, everybody, laborers } = await freshness.listChanges(null);
    expect(laborers).toBeNull();
    expect(await freshness.listChanges(asOf)).toMatchObject({ everybody, laborers: [] });
    await db.stores.laborers.setConsent(second, 'withdrawn');
    expect(await freshness.listChanges(asOf)).toMatchObject({ everybody, laborers: [second] });
  });

  it('finds a transaction that was open at the first look, however late it commits', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let changed = (): void => undefined;
    const hasChanged = new Promise<void>((resolve) => {
      changed = resolve;
    });
    const open = db.transaction(async (stores) => {
      await stores.laborers.setConsent(first, 'withdrawn');
      changed();
      await held;
    });
    await hasChanged;
    const { asOf } = await freshness.listChanges(null);
    await db.stores.laborers.setConsent(second, 'given');
    const during = await freshness.listChanges(asOf);
    expect(during.laborers).toEqual([second]);
    release();
    await open;
    expect((await freshness.listChanges(during.asOf)).laborers).toEqual([first]);
  });

  it('knows nothing of before a run began, nor of another server', async () => {
    const { asOf } = await freshness.listChanges(null);
    const [snapshot, day] = asOf.split(' ');
    expect((await freshness.listChanges(`${snapshot} ${day} 1.5`)).laborers).toBeNull();
    // A run's snapshot begins behind what is committed before it, unless somebody on the server has a transaction open since
    // before: then nothing was cut off the log yet.
    let runs = 0;
    const createRun = async () => {
      await db.stores.laborers.setConsent(second, runs % 2 === 0 ? 'withdrawn' : 'given');
      await db.stores.runs.create(aNewRun({ kind: 'manual', scope: '', requestId: `later ${(runs += 1)}` }));
      return (await freshness.listChanges(asOf)).laborers;
    };
    await expect.poll(createRun).toBeNull();
  });
});

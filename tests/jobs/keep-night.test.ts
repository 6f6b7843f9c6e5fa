import { beforeAll, describe, expect, it } from 'vitest';
import type { FlowContext } from '../../src/flows/context.ts';
import type { Database } from '../../src/flows/ports/database.ts';
import { catchUpNight } from '../../src/flows/runs/catch-up-night.ts';
import { startRun } from '../../src/flows/runs/start-run.ts';
import { NightKeeper } from '../../src/jobs/keep-night.ts';
import { lastDue } from '../../src/jobs/last-due.ts';
import { loadReference } from '../../src/reference/load-reference.ts';
import { withClient } from '../../src/services/postgres-control.ts';
import { anEmployer, anOpening } from '../db/builders.ts';
import { openTestDatabase } from '../support/database.ts';
import { fakeQueue, type FakeQueue } from '../support/fake-queue.ts';
import { until } from '../support/until.ts';

const OPTIONS = { nightlyCron: '0 18 * * *', everyMs: 30, assertMs: 60 };

let db: Database & { readonly url: string };
let queue: FakeQueue;
let context: FlowContext;

beforeAll(async () => {
  db = await openTestDatabase();
  queue = fakeQueue();
  context = {
    db,
    queue,
    reference: loadReference(),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    notifiers: [],
    readFile: async () => await Promise.reject(new Error('no file is read here')),
  };
});

describe('the keeper of the nights', () => {
  it('is one of all workers, and another as soon as its connection is gone', async () => {
    const keepers = [new NightKeeper(context, OPTIONS), new NightKeeper(context, OPTIONS)];
    for (const keeper of keepers) await keeper.start();
    expect(keepers.map((keeper) => keeper.isLeading)).toEqual([true, false]);
    await keepers[0]?.stop();
    await until(() => keepers[1]?.isLeading === true);
    const [before] = await leaders(db.url);
    await withClient(db.url, async (client) => {
      await client.query('select pg_terminate_backend($1)', [before]);
    });
    // It notices, and leads again over a new connection.
    await until(async () => ![undefined, before].includes((await leaders(db.url))[0]));
    await keepers[1]?.stop();
    expect(await leaders(db.url)).toEqual([]);
  });

  it('writes the timetable anew and lets go of the lead where it cannot ring', async () => {
    queue.flush();
    const keeper = new NightKeeper(context, OPTIONS);
    await keeper.start();
    expect((await queue.timetable()).map((row) => row.message.kind)).toContain('nightly');
    queue.isAway = true;
    await until(() => !keeper.isLeading);
    queue.isAway = false;
    await until(() => keeper.isLeading);
    await keeper.stop();
  });
});

describe('a night that was not rung', () => {
  const due = new Date('2026-11-24T18:00:00Z');
  const later = (minutes: number): Date => new Date(due.getTime() + minutes * 60_000);

  it('is due by its pattern in UTC, the minute itself counted', () => {
    expect(lastDue('0 18 * * *', due)).toEqual(due);
    expect(lastDue('0 18 * * *', later(-1))).toEqual(later(-24 * 60));
    expect(lastDue('0 18 * * *', later(300))).toEqual(due);
  });

  it('is made up for in the hours after, where nights are kept', async () => {
    // No night was ever kept here.
    expect(await catchUpNight(context, { due, now: later(60) })).toBe(false);
    await db.stores.employers.upsert([anEmployer(1)]);
    await db.stores.openings.upsert([anOpening(1, { title: '缝纫工' })]);
    const { run } = await startRun(context, {
      kind: 'nightly',
      scope: '',
      requestId: null,
      startedBy: 'test',
    });
    const tried = async (minutes: number): Promise<boolean> =>
      await catchUpNight(context, { due, now: later(minutes) });
    await withClient(db.url, async (client) => {
      await client.query(`update match_run set run_date = '2026-11-24' where id = $1`, [run.id.slice(1)]);
    });
    // The bell has its two minutes; in the day nothing begins by itself.
    expect([await tried(1), await tried(5), await tried(359), await tried(361)]).toEqual([
      false,
      true,
      true,
      false,
    ]);
    await withClient(db.url, async (client) => {
      await client.query(`update match_run set run_date = '2026-11-25' where id = $1`, [run.id.slice(1)]);
    });
    expect(await tried(60)).toBe(false);
  });
});

/** Processes of PostgreSQL that hold the lead. */
async function leaders(url: string): Promise<number[]> {
  return await withClient(url, async (client) => {
    const { rows } = await client.query<{ pid: number }>(
      `select a.pid from pg_locks l join pg_stat_activity a using (pid)
       where l.locktype = 'advisory' and l.granted and a.application_name = 'longqiao-leader'
         and a.datname = current_database()`,
    );
    return rows.map((row) => row.pid);
  });
}

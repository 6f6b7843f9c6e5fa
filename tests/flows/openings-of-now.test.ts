import { beforeAll, describe, expect, it } from 'vitest';
import { makeId, type OpeningId } from '../../src/domain/ids.ts';
import { DEFAULT_PROFILE } from '../../src/domain/weights.ts';
import type { Database } from '../../src/flows/ports/database.ts';
import type { OpeningStore } from '../../src/flows/ports/opening-store.ts';
import { buildAtMoment, newestIdfVersion } from '../../src/flows/world.ts';
import { printsOf } from '../../src/matching/memory/opening-prints.ts';
import type { World } from '../../src/matching/world.ts';
import { loadReference } from '../../src/reference/load-reference.ts';
import { withClient } from '../../src/services/postgres-control.ts';
import { anEmployer, anOpening } from '../db/builders.ts';
import { openTestDatabase } from '../support/database.ts';

const WEDNESDAY = '2026-03-04';
const COUNT = 12;
const reference = loadReference();

let db: Database & { readonly url: string };
let ids: readonly OpeningId[];
let server: string | null = null;
/** Which openings were read, by call; `null`: all. */
const read: (readonly OpeningId[] | null)[] = [];

beforeAll(async () => {
  const opened = await openTestDatabase();
  const { employers, openings } = opened.stores;
  const forMatching: OpeningStore['forMatching'] = async (only) => {
    read.push(only ?? null);
    return await openings.forMatching(only);
  };
  const marks: OpeningStore['marks'] = async () => {
    const now = await openings.marks();
    return server === null ? now : { ...now, of: server };
  };
  db = { ...opened, stores: { ...opened.stores, openings: { ...openings, forMatching, marks } } };
  const numbers = Array.from({ length: COUNT }, (_, nth) => nth + 1);
  await employers.upsert(numbers.map((nth) => anEmployer(nth, { foundedOn: '2020-01-01' })));
  const created = await openings.upsert(numbers.map((nth) => anOpening(nth)));
  ids = created.map((one) => one.id);
  await newestIdfVersion({ db: opened, reference });
});

async function worldOf(database: Database, day: string): Promise<World> {
  const context = { db: database, reference };
  const idfVersion = await newestIdfVersion(context);
  const { name: profileName, version: profileVersion } = DEFAULT_PROFILE;
  return (await buildAtMoment(context, { runDate: day, profileName, profileVersion, idfVersion })).world;
}

/** The world of one who remembers, which must be that of one who knows nothing; and what the first one read for it. */
async function rebuilt(day = WEDNESDAY): Promise<{ world: World; asked: (readonly OpeningId[] | null)[] }> {
  const from = read.length;
  const world = await worldOf(db, day);
  const asked = read.slice(from);
  const fresh = await worldOf({ ...db }, day);
  expect(world.openings).toEqual(fresh.openings);
  expect([...world.openingsById.keys()]).toEqual([...fresh.openingsById.keys()]);
  expect(world.unusable).toEqual(fresh.unusable);
  expect(printsOf(world).prints.equals(printsOf(fresh).prints)).toBe(true);
  return { world, asked };
}

async function sql(statement: string, ...parameters: unknown[]): Promise<void> {
  await withClient(db.url, async (client) => await client.query(statement, parameters));
}

/** Positions of openings that are not the same objects as before. */
function renewed(before: World, after: World): number[] {
  return ids.flatMap((id, nth) => (before.openingsById.get(id) === after.openingsById.get(id) ? [] : [nth]));
}

describe('the openings of now', () => {
  it('are read once, and then those alone whose rows were written since', async () => {
    const first = await rebuilt();
    expect(first.asked).toEqual([null]);
    const again = await rebuilt();
    expect(again.asked).toEqual([]);
    expect(renewed(first.world, again.world)).toEqual([]);
    await sql(
      'update opening set wage_low_cny_per_month = 9000, wage_high_cny_per_month = 9100 where id = $1',
      3,
    );
    const third = await rebuilt();
    expect(third.asked).toEqual([[makeId('O', 3)]]);
    expect(renewed(again.world, third.world)).toEqual([2]);
  });

  it('come, go and come back', async () => {
    const before = (await rebuilt()).world;
    await db.stores.openings.withdraw(ids[4]!);
    expect((await rebuilt()).world.openings).toHaveLength(COUNT - 1);
    await sql('update opening set is_withdrawn = false where id = $1', 5);
    const back = await rebuilt();
    expect(back.asked).toEqual([[ids[4]]]);
    expect(renewed(before, back.world)).toEqual([4]);
    const [created] = await db.stores.openings.upsert([anOpening(1, { openingNo: 'new' })]);
    expect((await rebuilt()).asked).toEqual([[created!.id]]);
    await sql('delete from opening where id = $1', Number(created!.id.slice(1)));
    expect((await rebuilt()).world.openings).toHaveLength(COUNT);
  });

  it('know what becomes of their employers, whose rows say nothing of it', async () => {
    const before = (await rebuilt()).world;
    const { employers } = db.stores;
    await employers.setDistress('E2', 'stop', WEDNESDAY, 'x');
    await sql(`update employer set kind = 'public_post' where id = 3`);
    const arrears = { kind: 'wage_arrears', from: '2026-03-05', to: null } as const;
    const layoff = { kind: 'layoff', date: '2026-01-05', people: 60 } as const;
    await employers.upsert([anEmployer(5, { evidence: [arrears] }), anEmployer(6, { evidence: [layoff] })]);
    const after = await rebuilt();
    expect(after.asked).toEqual([]);
    const inputOf = (world: World, nth: number) => world.openingsById.get(ids[nth]!)!.input;
    expect(inputOf(after.world, 1).isEmployerSuspended).toBe(true);
    expect(inputOf(after.world, 2).isPublicPost).toBe(true);
    expect(inputOf(after.world, 4).isEmployerSuspended).toBe(false);
    expect(inputOf(after.world, 5).stability.value).toBeLessThan(inputOf(before, 5).stability.value);
    expect(inputOf((await rebuilt('2026-03-05')).world, 4).isEmployerSuspended).toBe(true);
    // The same day again, then the Monday after.
    await rebuilt();
    await rebuilt('2026-03-09');
  });

  it('are prepared anew by another idf table', async () => {
    const before = (await rebuilt()).world;
    await db.stores.settings.saveIdf({ thousandths: new Map([['welder', 2_000]]), maximum: 9_000 });
    const after = await rebuilt();
    expect(after.asked).toEqual([]);
    expect(renewed(before, after.world)).toEqual(ids.map((_id, nth) => nth));
  });

  it('are read anew from a server that was started again, whose row versions may be those of other rows', async () => {
    await rebuilt();
    server = 'started again';
    expect((await rebuilt()).asked).toEqual([null]);
    expect((await rebuilt()).asked).toEqual([]);
  });
});

import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/dates.ts';
import { NightThreads } from '../../src/ranking/night-threads.ts';
import { MONDAY, NightWorld, type Happening } from '../support/night-world.ts';

const ENTRY = pathToFileURL(path.resolve(import.meta.dirname, '../../src/bin/night-thread.ts'));
/** A module that ends as soon as it runs. */
const BROKEN = new URL('data:text/javascript,process.exit(3)');

/** Of each way in which ranking anew differs: openings, laborers read and not read, refusals, days. */
const DAY: readonly Happening[] = [
  'pay more',
  'fill',
  'advertise',
  'ask for more',
  'find work',
  'register',
  'refuse today',
  'turn of age tomorrow',
];

let world: NightWorld;
let crew: NightThreads;

beforeAll(async () => {
  world = await NightWorld.open();
  crew = new NightThreads({ entry: ENTRY, databaseUrl: world.url, threads: 2, warn: () => undefined });
}, 120_000);

afterAll(async () => {
  await crew.close();
});

describe('a night by a crew of threads', () => {
  it('has the lists of now, whole and incremental, with refusals and over the turn of a day', async () => {
    world.day = MONDAY;
    await world.night({ isWhole: true });
    for (const nth of [4, 33]) await world.happen('refuse today', nth);
    const whole = await world.night({ isWhole: true }, crew);
    expect(whole).toMatchObject({ state: 'published', shardsFailed: 0, baseRunId: null });
    expect(whole.checksum).toBe(await world.checksumNow(whole));
    for (const [at, kind] of DAY.entries()) for (const nth of [9, 77]) await world.happen(kind, nth + 5 * at);
    for (const day of [MONDAY, addDays(MONDAY, 1)]) {
      world.day = day;
      const run = await world.night({}, crew);
      expect(run).toMatchObject({ state: 'published', shardsFailed: 0, baseRunId: whole.id });
      expect(run.checksum).toBe(await world.checksumNow(run));
    }
  }, 120_000);

  it('says that a thread was lost, and leaves the shards to whoever comes next', async () => {
    const lost = new NightThreads({
      entry: BROKEN,
      databaseUrl: world.url,
      threads: 1,
      warn: () => undefined,
    });
    await expect(world.night({ isWhole: true, requestId: 'lost' }, lost)).rejects.toThrow(
      expect.objectContaining({ code: 'RANKING_UNAVAILABLE' }),
    );
    await lost.close();
    const run = await world.night({ isWhole: true, requestId: 'lost' }, crew);
    expect(run).toMatchObject({ state: 'published', shardsFailed: 0 });
  }, 120_000);
});

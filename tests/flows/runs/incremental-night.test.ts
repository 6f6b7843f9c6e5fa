import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../../../src/domain/dates.ts';
import { startRun } from '../../../src/flows/runs/start-run.ts';
import { publishRun } from '../../../src/flows/runs/publish-run.ts';
import { runShard } from '../../../src/flows/runs/run-shard.ts';
import { ALL_HAPPENINGS, MONDAY, NightWorld, type Happening } from '../../support/night-world.ts';

/** Kinds that happen before the same night: few, so that each must be found by itself. */
const AT_ONCE = 4;

let world: NightWorld;

beforeAll(async () => {
  world = await NightWorld.open();
}, 120_000);

/** What happens on one day, and how many days later the night is. */
const anyDay = fc.record({
  happenings: fc.array(fc.tuple(fc.constantFrom(...ALL_HAPPENINGS), fc.nat({ max: 400 })), { maxLength: 6 }),
  days: fc.nat({ max: 2 }),
});

/** A night, and what everybody's list is when it is ranked from the rows as they are. */
async function nightAndNow(): Promise<{ readonly night: object; readonly now: object }> {
  const { state, wholeReason, checksum, ...run } = await world.night();
  return {
    night: { state, wholeReason, checksum },
    now: {
      state: 'published',
      wholeReason: null,
      checksum: await world.checksumNow({ ...run, state, wholeReason, checksum }),
    },
  };
}

describe('an incremental night', () => {
  it('keeps no list of its own where nothing happened', async () => {
    world.day = MONDAY;
    const whole = await world.night({ isWhole: true });
    expect(whole).toMatchObject({ wholeReason: 'asked', baseRunId: null });
    expect(whole.checksum).toBe(await world.checksumNow(whole));
    const run = await world.night();
    expect(run).toMatchObject({ baseRunId: whole.id, wholeReason: null, laborers: whole.laborers });
    expect(run.checksum).toBe(whole.checksum);
    expect(await world.ownLists(run.id)).toBe(0);
    expect(await world.ownLists(whole.id)).toBeGreaterThan(200);
  }, 60_000);

  it.each(batches(ALL_HAPPENINGS))(
    'finds what moves on that day and on the next: %s',
    async (...kinds) => {
      world.day = MONDAY;
      await world.night({ isWhole: true });
      for (const [at, kind] of kinds.entries()) {
        for (const nth of [3, 50, 111]) await world.happen(kind, nth + 17 * at);
      }
      const first = await nightAndNow();
      expect(first.night).toEqual(first.now);
      world.day = addDays(MONDAY, 1);
      const second = await nightAndNow();
      expect(second.night).toEqual(second.now);
    },
    60_000,
  );

  it('is exact whatever happened, over several nights of an epoch', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyDay, { minLength: 1, maxLength: 3 }), async (days) => {
        world.day = MONDAY;
        await world.night({ isWhole: true });
        for (const { happenings, days: later } of days) {
          for (const [kind, nth] of happenings) await world.happen(kind, nth);
          world.day = addDays(world.day, later);
          const { night, now } = await nightAndNow();
          expect(night).toEqual(now);
        }
      }),
      { numRuns: 3 },
    );
  }, 300_000);

  it('finds a change that was under way when the base run began and was committed after it', async () => {
    world.day = MONDAY;
    const release = await world.holdOpen(
      'update laborer set wage_floor_cny_per_month = 5000 where id % 5 = 0',
    );
    await world.night({ isWhole: true });
    await release();
    const { night, now } = await nightAndNow();
    expect(night).toEqual(now);
  }, 60_000);

  it('finds openings that changed while the base run was worked on', async () => {
    world.day = MONDAY;
    const input = {
      kind: 'manual',
      scope: '',
      requestId: 'mixed',
      startedBy: 'test',
      topK: 5,
      isWhole: true,
    } as const;
    const { run } = await startRun(world.context, { ...input, shardSize: 60 });
    const shards = await world.context.db.stores.runs.shards(run.id);
    expect(shards.length).toBeGreaterThan(3);
    for (const { number } of shards) {
      await runShard(world.context, { runId: run.id, shard: number, worker: 'test' });
      if (number === 2) for (const nth of [1, 9, 60]) await world.happen('pay more', nth);
      if (number === 3) for (const nth of [1, 9, 60]) await world.happen('pay less', nth);
    }
    await publishRun(world.context, run.id);
    const { night, now } = await nightAndNow();
    expect(night).toEqual(now);
  }, 60_000);

  it('is worked on by shards in any order, by several workers, and again after one died', async () => {
    world.day = MONDAY;
    await world.night({ isWhole: true });
    for (const nth of [5, 40, 90]) await world.happen('pay more', nth);
    for (const nth of [6, 41, 91]) await world.happen('move house', nth);
    const input = { kind: 'manual', scope: '', requestId: 'shards', startedBy: 'test', topK: 5 } as const;
    const { run } = await startRun(world.context, input);
    expect(run.wholeReason).toBeNull();
    const { runs } = world.context.db.stores;
    const numbers = (await runs.shards(run.id)).map((shard) => shard.number).toReversed();
    // One dies with a shard in its hands: the lease runs out at once.
    expect(await runs.lease(run.id, numbers[0] ?? 0, 'dead', 0)).not.toBeNull();
    const work = async (worker: string): Promise<void> => {
      for (const shard of numbers) await runShard(world.context, { runId: run.id, shard, worker });
    };
    await Promise.all(Array.from({ length: 8 }, async (_, nth) => await work(`worker-${nth}`)));
    expect(await publishRun(world.context, run.id)).toBe(true);
    const done = await runs.find(run.id);
    expect(done).toMatchObject({ state: 'published', shardsFailed: 0 });
    expect(done?.checksum).toBe(await world.checksumNow(run));
  }, 60_000);
});

describe('what makes a night whole', () => {
  it('another epoch, and a day that went back', async () => {
    world.day = addDays(MONDAY, 2);
    await world.night({ isWhole: true });
    world.day = addDays(MONDAY, 1);
    expect(await world.night()).toMatchObject({ wholeReason: 'date_went_back' });
    world.day = addDays(MONDAY, 7);
    expect(await world.night()).toMatchObject({ wholeReason: 'epoch_changed' });
  }, 60_000);

  it('another length, profile or idf table, other cooperation pairs, everyone changed, and a base that is gone', async () => {
    world.day = MONDAY;
    const { stores } = world.context.db;
    const whole = await world.night({ isWhole: true });
    expect(await world.night({ topK: 6 })).toMatchObject({ wholeReason: 'top_k_changed' });
    expect(await world.night({ profileName: 'nearby_first', topK: 6 })).toMatchObject({
      wholeReason: 'profile_changed',
    });
    expect(await world.night({ profileName: 'nearby_first', topK: 6, refreshIdf: true })).toMatchObject({
      wholeReason: 'idf_changed',
    });
    await stores.settings.addCooperationPairs([
      { homePrefix: '6201', partnerPrefix: '4403', from: '2026-01-01', to: null },
    ]);
    expect(await world.night({ profileName: 'nearby_first', topK: 6 })).toMatchObject({
      wholeReason: 'settings_changed',
    });
    expect(await world.night({ profileName: 'nearby_first', topK: 6 })).toMatchObject({ wholeReason: null });
    await world.sql('truncate referral cascade');
    expect(await world.night({ profileName: 'nearby_first', topK: 6 })).toMatchObject({
      wholeReason: 'much_changed',
    });
    expect(whole.baseRunId).toBeNull();
  }, 120_000);

  it('keeps a base as long as a run over it is kept', async () => {
    world.day = MONDAY;
    const whole = await world.night({ isWhole: true });
    await world.happen('pay more', 12);
    const runs = [];
    for (let night = 0; night < 9; night += 1) runs.push(await world.night());
    for (const run of runs) expect(run.baseRunId).toBe(whole.id);
    expect(runs.at(-1)?.checksum).toBe(runs[0]?.checksum);
    expect(await world.ownLists(whole.id)).toBeGreaterThan(0);
    const found = await world.sql('select count(*)::int as count from laborer_change');
    expect(found).toEqual([{ count: 0 }]);
  }, 120_000);
});

/** Rows of a table of tests. */
function batches(kinds: readonly Happening[]): Happening[][] {
  return Array.from({ length: Math.ceil(kinds.length / AT_ONCE) }, (_, nth) =>
    kinds.slice(nth * AT_ONCE, (nth + 1) * AT_ONCE),
  );
}

import { beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/dates.ts';
import type { LaborerRecord } from '../../src/domain/laborer.ts';
import type { MatchLaborer } from '../../src/domain/match-input.ts';
import type { Database, Stores } from '../../src/flows/ports/database.ts';
import type { LaborerStore } from '../../src/flows/ports/laborer-store.ts';
import {
  aFullRecord,
  aLaborer,
  anEmployer,
  aNewRun,
  anOpening,
  aRecord,
  aWillingLaborer,
  NO_WISHES,
} from '../db/builders.ts';
import { openTestDatabase } from '../db/open-test-database.ts';

let db: Database;
let stores: Stores;
let laborers: LaborerStore;

beforeAll(async () => {
  ({ db } = await openTestDatabase());
  stores = db.stores;
  laborers = stores.laborers;
  const people = Array.from({ length: 2_100 }, (_, at) => aWillingLaborer(20_000 + at, '620721'));
  const rows = await laborers.upsert([...people, aLaborer(40_000)]);
  await laborers.moveOnList({
    laborerId: rows[7]!.id,
    kind: 'employed',
    date: '2026-02-01',
    reason: 'placement_started',
    source: 'x',
  });
});

describe('the stream of laborers', () => {
  /** The laborers of a stream as they were when they were given. */
  async function streamed(which: Parameters<typeof laborers.streamForMatching>[0], runDate: string) {
    const given: MatchLaborer[] = [];
    await laborers.streamForMatching(which, runDate, (one) => {
      given.push({ ...one, intention: { ...one.intention } });
    });
    return given;
  }

  it('is what forMatching gives, with nulls, empty lists, refusals and all', async () => {
    const list = { kind: 'willing', validFrom: '2026-01-01', source: 'x' } as const;
    const odd: Partial<LaborerRecord>[] = [
      aFullRecord(),
      { flags: {} },
      { flags: { monitored: true, disabled: false } },
      { holdings: [], certificates: [], currentPlaceCode: null },
      { holdings: [{ code: 'welder', level: 'able', words: '焊' }] },
      { holdings: [{ code: 'welder', level: 'proven' }], matchConsent: 'given', inSchool: true },
      { intention: { ...NO_WISHES, wageFloorCnyPerMonth: null, maxDistanceKm: null, availableFrom: null } },
      { intention: { ...NO_WISHES, wageFloorCnyPerMonth: 0, maxDistanceKm: 0.5, acceptedTerms: ['daily'] } },
      { birthDate: '1959-02-28', homeCode: '621121100200', education: 'none', laborAbility: 'lost' },
      { intention: { ...NO_WISHES, areas: ['621100', '110000'], wishedOccupations: ['welder'] } },
    ];
    const rows = await laborers.upsert(
      odd.map((change, at) => aLaborer(30_000 + at, { record: aRecord(change), list })),
    );
    const ids = rows.map((row) => row.id);
    const today = await db.today();
    const brokerId = await stores.brokers.add({
      name: '问',
      stationId: null,
      scope: ['62'],
      email: null,
      isActive: true,
    });
    await stores.employers.upsert([anEmployer(60)]);
    const [opening] = await stores.openings.upsert([anOpening(60)]);
    for (const reason of ['wage', 'place'] as const) {
      const made = await stores.referrals.create({ laborerId: ids[1]!, openingId: opening!.id, brokerId });
      await stores.referrals.update({ ...made, state: 'refused', refusalReason: reason }, `${reason}:1`);
    }
    const expected = await laborers.forMatching(ids, today);
    expect(expected[1]!.refusals).toHaveLength(2);
    expect(await streamed(ids, today)).toEqual(expected);
    // Two refusals of one opening: named once, on the days on which a run holds them against it.
    const days = [addDays(today, -1), today, addDays(today, 90), addDays(today, 91)];
    const named = await Promise.all(days.map(async (day) => await stores.runs.refusedOpenings(day)));
    expect(named).toEqual([[], [opening!.id], [opening!.id], []]);
  });

  it('gives a shard its own laborers, in the order of their keys, and the willing only', async () => {
    const made = await stores.runs.create(aNewRun({ kind: 'manual', requestId: 'stream', scope: '620721' }));
    const shards = await stores.runs.plan(made.run.id, 900);
    expect(shards.length).toBeGreaterThan(1);
    for (const shard of shards) {
      const expected = await laborers.shardForMatching(shard, '2026-11-23');
      expect(await streamed([shard], '2026-11-23')).toEqual(expected);
    }
    const inOrder = await Promise.all(
      shards.map(async (shard) => await laborers.shardForMatching(shard, '2026-11-23')),
    );
    expect(await streamed(shards, '2026-11-23')).toEqual(inOrder.flat());
    const withoutTheSecond = await streamed([shards[0]!, ...shards.slice(2)], '2026-11-23');
    expect(withoutTheSecond).toEqual([...inOrder[0]!, ...inOrder.slice(2).flat()]);
    expect(await streamed([], '2026-11-23')).toEqual([]);
  });

  it('lets nothing but days and counties into its statement', async () => {
    const ids = ['L1'] as const;
    await expect(streamed(ids, "2026-11-23' or true --")).rejects.toThrow('not a day');
    const [shard] = await stores.runs.shards(
      (await stores.runs.create(aNewRun({ kind: 'manual', requestId: 'stream' }))).run.id,
    );
    await expect(streamed([{ ...shard!, countyCode: "' or true --" }], '2026-11-23')).rejects.toThrow(
      'not a county',
    );
  });
});

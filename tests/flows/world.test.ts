import { beforeAll, describe, expect, it } from 'vitest';
import type { LaborerId, OpeningId, RunId } from '../../src/domain/ids.ts';
import type { FlowContext } from '../../src/flows/context.ts';
import { explain } from '../../src/flows/explain.ts';
import type { Database } from '../../src/flows/ports/database.ts';
import { recommend } from '../../src/flows/recommend.ts';
import { publishRun } from '../../src/flows/runs/publish-run.ts';
import { runShard } from '../../src/flows/runs/run-shard.ts';
import { startRun, type StartRun } from '../../src/flows/runs/start-run.ts';
import { shortlist } from '../../src/flows/shortlist.ts';
import { worldOf } from '../../src/flows/world.ts';
import { loadReference } from '../../src/reference/load-reference.ts';
import { anEmployer, anOpening, aWillingLaborer, creditCodeOf } from '../db/builders.ts';
import { fakeQueue } from '../support/fake-queue.ts';
import { openTestDatabase } from '../support/database.ts';

const OPERATOR = { name: 'cli:test', role: 'admin', scope: [''], brokerId: null } as const;
const TONGWEI = '621121';
const WUSHAN = '620524';

let context: FlowContext;
let opening: OpeningId;
let inTongwei: LaborerId;
let inWushan: LaborerId;

function contextOver(db: Database): FlowContext {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  return {
    db,
    queue: fakeQueue(),
    reference: loadReference(),
    log,
    notifiers: [],
    readFile: async () => await Promise.reject(new Error('no file is read here')),
  };
}

async function runAndPublish(input: Partial<StartRun>): Promise<RunId> {
  const start = { kind: 'manual', scope: '', requestId: 'test', startedBy: 'test' } as const;
  const { run } = await startRun(context, { ...start, ...input });
  for (const shard of await context.db.stores.runs.shards(run.id)) {
    await runShard(context, { runId: run.id, shard: shard.number, worker: 'test' });
  }
  expect(await publishRun(context, run.id)).toBe(true);
  return run.id;
}

beforeAll(async () => {
  context = contextOver(await openTestDatabase());
  const { stores } = context.db;
  await stores.employers.upsert([anEmployer(1)]);
  const asked = [{ code: 'welder', need: 'nice', minLevel: 'none' }] as const;
  const [created] = await stores.openings.upsert([
    anOpening(1, { placeCode: WUSHAN, requirements: asked, headcount: 5 }),
  ]);
  opening = created!.id;
  const people = [aWillingLaborer(1, TONGWEI), aWillingLaborer(2, WUSHAN)];
  const [first, second] = await stores.laborers.upsert(people);
  inTongwei = first!.id;
  inWushan = second!.id;
});

describe('what is ranked or explained now', () => {
  it('has the scores of the run that covers the laborer, whatever another county tried since', async () => {
    const whole = await runAndPublish({ requestId: 'whole' });
    const county = await runAndPublish({ requestId: 'county', scope: WUSHAN, profileName: 'nearby_first' });
    const scores = new Map<LaborerId, number>();
    for (const [laborerId, runId] of [
      [inTongwei, whole],
      [inWushan, county],
    ] as const) {
      const stored = (await context.db.stores.runs.published([laborerId])).get(laborerId);
      expect(stored?.run).toBe(runId);
      const score = stored!.list.pairs[0]!.score;
      scores.set(laborerId, score);
      const pair = { principal: OPERATOR, laborerId, openingId: opening };
      expect((await explain(context, pair)).score).toBe(score);
      const live = await recommend(context, { ...pair, live: true });
      expect(live.list.pairs[0]!.score).toBe(score);
      expect((await recommend(context, pair)).explanations[0]!.score).toBe(score);
      const listed = await shortlist(context, { ...pair, area: laborerId === inWushan ? WUSHAN : TONGWEI });
      expect(listed.shortlist.pairs.map((one) => [one.laborerId, one.score])).toEqual([[laborerId, score]]);
    }
    const local = { ...OPERATOR, scope: ['620502', WUSHAN] };
    const prefecture = await shortlist(context, { principal: local, openingId: opening });
    const byWhole = await explain(context, { principal: OPERATOR, laborerId: inTongwei, openingId: opening });
    // Two counties share no newer run than the whole province's.
    expect(prefecture.shortlist.pairs[0]!.score).not.toBe(scores.get(inWushan));
    expect(byWhole.score).toBe(scores.get(inTongwei));
  });
});

describe('a world', () => {
  it('is kept while a run goes on: progress makes no other world', async () => {
    const runId = await runAndPublish({ requestId: 'kept' });
    const run = (await context.db.stores.runs.find(runId))!;
    const before = await worldOf(context, run);
    const further = { ...run, shardsDone: run.shardsDone + 1 };
    expect(await worldOf(context, further)).toBe(before);
  });

  it('knows the employer of every opening, even of one that is imported while it is read', async () => {
    const { db } = context;
    const { openings, employers } = db.stores;
    let asked: ReturnType<typeof employers.all> | undefined;
    const all: typeof employers.all = async () => await (asked = employers.all());
    const forMatching: typeof openings.forMatching = async () => {
      await Promise.resolve();
      // Employers that are asked for in the same breath are those of before.
      await asked;
      await employers.upsert([anEmployer(2)]);
      await openings.upsert([anOpening(2)]);
      return await openings.forMatching();
    };
    const stores = {
      ...db.stores,
      openings: { ...openings, forMatching },
      employers: { ...employers, all },
    };
    const run = (await db.stores.runs.latestPublished(''))!;
    const world = await worldOf(contextOver({ ...db, stores }), run);
    expect(world.openings).toHaveLength(2);
  });

  it('scores the worksite employer as of the Monday, and suspends for either employer as of the day', async () => {
    const layoff = { kind: 'layoff', date: '2026-03-04', people: 9 } as const;
    const arrears = { kind: 'wage_arrears', from: '2026-03-05', to: null } as const;
    const [agency, plant] = [11, 12];
    await context.db.stores.employers.upsert([
      anEmployer(agency, { evidence: [arrears] }),
      anEmployer(plant, { foundedOn: '2020-01-01', evidence: [layoff] }),
    ]);
    const dispatched = anOpening(agency, { openingNo: 'D1' });
    const [created] = await context.db.stores.openings.upsert([
      { ...dispatched, worksiteCreditCode: creditCodeOf(plant) },
    ]);
    const seen = async (runDate: string) => {
      const { version: idfVersion } = (await context.db.stores.settings.idf())!;
      const pins = { runDate, profileName: 'default', profileVersion: 1, idfVersion };
      return (await worldOf(context, pins)).openingsById.get(created!.id)!.input;
    };
    const [wednesday, thursday, nextMonday] = await Promise.all(
      ['2026-03-04', '2026-03-05', '2026-03-09'].map(seen),
    );
    expect([wednesday!.isEmployerSuspended, thursday!.isEmployerSuspended]).toEqual([false, true]);
    expect(thursday!.stability).toEqual(wednesday!.stability);
    // All of the prior after three years; a new week knows of the layoff.
    expect(wednesday!.stability.value).toBeGreaterThan(nextMonday!.stability.value);
    expect(nextMonday!.stability.explanation.en).toContain('layoff');
  });

  it('has the weights of the version it pins, not the newest', async () => {
    const { settings } = context.db.stores;
    const { version, ...first } = (await settings.profile('default'))!;
    const weights = { skill: 200, location: 200, distance: 200, stability: 200, terms: 200 };
    expect(await settings.saveProfile({ ...first, weights })).toBe(version + 1);
    const idfVersion = (await settings.idf())!.version;
    const newest = await settings.saveIdf({ thousandths: new Map([['welder', 5]]), maximum: 7 });
    const pins = { runDate: '2026-03-04', profileName: 'default', profileVersion: version, idfVersion };
    const world = await worldOf(context, pins);
    expect(world.settings.profile.weights).toEqual(first.weights);
    expect([world.settings.idf.version, newest]).toEqual([idfVersion, idfVersion + 1]);
    const newer = await worldOf(context, { ...pins, profileVersion: version + 1 });
    expect(newer.settings.profile.weights).toEqual(weights);
  });
});

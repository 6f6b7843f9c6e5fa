import { beforeAll, describe, expect, it } from 'vitest';
import { keyOf, type LaborerId, type RunId } from '../../src/domain/ids.ts';
import type { MatchRun } from '../../src/domain/match-run.ts';
import type { FlowContext } from '../../src/flows/context.ts';
import type { Database } from '../../src/flows/ports/database.ts';
import { previewDigests } from '../../src/flows/notices/preview-digests.ts';
import { decideRun, retryRun } from '../../src/flows/runs/decide-run.ts';
import { diffRun } from '../../src/flows/runs/diff-run.ts';
import { publishRun } from '../../src/flows/runs/publish-run.ts';
import { reportRun, runEvents } from '../../src/flows/runs/report-run.ts';
import { runDoctor } from '../../src/flows/runs/run-doctor.ts';
import { runShard } from '../../src/flows/runs/run-shard.ts';
import { startRun, type StartRun } from '../../src/flows/runs/start-run.ts';
import { ENGINE_VERSION } from '../../src/matching/engine-version.ts';
import { DEFAULT_DRIFT_LIMITS } from '../../src/matching/evaluation/drift-guard.ts';
import { loadReference } from '../../src/reference/load-reference.ts';
import { withClient } from '../../src/services/postgres-control.ts';
import { anEmployer, anOpening, aWillingLaborer } from '../db/builders.ts';
import { openTestDatabase } from '../support/database.ts';
import { fakeQueue } from '../support/fake-queue.ts';

const OPERATOR = { name: 'cli:test', role: 'admin', scope: [''], brokerId: null } as const;
const TONGWEI = '621121';
const WUSHAN = '620524';

let db: Database & { readonly url: string };
let context: FlowContext;
let warned: string[];
let inTongwei: LaborerId;
let inWushan: LaborerId;
let requests = 0;

beforeAll(async () => {
  db = await openTestDatabase();
  const warn = (_fields: object, message: string): void => void warned.push(message);
  warned = [];
  context = {
    db,
    queue: fakeQueue(),
    reference: loadReference(),
    log: { info: () => undefined, warn, error: warn },
    notifiers: [],
    readFile: async () => await Promise.reject(new Error('no file is read here')),
  };
  const { stores } = db;
  await stores.employers.upsert([anEmployer(1), anEmployer(2)]);
  const asked = [{ code: 'welder', need: 'nice', minLevel: 'none' }] as const;
  await stores.openings.upsert(
    [1, 2, 3].map((nth) =>
      anOpening(1 + (nth % 2), { title: `岗位${nth}`, placeCode: WUSHAN, requirements: asked, headcount: 5 }),
    ),
  );
  const people = [aWillingLaborer(1, TONGWEI), aWillingLaborer(2, WUSHAN), aWillingLaborer(3, WUSHAN)];
  const [first, second] = await stores.laborers.upsert(people);
  inTongwei = first!.id;
  inWushan = second!.id;
});

async function start(input: Partial<StartRun> = {}): Promise<MatchRun> {
  requests += 1;
  const manual = { kind: 'manual', scope: '', requestId: `run ${requests}`, startedBy: 'test' } as const;
  // Whole runs store every list, so that a spoiled one is met.
  return (await startRun(context, { ...manual, isWhole: true, ...input })).run;
}

/** Works on a run until nothing of it waits any more, errors and all, then asks to publish. */
async function work(runId: RunId): Promise<MatchRun> {
  const { runs } = db.stores;
  for (let round = 0; round < 20; round += 1) {
    const lost = (await runs.lost()).filter((shard) => shard.runId === runId);
    if (lost.length === 0) break;
    for (const { number } of lost) {
      await runShard(context, { runId, shard: number, worker: 'test' }).catch(() => undefined);
    }
  }
  await publishRun(context, runId);
  return (await runs.find(runId))!;
}

async function shown(id: LaborerId): Promise<RunId | undefined> {
  return (await db.stores.runs.published([id])).get(id)?.run;
}

/** Does something to each list of a laborer that is stored for a run from now on. */
async function spoil(runId: RunId, id: LaborerId, deed: string): Promise<() => Promise<void>> {
  const table = `recommendation_r${keyOf(runId)}`;
  await sql(`create function spoil_${table}() returns trigger language plpgsql as $$
    begin if new.laborer_id = ${keyOf(id)} then ${deed} end if; return new; end $$`);
  await sql(`create trigger spoil before insert on ${table} for each row execute function spoil_${table}()`);
  return async () => await sql(`drop trigger spoil on ${table}`);
}

async function sql(statement: string): Promise<void> {
  await withClient(db.url, async (client) => {
    await client.query(statement);
  });
}

describe('verify, then publish', () => {
  it('checks every shard before a county is shown', async () => {
    const { id } = await start();
    for (const shard of await db.stores.runs.shards(id)) {
      await runShard(context, { runId: id, shard: shard.number, worker: 'test' });
    }
    const report = await reportRun(context, { principal: OPERATOR, runId: id });
    expect(report.run).toMatchObject({ state: 'running', shardsDone: 2, shardsChecked: 2 });
    expect(await publishRun(context, id)).toBe(true);
    const { verdicts, pace } = await reportRun(context, { principal: OPERATOR, runId: id });
    expect(verdicts.map((one) => [one.countyCode, one.verdict])).toEqual([
      [WUSHAN, 'passed'],
      [TONGWEI, 'passed'],
    ]);
    expect(pace).toMatchObject({ waiting: 0, settled: 2, laborersLeft: 0 });
    const kinds = (await runEvents(context, { principal: OPERATOR, runId: id, after: 0 })).map(
      (one) => one.kind,
    );
    expect(kinds).toEqual(['started', 'shard_done', 'shard_done', 'published']);
  });

  it('never publishes a run of which a shard is not checked', async () => {
    const { id } = await start();
    const [shard] = await db.stores.runs.shards(id);
    await sql(`update run_shard set state = 'done' where run_id = ${keyOf(id)}`);
    expect(await publishRun(context, id)).toBe(false);
    expect(await db.stores.runs.lost()).toContainEqual(
      expect.objectContaining({ runId: id, number: shard!.number }),
    );
  });

  it('keeps a county out whose lists stay wrong, names its faults, shows its lists of before, and takes it in once mended', async () => {
    const before = await work((await start()).id);
    const { id } = await start();
    const mend = await spoil(id, inWushan, 'new.scores[1] := new.scores[1] + 1;');
    expect((await work(id)).state).toBe('published');
    expect(await shown(inWushan)).toBe(before.id);
    expect(await shown(inTongwei)).toBe(id);
    const { verdicts, faults } = await reportRun(context, { principal: OPERATOR, runId: id });
    expect(verdicts[0]).toEqual({
      countyCode: WUSHAN,
      verdict: 'quarantined',
      faults: faults.length,
      failedShards: 0,
      keptRunId: before.id,
    });
    expect(faults.map((fault) => [fault.code, fault.laborerId])).toContainEqual(['SCORE_WRONG', inWushan]);
    expect((await runDoctor(context)).map((one) => one.code)).toContain('COUNTY_QUARANTINED');

    await mend();
    expect(await retryRun(context, { principal: OPERATOR, runId: id })).toMatchObject({ shards: 1 });
    await work(id);
    expect(await shown(inWushan)).toBe(id);
    expect((await db.stores.verification.verdicts(id)).every((one) => one.verdict === 'passed')).toBe(true);
    await expect(retryRun(context, { principal: OPERATOR, runId: id })).rejects.toMatchObject({
      code: 'NOTHING_TO_RETRY',
    });
  });

  it('keeps a county out whose shard always breaks, says by what, and publishes the rest', async () => {
    const before = await work((await start()).id);
    const { id } = await start();
    await spoil(id, inWushan, `raise exception 'disk of the moon is full';`);
    await work(id);
    expect([await shown(inWushan), await shown(inTongwei)]).toEqual([before.id, id]);
    const { failures } = await reportRun(context, { principal: OPERATOR, runId: id });
    expect(failures).toEqual([{ error: expect.stringContaining('P0001'), shards: [1] }]);
  });

  it('is asked for at once when the last shard of a run fails for good', async () => {
    const { id } = await start({ scope: WUSHAN });
    await spoil(id, inWushan, `raise exception 'broken';`);
    const queue = fakeQueue();
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      expect(queue.rung).toEqual([]);
      const failing = runShard({ ...context, queue }, { runId: id, shard: 1, worker: 'test' });
      await expect(failing).rejects.toMatchObject({ kind: 'internal' });
    }
    expect(queue.rung).toEqual([{ kind: 'publish', runId: id }]);
  });

  it('fails a run of which no county can be published', async () => {
    const before = await work((await start()).id);
    const { id } = await start({ scope: WUSHAN });
    await spoil(id, inWushan, `raise exception 'broken';`);
    expect(await work(id)).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('1 shards failed'),
    });
    expect(await shown(inWushan)).toBe(before.id);
  });

  it('ranks a shard again when its laborer changed after it was ranked', async () => {
    const { id } = await start();
    const { runs, verification } = db.stores;
    const shards = await runs.shards(id);
    let isChanged = false;
    // Between ranking and check she takes her consent back.
    const refuseAll = async (): Promise<void> => await db.stores.laborers.setConsent(inTongwei, 'withdrawn');
    const changing: FlowContext = {
      ...context,
      db: {
        ...db,
        stores: {
          ...db.stores,
          verification: {
            ...verification,
            lease: async (...args) => {
              if (!isChanged) await refuseAll();
              isChanged = true;
              return await verification.lease(...args);
            },
          },
        },
      },
    };
    const tongwei = shards.find((shard) => shard.countyCode === TONGWEI)!.number;
    await sql(`update opening set wage = '{"lowCnyPerMonth": 4000, "highCnyPerMonth": 5000}'`).catch(
      () => undefined,
    );
    const outcome = await runShard(changing, { runId: id, shard: tongwei, worker: 'test' });
    expect(outcome).toBe('again');
    await work(id);
    expect((await db.stores.verification.verdicts(id)).every((one) => one.verdict === 'passed')).toBe(true);
    await db.stores.laborers.setConsent(inTongwei, 'given');
  });
});

describe('a run that drifted', () => {
  it('waits for a yes, and is published by it', async () => {
    const before = await work((await start()).id);
    const { id } = await start();
    context = { ...context, driftLimits: { ...DEFAULT_DRIFT_LIMITS, changedLists: -1 } };
    const held = await work(id);
    expect(held.state).toBe('held');
    expect(await shown(inWushan)).toBe(before.id);
    const { alarms } = await reportRun(context, { principal: OPERATOR, runId: id });
    expect(alarms.map((alarm) => alarm.code)).toEqual(['CHANGED_LISTS']);
    expect((await runDoctor(context)).map((one) => one.code)).toContain('RUN_HELD');
    const approved = await decideRun(context, { principal: OPERATOR, runId: id, decision: 'approve' });
    expect(approved).toMatchObject({ state: 'running', decidedBy: 'cli:test' });
    await publishRun(context, id);
    expect(await shown(inWushan)).toBe(id);
  });

  it('is never published after a no', async () => {
    const { id } = await start();
    await work(id);
    await decideRun(context, { principal: OPERATOR, runId: id, decision: 'reject' });
    expect(await publishRun(context, id)).toBe(false);
    expect(await shown(inWushan)).not.toBe(id);
    context = { ...context, driftLimits: undefined };
  });
});

describe('a person in charge', () => {
  it('stops a run and lets it go on; what does not fit the state is refused with what would', async () => {
    const { id } = await start();
    await decideRun(context, { principal: OPERATOR, runId: id, decision: 'stop' });
    expect(await runShard(context, { runId: id, shard: 1, worker: 'test' })).toBe('skipped');
    for (const decision of ['stop', 'approve', 'reject'] as const) {
      await expect(decideRun(context, { principal: OPERATOR, runId: id, decision })).rejects.toMatchObject({
        code: 'RUN_STATE',
        kind: 'conflict',
      });
    }
    await decideRun(context, { principal: OPERATOR, runId: id, decision: 'resume' });
    expect((await work(id)).state).toBe('published');
    const audited = await db.stores.audit.of(id);
    expect(audited.map((entry) => entry.action)).toEqual(['run.stop', 'run.resume']);
  });

  it('tries a run without publishing it', async () => {
    const before = await work((await start()).id);
    const { id } = await start({ isDryRun: true });
    expect(await work(id)).toMatchObject({ state: 'finished', checksum: before.checksum });
    expect(await shown(inWushan)).toBe(before.id);
  });

  it('may not steer a run of another area', async () => {
    const { id } = await start();
    const local = { ...OPERATOR, scope: ['6211'] };
    const steer = decideRun(context, { principal: local, runId: id, decision: 'stop' });
    await expect(steer).rejects.toMatchObject({ code: 'AREA_OUT_OF_SCOPE' });
  });
});

describe('a worker', () => {
  it('leaves a run of another engine alone, without using up its attempts', async () => {
    const { id } = await start();
    await sql(`update match_run set engine_version = '0' where id = ${keyOf(id)}`);
    warned = [];
    expect(await runShard(context, { runId: id, shard: 1, worker: 'test' })).toBe('skipped');
    expect(warned).toEqual(['run left alone']);
    expect((await db.stores.runs.shards(id))[0]).toMatchObject({ state: 'waiting', attempts: 0 });
    expect((await runDoctor(context)).map((one) => one.code)).toContain('OTHER_ENGINE');
  });

  it('is missed by the doctor, and told of where it has another engine or nobody keeps the nights', async () => {
    const codes = async (): Promise<readonly string[]> => (await runDoctor(context)).map((one) => one.code);
    expect(await codes()).toContain('NO_WORKER');
    const beat = {
      version: '0.0.9',
      isLeading: false,
      messagesDone: 3,
      messagesFailed: 1,
      loopLagP99Ms: 12.5,
      rssMb: 210,
    };
    await db.stores.watch.beat({ ...beat, name: 'old:7', engineVersion: '0' });
    expect(await codes()).toEqual(expect.arrayContaining(['WORKER_OTHER_ENGINE', 'NO_KEEPER']));
    await db.stores.watch.beat({ ...beat, name: 'new:8', engineVersion: ENGINE_VERSION, isLeading: true });
    await db.stores.watch.leave('old:7');
    expect(await codes()).not.toEqual(expect.arrayContaining(['NO_KEEPER']));
    expect(await db.stores.watch.workers()).toMatchObject([{ name: 'new:8', messagesDone: 3, rssMb: 210 }]);
    await sql(`update worker_beat set beat_at = now() - interval '5 minutes'`);
    expect(await codes()).toContain('NO_WORKER');
    await db.stores.watch.beat({ ...beat, name: 'third:9', engineVersion: ENGINE_VERSION, isLeading: true });
    expect(await codes()).toContain('WORKER_SILENT');
    await sql(`update worker_beat set beat_at = now() - interval '25 hours' where name = 'new:8'`);
    await db.stores.watch.beat({ ...beat, name: 'third:9', engineVersion: ENGINE_VERSION, isLeading: true });
    expect((await db.stores.watch.workers()).map((one) => one.name)).toEqual(['third:9']);
  });

  it('leaves a run alone whose weights were changed under it', async () => {
    const { id, profileVersion } = await start();
    const change = (skill: number, terms: number): string =>
      `update policy_profile set weights = weights || '{"skill": ${skill}, "terms": ${terms}}'
       where name = 'default' and version = ${profileVersion}`;
    await sql(change(330, 100));
    expect(await runShard(context, { runId: id, shard: 1, worker: 'test' })).toBe('skipped');
    expect((await runDoctor(context)).map((one) => one.code)).toContain('WEIGHTS_CHANGED');
    await sql(change(380, 50));
    expect((await work(id)).state).toBe('published');
  });
});

describe('the difference with the run before', () => {
  it('counts the pairs that left and came by their reasons, and shows what would be sent without sending it', async () => {
    const first = await work((await start()).id);
    expect(first.state).toBe('published');
    const { stores } = db;
    await stores.brokers.add({ name: '李', scope: ['62'], email: null, stationId: null, isActive: true });
    const listed = await stores.runs.published([inWushan]);
    const openings = listed.get(inWushan)?.list.pairs.map((pair) => pair.openingId) ?? [];
    expect(openings.length).toBeGreaterThan(1);
    await sql(`update opening set filled = headcount where id = ${keyOf(openings[0]!)}`);
    const dry = await work((await start({ isDryRun: true })).id);
    expect(dry.state).toBe('finished');

    const found = await diffRun(context, { principal: OPERATOR, runId: dry.id });
    expect(found).toMatchObject({ before: first.id, listsChanged: 3, isEstimate: false, came: [] });
    expect(found.left).toEqual([{ reason: 'opening_full', pairs: 3 }]);
    expect(found.words.map((one) => one.zh)).toEqual([
      `与 ${first.id} 相比，3 人的清单有变`,
      '3 条推荐退出：岗位已招满',
    ]);

    // Good enough to be told of.
    await sql(
      `update recommendation set scores = array_fill(80000000, array[cardinality(scores)]) where run_id = ${keyOf(dry.id)}`,
    );
    const preview = await previewDigests(context, { principal: OPERATOR, runId: dry.id });
    expect(preview).toHaveLength(1);
    expect(preview[0]?.notice).toMatchObject({ runId: dry.id });
    expect(JSON.stringify(preview)).not.toMatch(/"L\d+"/);
    // Made as for a real publication, and taken back: it can be asked again and gives the same.
    expect(await previewDigests(context, { principal: OPERATOR, runId: dry.id })).toMatchObject([
      { brokerName: '李', channels: ['inbox'] },
    ]);
    const [left] = await withClient(db.url, async (client) => {
      const { rows } = await client.query<{ rows: number }>(
        `select ((select count(*) from proposal) + (select count(*) from outbox))::int as rows`,
      );
      return rows;
    });
    expect(left).toEqual({ rows: 0 });
    await sql(`update opening set filled = 0`);
  });
});

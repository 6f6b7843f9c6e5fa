import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunId } from '../../src/domain/ids.ts';
import { publishRun } from '../../src/flows/runs/publish-run.ts';
import { runShard } from '../../src/flows/runs/run-shard.ts';
import { anEmployer, anOpening, aWillingLaborer } from '../db/builders.ts';
import { openApiWorld, problemOf, type ApiWorld } from './api-world.ts';

let world: ApiWorld;
let server: Server;
let officer: string;

beforeAll(async () => {
  world = await openApiWorld();
  officer = await world.key('officer');
  const { stores } = world.context.db;
  await stores.employers.upsert([anEmployer(1)]);
  await stores.openings.upsert([anOpening(1)]);
  await stores.laborers.upsert([aWillingLaborer(1)]);
  server = createServer(world.app).listen(0, '127.0.0.1');
});

afterAll(() => server.closeAllConnections());

async function startedRun(body: object = {}): Promise<RunId> {
  const response = await world.ask('post', '/runs', { key: officer, body });
  expect(response.status).toBe(202);
  return (response.body as { id: RunId }).id;
}

async function finish(runId: RunId): Promise<void> {
  await runShard(world.context, { runId, shard: 1, worker: 'test' });
  await publishRun(world.context, runId);
}

/** Reads a stream of events until it ends. */
async function stream(runId: RunId, headers: Record<string, string> = {}): Promise<string> {
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/api/v1/runs/${runId}/events`, {
    headers: { authorization: `Bearer ${officer}`, accept: 'text/event-stream', ...headers },
  });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  return await response.text();
}

describe('a run over the API', () => {
  it('is told as it happens, and again from where a listener was cut off', async () => {
    const runId = await startedRun();
    const listening = stream(runId);
    await finish(runId);
    const told = await listening;
    expect([...told.matchAll(/^event: (\w+)$/gm)].map((match) => match[1])).toEqual([
      'started',
      'shard_done',
      'published',
    ]);
    const ids = [...told.matchAll(/^id: (\d+)$/gm)].map((match) => match[1]!);
    const rest = await stream(runId, { 'last-event-id': ids[1]! });
    expect([...rest.matchAll(/^id: (\d+)$/gm)].map((match) => match[1])).toEqual([ids[2]]);
    const listed = await world.ask('get', `/runs/${runId}/events?after=${ids[0]!}`, { key: officer });
    expect((listed.body as { items: { kind: string }[] }).items.map((one) => one.kind)).toEqual([
      'shard_done',
      'published',
    ]);
  });

  it('reports pace, verdicts and why it waits', async () => {
    const runId = await startedRun();
    const before = await world.ask('get', `/runs/${runId}/report`, { key: officer });
    expect(before.body).toMatchObject({
      run: { id: runId, state: 'running', isVerified: true, progress: { shards: 1, shardsChecked: 0 } },
      pace: { waiting: 1, laborersLeft: 1, laborersPerSecond: null },
      etaSeconds: null,
    });
    await finish(runId);
    const after = await world.ask('get', `/runs/${runId}/report`, { key: officer });
    expect(after.body).toMatchObject({ verdicts: [{ countyCode: '621121', verdict: 'passed' }], alarms: [] });
  });

  it('is stopped, resumed and tried without being published', async () => {
    const runId = await startedRun({ dryRun: true });
    expect((await world.ask('post', `/runs/${runId}/stop`, { key: officer })).body).toMatchObject({
      state: 'stopped',
    });
    const twice = await world.ask('post', `/runs/${runId}/stop`, { key: officer });
    expect(problemOf(twice)).toMatchObject({ status: 409, code: 'RUN_STATE' });
    await world.ask('post', `/runs/${runId}/resume`, { key: officer });
    await finish(runId);
    expect((await world.ask('get', `/runs/${runId}`, { key: officer })).body).toMatchObject({
      state: 'finished',
      publishedAt: null,
    });
    const retry = await world.ask('post', `/runs/${runId}/retry`, { key: officer });
    expect(problemOf(retry).code).toBe('NOTHING_TO_RETRY');
    for (const word of ['approve', 'reject']) {
      const refused = await world.ask('post', `/runs/${runId}/${word}`, { key: officer });
      expect(problemOf(refused).code).toBe('RUN_STATE');
    }
  });

  it('is told beside the run before, with what would be sent', async () => {
    const runId = await startedRun({ dryRun: true });
    await finish(runId);
    const difference = await world.ask('get', `/runs/${runId}/difference`, { key: officer });
    expect(difference.body).toMatchObject({ runId, left: [], came: [], isEstimate: false });
    const preview = await world.ask('get', `/runs/${runId}/notices/preview`, { key: officer });
    expect(preview).toMatchObject({ status: 200, body: { items: [] } });
    const broker = await world.key('broker');
    expect((await world.ask('get', `/runs/${runId}/notices/preview`, { key: broker })).status).toBe(403);
  });

  it('is refused for another day, and beside one that is under way, with what to do', async () => {
    const past = await world.ask('post', '/runs', { key: officer, body: { runDate: '2026-01-01' } });
    expect([past.status, problemOf(past).code]).toEqual([400, 'RUN_DATE_NOT_TODAY']);
    const runId = await startedRun({ requestId: 'first' });
    const second = await world.ask('post', '/runs', { key: officer, body: { requestId: 'second' } });
    expect([second.status, problemOf(second).code]).toEqual([409, 'RUN_UNDER_WAY']);
    expect(JSON.stringify(second.body)).toContain(`longqiao run stop ${runId}`);
    // The same request is the same run, and a dry run publishes nothing.
    expect((await world.ask('post', '/runs', { key: officer, body: { requestId: 'first' } })).status).toBe(
      200,
    );
    await startedRun({ requestId: 'dry', dryRun: true });
    await finish(runId);
    await startedRun({ requestId: 'second', runDate: await world.context.db.today() });
  });
});

import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MatchRun } from '../../src/domain/match-run.ts';
import type { QueueMessage } from '../../src/flows/ports/queue.ts';
import { publishRun } from '../../src/flows/runs/publish-run.ts';
import { startRun } from '../../src/flows/runs/start-run.ts';
import { messageHandler } from '../../src/jobs/handle-message.ts';
import { ShardThreads } from '../../src/ranking/shard-threads.ts';
import { NightWorld } from '../support/night-world.ts';

const ENTRY = pathToFileURL(path.resolve(import.meta.dirname, '../../src/bin/shard-thread.ts'));
/** A module that ends as soon as it runs. */
const BROKEN = new URL('data:text/javascript,process.exit(3)');
const THREADS = 2;

let world: NightWorld;
let hands: ShardThreads;
const rung: QueueMessage[] = [];

function threadsOf(entry: URL): ShardThreads {
  return new ShardThreads({
    entry,
    databaseUrl: world.url,
    silenceSeconds: undefined,
    threads: THREADS,
    warn: () => undefined,
    ring: async (messages) => {
      await Promise.resolve(rung.push(...messages));
    },
  });
}

let requests = 0;

async function aRun(): Promise<MatchRun> {
  requests += 1;
  const request = { kind: 'manual', scope: '', startedBy: 'test', topK: 5, shardSize: 40 } as const;
  const { run } = await startRun(world.context, { ...request, requestId: `threads-${requests}` });
  return run;
}

beforeAll(async () => {
  world = await NightWorld.open();
  hands = threadsOf(ENTRY);
}, 120_000);

beforeEach(() => {
  rung.length = 0;
});

afterAll(async () => {
  await hands.close();
});

describe('shards of a worker by threads', () => {
  it('are ranked and checked as on its event loop, and ring for what is next', async () => {
    const run = await aRun();
    const numbers = (await world.context.db.stores.runs.shards(run.id)).map((shard) => shard.number);
    expect(numbers.length).toBeGreaterThan(THREADS);
    const input = { runId: run.id, worker: 'test' };
    const outcomes = await Promise.all(numbers.map(async (shard) => await hands.run({ ...input, shard })));
    expect(new Set(outcomes)).toEqual(new Set(['done']));
    expect(rung).toContainEqual({ kind: 'publish', runId: run.id });
    expect(await hands.run({ ...input, shard: numbers[0]! })).toBe('skipped');
    expect(await publishRun(world.context, run.id)).toBe(true);
    const published = (await world.context.db.stores.runs.find(run.id))!;
    expect(published).toMatchObject({ state: 'published', shardsFailed: 0 });
    expect(published.checksum).toBe(await world.checksumNow(published));
  }, 120_000);

  it('are what a worker hands the messages of shards to', async () => {
    const run = await aRun();
    const handle = messageHandler({ ...world.context, hands }, 'test');
    const shards = await world.context.db.stores.runs.shards(run.id);
    await Promise.all(
      shards.map(async ({ number: shard }) => await handle({ kind: 'shard', runId: run.id, shard })),
    );
    // Rung through the threads: on this event loop nothing was ranked.
    expect(rung).toContainEqual({ kind: 'publish', runId: run.id });
  }, 120_000);

  it('tell what broke them in the words of the flow', async () => {
    await expect(hands.run({ runId: 'R999999', shard: 1, worker: 'test' })).rejects.toThrow(
      expect.objectContaining({ code: 'RUN_UNKNOWN' }),
    );
  });

  it('are left to whoever comes next when a thread is lost, and another thread is started', async () => {
    const run = await aRun();
    const lost = threadsOf(BROKEN);
    const input = { runId: run.id, shard: 1, worker: 'test' };
    for (let time = 0; time <= THREADS; time += 1) {
      await expect(lost.run(input)).rejects.toThrow(expect.objectContaining({ code: 'RANKING_UNAVAILABLE' }));
    }
    await lost.close();
    expect(await hands.run(input)).toBe('done');
  }, 120_000);
});

import { createRedisMock } from 'js-redis-server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { JobQueue, QueueMessage } from '../../src/flows/ports/queue.ts';
import { openQueue } from '../../src/queue/open-queue.ts';
import { fairMillisecondsOf } from '../support/fair-time.ts';
import { freePort, hasRedisServer, NO_REDIS, startOwnRedis, type OwnRedis } from '../support/redis-server.ts';
import { runChild, type Child } from '../support/run-child.ts';
import { pause, until } from '../support/until.ts';

const SHARD: QueueMessage = { kind: 'shard', runId: 'R7', shard: 3 };
const SHARD_LINE = JSON.stringify(SHARD);
const EVERY_SECOND = { message: { kind: 'sweep' }, cron: '* * * * * *' } as const;
/** Locks run out within a second, so that a killed worker's job is back soon. */
const TIMING = { lockMs: 1_000, lockRenewMs: 300, stalledCheckMs: 300, backoffMs: 20, retryProcessMs: 50 };
/** What the API promises while Redis is away. */
const ANSWER_LIMIT_MS = 2_000;

let open: JobQueue[] = [];
let children: Child[] = [];

async function openHere(redisUrl: string, name: string): Promise<JobQueue> {
  const queue = await openQueue({ redisUrl, name, timing: TIMING });
  open.push(queue);
  return queue;
}

function startWorker(redisUrl: string, name: string, mode: string): Child {
  const child = runChild('queue-worker.ts', [redisUrl, name, mode]);
  children.push(child);
  return child;
}

afterEach(async () => {
  await Promise.all(open.map((queue) => queue.close()));
  await Promise.all(children.map((child) => child.kill()));
  open = [];
  children = [];
});

const servers = [
  {
    title: 'js-redis-server',
    isHere: true,
    async start() {
      const server = await createRedisMock();
      return { url: server.url, stop: () => server.close() };
    },
  },
  { title: 'Redis', isHere: hasRedisServer(), start: startOwnRedis },
];

describe.each(servers)('two processes on $title', (kind) => {
  let server: { readonly url: string; stop(): Promise<void> };
  beforeAll(async () => {
    if (kind.isHere) server = await kind.start();
  });
  afterAll(async () => {
    if (kind.isHere) await server.stop();
  });
  beforeEach((context) => context.skip(!kind.isHere, NO_REDIS));

  it('one rings, the other handles', async () => {
    const worker = startWorker(server.url, 'two', 'finish');
    const queue = await openHere(server.url, 'two');
    await queue.ring([SHARD, { kind: 'publish', runId: 'R7' }]);
    await until(() => worker.lines.includes('{"kind":"publish","runId":"R7"}'));
    expect(worker.lines.filter((line) => line === SHARD_LINE)).toHaveLength(1);
    expect(worker.lines.some((line) => line.includes('redis'))).toBe(true);
  });

  it('a job comes back after two workers were killed in the middle of it', async () => {
    const queue = await openHere(server.url, 'killed');
    await queue.ring([SHARD]);
    for (let kills = 0; kills < 2; kills++) {
      const worker = startWorker(server.url, 'killed', 'hang');
      await until(() => worker.lines.includes(SHARD_LINE));
      await worker.kill();
    }
    const seen: QueueMessage[] = [];
    queue.work(async (message) => void seen.push(message), { concurrency: 1 });
    await until(() => seen.length > 0);
    await pause(1_500);
    expect(seen).toEqual([SHARD]);
  }, 60_000);

  // The other server lives in this process and would go by the same wrong clock.
  it.skipIf(kind.title !== 'Redis')(
    'a message that a clock far ahead put off for hours is let go again',
    async () => {
      const queue = await openQueue({
        redisUrl: server.url,
        name: 'ahead',
        timing: { ...TIMING, backoffMs: 500 },
      });
      open.push(queue);
      let runs = 0;
      const realNow = Date.now;
      queue.work(
        async () => {
          runs++;
          if (runs > 1) return;
          vi.spyOn(Date, 'now').mockImplementation(() => realNow() + 7_200_000);
          throw new Error('on a host with a wrong clock');
        },
        { concurrency: 1 },
      );
      await queue.ring([SHARD]);
      await until(() => runs === 1);
      await pause(150);
      vi.restoreAllMocks();
      // It is there, and due in two hours: ringing it changes nothing.
      await queue.ring([SHARD]);
      await pause(700);
      expect(runs).toBe(1);
      await queue.assertTimetable([]);
      await until(() => runs === 2);
    },
  );

  it('the timetable rings one message a tick, whoever asserted it', async () => {
    const [first, second] = [await openHere(server.url, 'timed'), await openHere(server.url, 'timed')];
    const seen: QueueMessage[] = [];
    first.work(async (message) => void seen.push(message), { concurrency: 1 });
    const ticksBefore = Math.floor(Date.now() / 1_000);
    await Promise.all([first.assertTimetable([EVERY_SECOND]), second.assertTimetable([EVERY_SECOND])]);
    await until(() => seen.length >= 3);
    expect(seen.length).toBeLessThanOrEqual(Math.floor(Date.now() / 1_000) - ticksBefore);
    await first.assertTimetable([]);
    // What rang before this is handled before it.
    await first.ring([SHARD]);
    await until(() => seen.some((message) => message.kind === 'shard'));
    const before = seen.length;
    await pause(1_500);
    expect(seen.length).toBe(before);
  });

  it('a process ends by itself once its queue is closed', async () => {
    const worker = startWorker(server.url, 'ending', 'once');
    const queue = await openHere(server.url, 'ending');
    await queue.ring([SHARD]);
    await until(() => worker.lines.includes('closed'));
    expect(await worker.ended).toBe(0);
  });
});

describe('a queue without a server', () => {
  it('says unavailable in time to every question, and closes quickly', async () => {
    const queue = await openHere(`redis://127.0.0.1:${await freePort()}`, 'nobody');
    queue.work(async () => undefined, { concurrency: 2 });
    const answering = fairMillisecondsOf(async () => {
      const questions = [
        queue.ping(),
        queue.ring([SHARD]),
        queue.assertTimetable([EVERY_SECOND]),
        queue.timetable(),
      ];
      for (const outcome of await Promise.allSettled(questions)) {
        expect(outcome).toMatchObject({
          status: 'rejected',
          reason: { kind: 'unavailable', code: 'QUEUE_UNAVAILABLE' },
        });
      }
    });
    expect(await answering).toBeLessThan(ANSWER_LIMIT_MS);
    expect(await fairMillisecondsOf(() => queue.close())).toBeLessThan(ANSWER_LIMIT_MS);
  });

  it('refuses an address that is none, without showing it', async () => {
    const opening = openQueue({ redisUrl: 'localhost:6379:secret' });
    await expect(opening).rejects.toMatchObject({ kind: 'invalid_input', code: 'REDIS_URL_INVALID' });
    await expect(opening).rejects.not.toThrow(/secret/);
  });
});

describe('a queue whose server dies and comes back', () => {
  const isHere = hasRedisServer();
  let server: OwnRedis;
  beforeAll(async () => {
    if (isHere) server = await startOwnRedis();
  });
  afterAll(async () => {
    if (isHere) await server.stop();
  });
  beforeEach((context) => context.skip(!isHere, NO_REDIS));

  it('says unavailable in time, then goes on by itself', async () => {
    const queue = await openHere(server.url, 'outage');
    const seen: string[] = [];
    queue.work(async (message) => void seen.push(message.kind), { concurrency: 2 });
    await queue.ring([SHARD]);
    await until(() => seen.length === 1);

    await server.kill();
    const took = await fairMillisecondsOf(async () => {
      await expect(queue.ring([{ kind: 'nightly' }])).rejects.toMatchObject({ kind: 'unavailable' });
    });
    expect(took).toBeLessThan(ANSWER_LIMIT_MS);

    await server.start();
    await until(async () => (await queue.ping().catch(() => '')) !== '');
    await queue.ring([{ kind: 'publish', runId: 'R8' }]);
    await until(() => seen.includes('publish'));
  });

  it('does not run a handler again that ended during the outage', async () => {
    const queue = await openQueue({
      redisUrl: server.url,
      name: 'long',
      timing: { ...TIMING, lockMs: 30_000 },
    });
    open.push(queue);
    let runs = 0;
    queue.work(
      async () => {
        runs++;
        await pause(600);
      },
      { concurrency: 1 },
    );
    await queue.ring([SHARD]);
    await until(() => runs === 1);
    await server.kill();
    await pause(800);
    await server.start();
    await until(async () => (await queue.ping().catch(() => '')) !== '');
    await pause(1_500);
    await queue.ring([SHARD]);
    await until(() => runs === 2);
    await pause(1_000);
    expect(runs).toBe(2);
  });

  it('starts a worker that was asked for while the server was away', async () => {
    await server.kill();
    const queue = await openHere(server.url, 'early');
    const seen: string[] = [];
    queue.work(async (message) => void seen.push(message.kind), { concurrency: 1 });
    await pause(300);
    await server.start();
    await until(async () => (await queue.ping().catch(() => '')) !== '');
    await queue.ring([SHARD]);
    await until(() => seen.length === 1);
    expect(seen).toEqual(['shard']);
  });

  it('says unavailable in time when the server takes connections and answers nothing', async () => {
    const queue = await openHere(server.url, 'frozen');
    await queue.ping();
    server.freeze();
    const took = await fairMillisecondsOf(async () => {
      await expect(queue.ping()).rejects.toMatchObject({ kind: 'unavailable' });
    });
    expect(took).toBeLessThan(ANSWER_LIMIT_MS);
    server.thaw();
    expect(await queue.ping()).toMatch(/redis/);
  });
});

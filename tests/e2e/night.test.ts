import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { FlowContext } from '../../src/flows/context.ts';
import { startRun } from '../../src/flows/runs/start-run.ts';
import { sweep } from '../../src/flows/runs/sweep.ts';
import { withClient } from '../../src/services/postgres-control.ts';
import { withRedis } from '../../src/services/redis-control.ts';
import { createEmailNotifier } from '../../src/notifiers/email.ts';
import { openQueue } from '../../src/queue/open-queue.ts';
import { openTestDatabase } from '../support/database.ts';
import { startSmtp, type TestSmtp } from '../support/smtp.ts';
import { pause, until } from '../support/until.ts';
import { startProgram, temporaryFolder } from './program.ts';
import { contextOver, loadSeeds, PATIENT } from './seeded-world.ts';

/** Worker processes use the queue's ordinary prefix, so this file has a database of Redis to itself. */
const REDIS_DATABASE = 7;
const NIGHT = { kind: 'nightly', scope: '', requestId: null, startedBy: 'timetable' } as const;
const LONG = 150_000;

describe('a night with worker processes', () => {
  const workers: ChildProcess[] = [];
  let url: string;
  let redisUrl: string;
  let context: FlowContext;
  let smtp: TestSmtp;

  beforeAll(async () => {
    const database = await openTestDatabase();
    url = database.url;
    redisUrl = `${inject('redisUrl').replace(/\/\d*$/, '')}/${REDIS_DATABASE}`;
    smtp = await startSmtp();
    const queue = await openQueue({ redisUrl, timing: PATIENT });
    afterAll(async () => await queue.close());
    // The channel is known here too, so that digests are written for it; the workers send.
    const known = {
      ...createEmailNotifier({
        smtpUrl: smtp.url,
        from: 'a@example.cn',
        publicUrl: 'https://longqiao.example',
      }),
      send: () => Promise.reject(new Error('only workers send')),
    };
    context = contextOver({ db: database, queue }, [known]);
    await loadSeeds(context);
  }, LONG);

  afterAll(async () => {
    await Promise.all(workers.map(async (worker) => await stop(worker, 'SIGTERM')));
    await smtp.stop();
  });

  function startWorker(): ChildProcess {
    const worker = startProgram(['worker', '--concurrency', '1'], {
      DATABASE_URL: url,
      REDIS_URL: redisUrl,
      LONGQIAO_HOME: temporaryHome,
      SMTP_URL: smtp.url,
      PUBLIC_URL: 'https://longqiao.example',
    });
    worker.stderr?.pipe(process.stderr);
    workers.push(worker);
    return worker;
  }
  const temporaryHome = temporaryFolder();

  it(
    'survives kill -9 of a worker and a flushed Redis in mid-run, and publishes once',
    async () => {
      const { run } = await startRun(context, NIGHT);
      // No list can be stored for now, so the worker stays in the middle of a shard.
      await withClient(url, async (client) => {
        await client.query('begin; lock table recommendation in share mode');
        const doomed = startWorker();
        await until(async () => (await shardStates(url)).includes('leased'), LONG);
        await stop(doomed, 'SIGKILL');
      });
      // Redis forgets everything besides, and the dead worker's lease is taken back at once instead of in half a minute.
      await withRedis(redisUrl, async (client) => await client.flushdb());
      await withClient(url, async (client) => {
        await client.query(
          `update run_shard set leased_until = now() - interval '1 second' where state = 'leased'`,
        );
      });
      startWorker();
      await until(async () => {
        await sweep(context);
        return (await context.db.stores.runs.find(run.id))?.state === 'published';
      }, LONG);
      const published = await context.db.stores.runs.find(run.id);
      expect(published?.laborersDone).toBe(published?.laborers);
      expect(published?.shardsFailed).toBe(0);
      const again = await startRun(context, NIGHT);
      expect(again).toMatchObject({ isNew: false, run: { id: run.id, state: 'published' } });
    },
    LONG,
  );

  it(
    'ends when it is asked to, after the shard that it holds',
    async () => {
      const { run } = await startRun(context, {
        ...NIGHT,
        kind: 'manual',
        requestId: 'stopped',
        isDryRun: true,
        isWhole: true,
      });
      for (const worker of workers) await stop(worker, 'SIGTERM');
      const worker = startWorker();
      await withClient(url, async (client) => {
        await client.query('begin; lock table recommendation in share mode');
        await until(async () => (await shardStates(url)).includes('leased'), LONG);
        worker.kill('SIGTERM');
        await pause(300);
        await client.query('commit');
      });
      await until(() => worker.exitCode !== null || worker.signalCode !== null, LONG);
      expect(worker.exitCode).toBe(0);
      const shards = await context.db.stores.runs.shards(run.id);
      // None was dropped half-way: what was taken is done, at the first attempt.
      expect(shards.some((shard) => shard.state === 'done')).toBe(true);
      expect(shards.filter((shard) => shard.state !== 'waiting')).toEqual(
        shards.filter((shard) => shard.state === 'done' && shard.attempts === 1),
      );
      expect(shards.filter((shard) => shard.state === 'waiting').every((shard) => shard.attempts === 0)).toBe(
        true,
      );
      await context.db.stores.runControl.decide(run.id, 'stop', 'test');
      startWorker();
    },
    LONG,
  );

  it(
    'tells each broker once: a row in the inbox, and counts and a link by mail',
    async () => {
      await until(async () => smtp.letters.length >= 4 && (await unsent(url)) === 0, LONG);
      const brokers = await context.db.stores.brokers.list();
      expect(brokers.length).toBe(4);
      for (const broker of brokers) {
        const inbox = await context.db.stores.notices.inbox(
          broker.id,
          { unreadOnly: false },
          { after: null, limit: 10 },
        );
        expect(inbox.items.length).toBe(1);
        expect(inbox.items[0]?.digest.newLaborers).toBeGreaterThan(0);
        const told = inbox.items[0]?.digest.items.map((item) => item.laborerId);
        expect(new Set(told).size).toBeLessThanOrEqual(20);
      }
      expect(smtp.letters.length).toBe(4);
      expect(new Set(smtp.letters.map((letter) => /^Message-ID: .*$/im.exec(letter.source)?.[0])).size).toBe(
        4,
      );
    },
    LONG,
  );

  it('sends nothing personal outside', async () => {
    const names = await withClient(url, async (client) => {
      const found = await client.query<{ name: string }>('select distinct name from laborer');
      return found.rows.map((row) => row.name);
    });
    for (const letter of smtp.letters) {
      const text = decoded(letter.source);
      expect(text).toContain('https://longqiao.example');
      expect(names.filter((name) => text.includes(name))).toEqual([]);
      expect(text).not.toMatch(/629999|\b1\d{10}\b/);
    }
  });

  it(
    'tells no pair twice in a second run, and no laborer to two brokers',
    async () => {
      const { run } = await startRun(context, { ...NIGHT, kind: 'manual', requestId: 'the next night' });
      await until(async () => (await context.db.stores.runs.find(run.id))?.state === 'published', LONG);
      await sweep(context);
      await until(async () => (await unsent(url)) === 0, LONG);
      const told = new Map<string, string>();
      for (const broker of await context.db.stores.brokers.list()) {
        const page = { after: null, limit: 10 };
        const inbox = await context.db.stores.notices.inbox(broker.id, { unreadOnly: false }, page);
        const items = inbox.items.flatMap((one) => one.digest.items);
        const pairs = items.map((item) => `${item.laborerId} ${item.openingId}`);
        expect(new Set(pairs).size).toBe(pairs.length);
        for (const { laborerId } of items) {
          expect(told.get(laborerId) ?? broker.id).toBe(broker.id);
          told.set(laborerId, broker.id);
        }
      }
      expect(told.size).toBeGreaterThan(4);
      const ids = smtp.letters.map((letter) => /^Message-ID: .*$/im.exec(letter.source)?.[0]);
      expect(new Set(ids).size).toBe(ids.length);
    },
    LONG,
  );
});

async function stop(worker: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const ended = once(worker, 'exit');
  worker.kill(signal);
  await ended;
}

async function shardStates(url: string): Promise<string[]> {
  return await withClient(url, async (client) => {
    const found = await client.query<{ state: string }>('select state from run_shard');
    return found.rows.map((row) => row.state);
  });
}

async function unsent(url: string): Promise<number> {
  return await withClient(url, async (client) => {
    const found = await client.query<{ count: string }>('select count(*) from outbox where sent_at is null');
    return Number(found.rows[0]?.count);
  });
}

/** The parts of a letter as text: base64 and quoted-printable undone, well enough to search. */
function decoded(source: string): string {
  // A part ends where the next boundary begins.
  const parts = source.split(/\r?\n\r?\n|\r?\n--/);
  const base64 = parts
    .filter((part) => /^[A-Za-z0-9+/=\r\n]+$/.test(part))
    .map((part) => Buffer.from(part, 'base64').toString('utf8'));
  const quoted = source
    .replaceAll(/=\r?\n/g, '')
    .replaceAll(/(?:=[0-9A-F]{2})+/g, (run) => Buffer.from(run.replaceAll('=', ''), 'hex').toString('utf8'));
  return [quoted, ...base64].join('\n');
}

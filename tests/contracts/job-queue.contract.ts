import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JobQueue, QueueMessage } from '../../src/flows/ports/queue.ts';
import { NO_REDIS } from '../support/redis-server.ts';
import { pause, until } from '../support/until.ts';

/** One implementation of the port, with what a test needs around it. */
export interface QueueWorld {
  /** A queue over the same server; `scope` keeps the jobs of one test apart. */
  open(scope: string): Promise<JobQueue>;
  /** Loses everything that the server holds. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

const shard = (number: number): QueueMessage => ({ kind: 'shard', runId: 'R7', shard: number });
const NIGHTLY = { message: { kind: 'nightly' }, cron: '0 18 * * *' } as const;
const SWEEP = { message: { kind: 'sweep' }, cron: '* * * * *' } as const;

/** What every `JobQueue` promises; `isHere` is false where this machine lacks the server. */
export function jobQueueContract(
  title: string,
  makeWorld: () => Promise<QueueWorld>,
  isHere: boolean = true,
): void {
  describe(`${title} as a job queue`, () => {
    let world: QueueWorld;
    let queue: JobQueue;
    let scope = 0;

    beforeAll(async () => {
      if (isHere) world = await makeWorld();
    });
    afterAll(async () => {
      if (isHere) await world.stop();
    });
    beforeEach(async (context) => {
      context.skip(!isHere, NO_REDIS);
      scope++;
      queue = await world.open(`test-${scope}`);
    });
    afterEach(async () => {
      if (isHere) await queue.close();
    });

    it('hands every message to a handler once, with its ids', async () => {
      const messages: QueueMessage[] = [
        shard(1),
        { kind: 'publish', runId: 'R7' },
        { kind: 'nightly' },
        { kind: 'outbox' },
      ];
      const seen = collect(queue);
      await queue.ring(messages);
      await until(() => seen.length >= 4);
      await calm();
      expect(byText(seen)).toEqual(byText(messages));
    });

    it('takes the same message once while it waits, also within one call', async () => {
      await queue.ring([shard(1), shard(2), shard(1)]);
      await queue.ring([shard(1)]);
      const seen = collect(queue);
      await until(() => seen.length >= 2);
      await calm();
      expect(byText(seen)).toEqual(byText([shard(1), shard(2)]));
    });

    it('takes the same message once while it runs', async () => {
      const gate = makeGate();
      let runs = 0;
      queue.work(
        async () => {
          runs++;
          await gate.opened;
        },
        { concurrency: 2 },
      );
      await queue.ring([shard(1)]);
      await until(() => runs === 1);
      await queue.ring([shard(1)]);
      await calm();
      gate.open();
      await calm();
      expect(runs).toBe(1);
    });

    it('takes a message again after it was handled', async () => {
      const seen = collect(queue);
      await queue.ring([shard(1)]);
      await until(() => seen.length === 1);
      await passed(queue, seen, shard(2));
      await queue.ring([shard(1)]);
      await until(() => seen.length === 3);
      expect(seen).toEqual([shard(1), shard(2), shard(1)]);
    });

    it('tries a message again when its handler rejects', async () => {
      let tries = 0;
      const rejectOnce = async (): Promise<void> => {
        tries++;
        if (tries === 1) throw new Error('no database');
      };
      queue.work(rejectOnce, { concurrency: 1 });
      await queue.ring([shard(1)]);
      await until(() => tries === 2);
      await calm();
      expect(tries).toBe(2);
    });

    it('takes a message again after it was given up', async () => {
      let tries = 0;
      let isBroken = true;
      const seen: QueueMessage[] = [];
      queue.work(
        async (message) => {
          seen.push(message);
          if (message.kind !== 'shard') return;
          tries++;
          if (isBroken) throw new Error('no database');
        },
        { concurrency: 1 },
      );
      await queue.ring([shard(1)]);
      await until(() => tries >= 3);
      await passed(queue, seen, { kind: 'outbox' });
      const triesBefore = tries;
      isBroken = false;
      await queue.ring([shard(1)]);
      await until(() => tries === triesBefore + 1);
      await calm();
      expect(tries).toBe(triesBefore + 1);
    });

    it('runs as many handlers at once as it was told, and no more', async () => {
      const gate = makeGate();
      let running = 0;
      let done = 0;
      queue.work(
        async () => {
          running++;
          await gate.opened;
          done++;
        },
        { concurrency: 3 },
      );
      await queue.ring(Array.from({ length: 12 }, (_, index) => shard(index)));
      await until(() => running >= 3);
      await calm();
      expect(running).toBe(3);
      gate.open();
      await until(() => done === 12);
    });

    it('has exactly the timetable that was asserted last', async () => {
      await queue.assertTimetable([NIGHTLY, SWEEP]);
      await queue.assertTimetable([NIGHTLY, SWEEP]);
      expect(byText(await queue.timetable())).toEqual(byText([NIGHTLY, SWEEP]));
      const later = { ...NIGHTLY, cron: '30 18 * * *' };
      await queue.assertTimetable([later]);
      expect(await queue.timetable()).toEqual([later]);
    });

    it('restores the timetable after the server lost everything', async () => {
      await queue.assertTimetable([NIGHTLY, SWEEP]);
      await world.flush();
      expect(await queue.timetable()).toEqual([]);
      await queue.assertTimetable([NIGHTLY, SWEEP]);
      expect(byText(await queue.timetable())).toEqual(byText([NIGHTLY, SWEEP]));
    });

    it('waits for a running handler when it closes, and starts no other', async () => {
      const finished: QueueMessage[] = [];
      let started = 0;
      queue.work(
        async (message) => {
          started++;
          await pause(150);
          finished.push(message);
        },
        { concurrency: 1 },
      );
      await queue.ring([shard(1), shard(2)]);
      await until(() => started === 1);
      await queue.close();
      expect(finished).toHaveLength(1);
      await calm();
      expect(started).toBe(1);
    });

    it('says unavailable after it was closed', async () => {
      await queue.close();
      await expect(queue.ring([shard(1)])).rejects.toMatchObject({ kind: 'unavailable' });
      await expect(queue.ping()).rejects.toMatchObject({ kind: 'unavailable' });
    });

    it('names the server', async () => {
      expect(await queue.ping()).toMatch(/redis|valkey/);
    });

    it('carries 5,000 messages, each once', async () => {
      const messages = Array.from({ length: 5_000 }, (_, index) => shard(index));
      const seen = collect(queue, 8);
      const start = performance.now();
      await queue.ring(messages);
      await until(() => seen.length >= 5_000);
      const seconds = (performance.now() - start) / 1_000;
      console.log(`${title}: ${Math.round(5_000 / seconds)} messages a second`);
      expect(byText(seen)).toEqual(byText(messages));
    });
  });
}

function collect(queue: JobQueue, concurrency = 1): QueueMessage[] {
  const seen: QueueMessage[] = [];
  queue.work(
    async (message) => {
      seen.push(message);
    },
    { concurrency },
  );
  return seen;
}

function byText(items: readonly object[]): readonly string[] {
  return items.map((item) => JSON.stringify(item)).toSorted();
}

function makeGate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

/** Rings another message and waits until it is handled: with one handler, what was handled before is over by then. */
async function passed(queue: JobQueue, seen: readonly QueueMessage[], marker: QueueMessage): Promise<void> {
  await queue.ring([marker]);
  await until(() => seen.some((message) => JSON.stringify(message) === JSON.stringify(marker)));
}

/** Long enough for a wrong second delivery to show. */
function calm(): Promise<void> {
  return pause(250);
}

import { setTimeout as sleep } from 'node:timers/promises';
import { progress } from '../bench/report.ts';
import { randomOf } from '../make-province/random.ts';
import type { RedisProcess } from './faults/redis-process.ts';
import { NightWorld, type Effects } from './nights/night-world.ts';
import { copyProvince, type Province } from './nights/province.ts';
import { troubledNights } from './nights/troubled-nights.ts';
import { WorkerProcesses } from './nights/worker-processes.ts';

export interface RedisFigures extends Effects {
  /** Times that Redis was killed (SIGKILL) and started again in mid-run. */
  readonly redisRestarts: number;
  /** Times that it was told to forget everything in mid-run. */
  readonly flushAlls: number;
  /** The longest until the night was in its timetable again, seconds. */
  readonly timetableBackSeconds: number;
  readonly redisNights: number;
}

const WORKERS = 2;
/** Milliseconds between two troubles, and that Redis stays away, at most. */
const PAUSE_MS = 2_000;
const AWAY_MS = 1_500;
const POLL_MS = 100;
/** Long past what is promised, so that a failure is a figure and not a hang. */
const BACK_TIMEOUT_MS = 180_000;

/** Kills Redis and flushes it over and over while nights are ranked. */
export async function redisRestarts(input: {
  readonly province: Province;
  readonly redis: RedisProcess;
  readonly silenceSeconds: number;
  readonly restarts: number;
  readonly flushes: number;
}): Promise<RedisFigures> {
  const { province, redis, silenceSeconds, restarts, flushes } = input;
  const databaseUrl = await copyProvince(province, 'redis');
  const redisUrl = redis.url();
  const world = await NightWorld.open(databaseUrl, redisUrl);
  const workers = new WorkerProcesses({ databaseUrl, redisUrl, silenceSeconds, workers: WORKERS });
  const random = randomOf(province.seed, 'cluster', 1);
  let [restarted, flushed, slowestMs] = [0, 0, 0];
  try {
    workers.start();
    const nights = await troubledNights(world, async () => {
      await untilInTimetable(world);
      for (let flush = 1; flush <= flushes; flush += 1) {
        const upTo = Math.round((restarts * flush) / flushes);
        for (; restarted < upTo; restarted += 1) {
          await sleep(random() * PAUSE_MS);
          await redis.kill();
          await sleep(random() * AWAY_MS);
          await redis.startAgain();
        }
        await sleep(random() * PAUSE_MS);
        await redis.flushAll();
        flushed += 1;
        const backMs = await untilInTimetable(world);
        slowestMs = Math.max(slowestMs, backMs);
        progress(`${restarted} restarts, ${flushed} flushes; timetable back in ${Math.round(backMs)} ms`);
      }
    });
    return {
      redisRestarts: restarted,
      flushAlls: flushed,
      timetableBackSeconds: Math.round(slowestMs / 100) / 10,
      ...(await world.effects(province.checksum)),
      redisNights: nights,
    };
  } finally {
    await workers.stop();
    await world.close();
  }
}

/** @returns after how many milliseconds it was there. */
async function untilInTimetable(world: NightWorld): Promise<number> {
  const began = performance.now();
  for (;;) {
    const rows = await world.context.queue.timetable().catch(() => []);
    if (rows.some((row) => row.message.kind === 'nightly')) return performance.now() - began;
    if (performance.now() - began > BACK_TIMEOUT_MS) throw new Error('The timetable did not come back.');
    await sleep(POLL_MS);
  }
}

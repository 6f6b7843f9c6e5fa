import { setTimeout as sleep } from 'node:timers/promises';
import { randomOf } from '../make-province/random.ts';
import { NightWorld, type Effects } from './nights/night-world.ts';
import { copyProvince, type Province } from './nights/province.ts';
import { holders } from './nights/holders.ts';
import { troubledNights } from './nights/troubled-nights.ts';
import { WorkerProcesses } from './nights/worker-processes.ts';

export interface KillFigures extends Effects {
  /** Times that a worker was killed (SIGKILL) while it held a shard. */
  readonly killPoints: number;
  readonly killedNights: number;
}

const WORKERS = 2;
/** Milliseconds from one kill to the next, at least and at most. */
const LEAST_PAUSE = 150;
const MOST_PAUSE = 2_500;

/**
 * Runs nights with two worker processes over real PostgreSQL and Redis and kills one of them (SIGKILL) at random moments while it
 * ranks or checks a shard, until it was done often enough and the last night is published. Who is killed is replaced at once; nothing
 * else is helped along.
 */
export async function killPoints(input: {
  readonly province: Province;
  readonly redisUrl: string;
  readonly kills: number;
  readonly silenceSeconds: number;
}): Promise<KillFigures> {
  const { province, redisUrl, silenceSeconds } = input;
  const databaseUrl = await copyProvince(province, 'killpoints');
  const world = await NightWorld.open(databaseUrl, redisUrl);
  const workers = new WorkerProcesses({ databaseUrl, redisUrl, silenceSeconds, workers: WORKERS });
  const random = randomOf(province.seed, 'cluster', 0);
  try {
    workers.start();
    let killed = 0;
    const nights = await troubledNights(world, async () => {
      while (killed < input.kills) {
        await sleep(LEAST_PAUSE + random() * (MOST_PAUSE - LEAST_PAUSE));
        const held = (await holders(world)).filter(({ pid }) => workers.pids().includes(pid));
        const doomed = held[Math.floor(random() * held.length)];
        if (doomed !== undefined && (await workers.replace(doomed.pid))) killed += 1;
      }
    });
    return { killPoints: killed, ...(await world.effects(province.checksum)), killedNights: nights };
  } finally {
    await workers.stop();
    await world.close();
  }
}

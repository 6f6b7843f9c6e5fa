import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { progress } from '../bench/report.ts';
import { NightWorld } from './nights/night-world.ts';
import { copyProvince, type Province } from './nights/province.ts';
import { WorkerProcesses } from './nights/worker-processes.ts';

export interface SchedulerFigures {
  /** Nightly runs of the date, over the whole province. */
  readonly schedulers: number;
  /** Times that a nightly bell was answered, by whomever. */
  readonly nightlyBells: number;
  /** Schedulers that kept the timetable in turn, each by its own clock. */
  readonly keepersInTurn: number;
}

/** Three schedulers: one is right, one two hours ahead, one two hours behind; not by whole minutes, so that their minutes differ too. */
const CLOCKS_MS = [0, 7_220_000, -7_220_000];
const EVERY_MINUTE = '* * * * *';
const POLL_MS = 200;
/** A minute until the next tick, and time to take the lead. */
const TIMEOUT_MS = 150_000;

/**
 * Lets three schedulers with wrong clocks keep the timetable in turn: each is killed once a bell of its own has rung. The night is due
 * each minute here, so that it is rung often enough.
 */
export async function schedulers(input: {
  readonly province: Province;
  readonly redisUrl: string;
  readonly keepers: number;
}): Promise<SchedulerFigures> {
  const { province, redisUrl, keepers } = input;
  const databaseUrl = await copyProvince(province, 'schedulers');
  const world = await NightWorld.open(databaseUrl, redisUrl);
  const clock = pathToFileURL(path.join(import.meta.dirname, 'shifted-clock.mjs')).href;
  const heard = { bells: 0 };
  const workers = new WorkerProcesses({
    databaseUrl,
    redisUrl,
    silenceSeconds: 2,
    workers: CLOCKS_MS.length,
    environment: (nth) => ({
      NIGHTLY_CRON: EVERY_MINUTE,
      NODE_OPTIONS: `--import=${clock}`,
      CHAOS_CLOCK_MS: String(CLOCKS_MS[nth]),
    }),
    onLine: (line) => {
      if (line.includes('"job":"nightly"') && line.includes('job done')) heard.bells += 1;
    },
  });
  const kept = new Set<number>();
  try {
    workers.start();
    const deadline = performance.now() + TIMEOUT_MS * keepers;
    while (kept.size < keepers) {
      const before = heard.bells;
      const keeper = await keeperOf(world);
      await untilSo(() => heard.bells > before, deadline);
      const nth = workers.pids().indexOf(keeper);
      if (nth >= 0) kept.add(nth);
      progress(`a bell rang while scheduler ${nth + 1} kept the timetable`);
      if (kept.size < keepers) await workers.kill(keeper);
    }
    const nights = await world.ask<{ runs: number }>(
      `select count(*)::int as runs from match_run where kind = 'nightly' and scope = '' group by run_date`,
    );
    return {
      schedulers: Math.max(0, ...nights.map(({ runs }) => runs)),
      nightlyBells: heard.bells,
      keepersInTurn: kept.size,
    };
  } finally {
    await workers.stop();
    await world.close();
  }
}

async function untilSo(isSo: () => boolean, deadline: number): Promise<void> {
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error('A scheduler did not ring.');
    await sleep(POLL_MS);
  }
}

/** The process that has the lead, once one has. */
async function keeperOf(world: NightWorld): Promise<number> {
  for (;;) {
    const [row] = await world.ask<{ pid: number }>(
      `select substring(name from '[0-9]+$')::int as pid from worker_beat
       where is_leading and beat_at > clock_timestamp() - interval '8 seconds' order by beat_at desc limit 1`,
    );
    if (row !== undefined) return row.pid;
    await sleep(POLL_MS);
  }
}

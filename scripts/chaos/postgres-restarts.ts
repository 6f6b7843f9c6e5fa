import { setTimeout as sleep } from 'node:timers/promises';
import { progress } from '../bench/report.ts';
import { randomOf } from '../make-province/random.ts';
import type { PostgresProcess } from './faults/postgres-process.ts';
import { NightWorld, type Effects } from './nights/night-world.ts';
import { copyProvince, type Province } from './nights/province.ts';
import { troubledNights } from './nights/troubled-nights.ts';
import { WorkerProcesses } from './nights/worker-processes.ts';

export interface PostgresFigures extends Effects {
  /** Times that PostgreSQL crashed (every second time) or was shut down in mid-run, and started again. */
  readonly postgresRestarts: number;
  /** The longest until every worker had written to it again, seconds; they beat each 5 s. */
  readonly reconnectedSeconds: number;
  /** Shards that were not done, or short of a list while they were, after a restart. */
  readonly halfWrittenShards: number;
  readonly postgresNights: number;
}

const WORKERS = 2;
const PAUSE_MS = 3_000;
const AWAY_MS = 1_500;
const POLL_MS = 50;
const BACK_TIMEOUT_MS = 60_000;

/** Crashes PostgreSQL over and over while nights are ranked, and looks at what it holds after each time. */
export async function postgresRestarts(input: {
  readonly province: Province;
  readonly postgres: PostgresProcess;
  readonly redisUrl: string;
  readonly silenceSeconds: number;
  readonly postgresTimes: number;
}): Promise<PostgresFigures> {
  const { province, postgres, redisUrl, silenceSeconds, postgresTimes } = input;
  const databaseUrl = await copyProvince(province, 'postgres');
  const world = await NightWorld.open(databaseUrl, redisUrl);
  const workers = new WorkerProcesses({ databaseUrl, redisUrl, silenceSeconds, workers: WORKERS });
  const random = randomOf(province.seed, 'cluster', 2);
  let [restarted, halfWritten, slowest] = [0, 0, 0];
  try {
    workers.start();
    await untilAllBeat(world, 0);
    const nights = await troubledNights(world, async () => {
      for (; restarted < postgresTimes; restarted += 1) {
        await sleep(random() * PAUSE_MS);
        await (restarted % 2 === 0 ? postgres.crash() : postgres.stop());
        await sleep(random() * AWAY_MS);
        await postgres.startAgain();
        const [row] = await world.ask<{ half: number; now: number }>(HALF_WRITTEN);
        halfWritten += row?.half ?? 0;
        const seconds = await untilAllBeat(world, row?.now ?? 0);
        slowest = Math.max(slowest, seconds);
        progress(`restart ${restarted + 1}: all workers are back after ${seconds.toFixed(1)} s`);
      }
    });
    return {
      postgresRestarts: restarted,
      reconnectedSeconds: Math.round(slowest * 10) / 10,
      halfWrittenShards: halfWritten,
      ...(await world.effects(province.checksum)),
      postgresNights: nights,
    };
  } finally {
    await workers.stop();
    await world.close();
  }
}

/** Waits until every worker has written since an instant (seconds of PostgreSQL's clock). @returns after how long the last one had. */
async function untilAllBeat(world: NightWorld, since: number): Promise<number> {
  const deadline = performance.now() + BACK_TIMEOUT_MS;
  for (;;) {
    const [row] = await world.ask<{ workers: number; last: number }>(
      `select count(*)::int as workers, max(extract(epoch from beat_at))::float8 as last
       from worker_beat where extract(epoch from beat_at) > $1`,
      [since],
    );
    if (row !== undefined && row.workers >= WORKERS) return row.last - since;
    if (performance.now() > deadline) throw new Error('A worker did not come back.');
    await sleep(POLL_MS);
  }
}

/**
 * Every list is stored in the transaction that marks its shard done: none without it, and none missing with it. Of
 * the newest runs: lists of old ones are dropped.
 */
const HALF_WRITTEN = `
  select extract(epoch from clock_timestamp())::float8 as now, count(*)::int as half
  from run_shard s join match_run r on r.id = s.run_id and not r.is_dry_run
    and r.id > (select max(id) - 3 from match_run)
  cross join lateral (
    select count(*) as lists from recommendation x join laborer l on l.id = x.laborer_id
    where x.run_id = s.run_id and l.county_code = s.county_code
      and x.laborer_id between s.first_laborer_id and s.last_laborer_id
  ) stored
  where stored.lists <> case when s.state = 'done' then s.laborers else 0 end`;

import { setTimeout as sleep } from 'node:timers/promises';
import type { MatchRun } from '../../src/domain/match-run.ts';
import { keyOf } from '../../src/domain/ids.ts';
import { progress } from '../bench/report.ts';
import { holders } from './nights/holders.ts';
import { linger } from './nights/linger.ts';
import { NightWorld, type Effects } from './nights/night-world.ts';
import { copyProvince, type Province } from './nights/province.ts';
import { WorkerProcesses } from './nights/worker-processes.ts';

export interface SameShardFigures extends Effects {
  /** Times that a worker was killed with the same shard in its hands, before the shard was let be and completed. */
  readonly sameShardKills: number;
  /** Times that it took until a shard which always kills its worker counted as failed. */
  readonly crashingShardKills: number;
  /** Counties of that run that were quarantined: the one of the shard. */
  readonly crashingShardQuarantined: number;
  /** All other counties of that run. */
  readonly crashingShardPublished: number;
}

const WORKERS = 2;
const SHARD = 5;
/** The shard stays so long in the moment before it is stored that it can be met there. */
const LINGER_SECONDS = 1.5;
const POLL_MS = 25;

/** Kills whoever holds one shard: ten times, then lets it be; and in another night always. */
export async function sameShardKills(input: {
  readonly province: Province;
  readonly redisUrl: string;
  readonly sameShardTimes: number;
  /** The shard that always kills has died so often already. */
  readonly deathsBefore: number;
}): Promise<SameShardFigures> {
  const { province, redisUrl } = input;
  const databaseUrl = await copyProvince(province, 'sameshard');
  const world = await NightWorld.open(databaseUrl, redisUrl);
  // Every death costs the silence: short, since nothing but deaths is looked at here.
  const workers = new WorkerProcesses({ databaseUrl, redisUrl, silenceSeconds: 2, workers: WORKERS });
  try {
    await linger(world, `old.number = ${SHARD}`, LINGER_SECONDS);
    workers.start();
    const spared = await killHolders({ world, workers, most: input.sameShardTimes });
    progress(`a shard was killed ${spared.kills} times and is published`);
    await world.judge(spared.run);
    const effects = await world.effects(province.checksum);
    const doomed = await killHolders({ world, workers, most: Infinity, deathsBefore: input.deathsBefore });
    progress(`a shard that always kills its worker was given up after ${doomed.kills}`);
    const verdicts = await world.context.db.stores.verification.verdicts(doomed.run.id);
    const shown = await world.ask<{ counties: number }>(
      'select count(*)::int as counties from published where run_id = $1',
      [keyOf(doomed.run.id)],
    );
    return {
      sameShardKills: spared.kills,
      ...effects,
      crashingShardKills: doomed.kills,
      crashingShardQuarantined: verdicts.filter((one) => one.verdict === 'quarantined').length,
      crashingShardPublished: shown[0]?.counties ?? 0,
    };
  } finally {
    await workers.stop();
    await world.close();
  }
}

/** Runs a night and kills whoever holds the shard, so many times at most. */
async function killHolders({
  world,
  workers,
  most,
  deathsBefore = 0,
}: {
  readonly world: NightWorld;
  readonly workers: WorkerProcesses;
  readonly most: number;
  readonly deathsBefore?: number;
}): Promise<{ readonly run: MatchRun; readonly kills: number }> {
  let kills = 0;
  const { id } = await world.start();
  await world.ask('update run_shard set attempts = attempts + $2 where run_id = $1 and number = $3', [
    keyOf(id),
    deathsBefore,
    SHARD,
  ]);
  const run = await world.untilPublished(id, async () => {
    await sleep(POLL_MS);
    const holder = (await holders(world)).find(({ shard }) => shard === SHARD);
    if (kills < most && holder !== undefined && (await workers.replace(holder.pid))) kills += 1;
  });
  return { run, kills };
}

import { setTimeout as sleep } from 'node:timers/promises';
import { progress } from '../bench/report.ts';
import type { HostLinks } from './faults/host-links.ts';
import { holders, type Holder } from './nights/holders.ts';
import { linger } from './nights/linger.ts';
import { NightWorld, type Effects } from './nights/night-world.ts';
import type { Province } from './nights/province.ts';
import { troubledNights } from './nights/troubled-nights.ts';
import { WorkerProcesses } from './nights/worker-processes.ts';

export interface HostFigures extends Effects {
  /** Worker hosts. */
  readonly hosts: number;
  /** Times that one of them was cut off in mid-run with a shard in its hands, and came back. */
  readonly hostsCutOff: number;
  readonly hostsBy: HostLinks['kind'];
  /** The longest until a shard of a host that was cut off was done by another, seconds. */
  readonly takenOverSeconds: number;
  /** The longest until a host that came back gave a sign of life, seconds. */
  readonly hostBackSeconds: number;
  readonly hostNights: number;
}

export const HOSTS = 3;
/** Every so many shards stay for a while before they are stored: there a host is cut off. */
const LINGERING = 8;
const LINGER_SECONDS = 1.5;
const POLL_MS = 50;
/** Long past what is promised, so that a failure is told. */
const TIMEOUT_MS = 300_000;

/** Cuts one worker host after another off while nights are ranked, and lets it come back once its shard was done by another. */
export async function hosts(input: {
  readonly province: Province;
  readonly links: HostLinks;
  /** Of the trial's database and Redis, as this process reaches them. */
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly silenceSeconds: number;
  readonly cuts: number;
}): Promise<HostFigures> {
  const { province, links, databaseUrl, redisUrl, silenceSeconds } = input;
  const world = await NightWorld.open(databaseUrl, redisUrl);
  const workers = new WorkerProcesses({
    databaseUrl,
    redisUrl,
    silenceSeconds,
    workers: HOSTS,
    environment: (nth) => {
      const urls = links.urls(nth);
      return { DATABASE_URL: urls.databaseUrl, REDIS_URL: urls.redisUrl };
    },
    before: (nth) => links.before(nth),
  });
  let [takenOver, back] = [0, 0];
  try {
    await linger(world, `old.number % ${LINGERING} = 0`, LINGER_SECONDS);
    workers.start();
    const nights = await troubledNights(world, async () => {
      for (let cut = 0; cut < input.cuts; cut += 1) {
        const host = cut % HOSTS;
        const pid = workers.pids()[host] ?? 0;
        const held = await until(async () =>
          (await holders(world)).find((one) => one.pid === pid && one.shard % LINGERING === 0),
        );
        links.cut(host);
        const doneAfter = await secondsUntil(async () => await isChecked(world, held));
        takenOver = Math.max(takenOver, doneAfter);
        await sleep(silenceSeconds * 1_000);
        const mendedAt = await now(world);
        links.mend(host);
        const backAfter = await secondsUntil(async () => await hasBeaten(world, pid, mendedAt));
        back = Math.max(back, backAfter);
        progress(
          `host ${host + 1}: its shard was done after ${doneAfter} s; it was back after ${backAfter} s`,
        );
      }
    });
    return {
      hosts: HOSTS,
      hostsCutOff: input.cuts,
      hostsBy: links.kind,
      takenOverSeconds: takenOver,
      hostBackSeconds: back,
      ...(await world.effects(province.checksum)),
      hostNights: nights,
    };
  } finally {
    await workers.stop();
    await world.close();
  }
}

async function isChecked(world: NightWorld, { runId, shard }: Holder): Promise<boolean> {
  const [row] = await world.ask<{ is_checked: boolean }>(
    'select verified_at is not null as is_checked from run_shard where run_id = $1 and number = $2',
    [runId, shard],
  );
  return row?.is_checked === true;
}

/** PostgreSQL's clock, in seconds. */
async function now(world: NightWorld): Promise<number> {
  const [row] = await world.ask<{ now: number }>(
    `select extract(epoch from clock_timestamp())::float8 as now`,
  );
  return row?.now ?? 0;
}

async function hasBeaten(world: NightWorld, pid: number, since: number): Promise<boolean> {
  const rows = await world.ask(
    `select from worker_beat where name like '%:' || $1 and extract(epoch from beat_at) > $2`,
    [String(pid), since],
  );
  return rows.length > 0;
}

/** Asks until there is an answer. @returns it. */
async function until<Answer>(ask: () => Promise<Answer | undefined>): Promise<Answer> {
  const deadline = performance.now() + TIMEOUT_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > deadline) throw new Error('It did not happen.');
    await sleep(POLL_MS);
  }
}

/** @returns after how many seconds it was so, to a tenth. */
async function secondsUntil(isSo: () => Promise<boolean>): Promise<number> {
  const began = performance.now();
  await until(async () => ((await isSo()) ? true : undefined));
  return Math.round((performance.now() - began) / 100) / 10;
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { Principal } from '../../src/domain/broker.ts';
import type { MatchRun } from '../../src/domain/match-run.ts';
import { createKey } from '../../src/flows/keys/create-key.ts';
import { reportRun } from '../../src/flows/runs/report-run.ts';
import { ServerProcess } from '../bench/api/server-process.ts';
import { progress } from '../bench/report.ts';
import { NightWorld } from './nights/night-world.ts';
import { copyProvince, type Province } from './nights/province.ts';
import { ResidentMemory } from './nights/resident-memory.ts';
import { WorkerProcesses } from './nights/worker-processes.ts';

export interface WatchedFigures {
  /** Pauses of the event loops during the night, 99 of 100 shorter: of the API, and of a worker in its worst five seconds. */
  readonly loopLagApiP99Ms: number;
  readonly loopLagWorkerP99Ms: number;
  /** From the start to the last digest in its inbox: queue, checks and digests included. */
  readonly nightSeconds: number;
  /** Of the workers and the API server together. */
  readonly peakRssMb: number;
  /** How far the time left, told when a tenth was done, was from what it took. */
  readonly etaErrorPct: number;
}

const OPERATOR: Principal = { name: 'chaos', role: 'admin', scope: [''], brokerId: null };
const TENTH = 0.1;
const LOOK_MS = 500;
/** Somebody asks the API while the night goes on: a request each so many milliseconds. */
const ASK_MS = 50;
const PERCENT = 100;
const MS_PER_SECOND = 1_000;

/** One whole night that nothing disturbs, with the API asked meanwhile: how the loops pause, what it takes, how well the end is foretold. */
export async function watchedNight(input: {
  readonly province: Province;
  readonly redisUrl: string;
  readonly silenceSeconds: number;
  readonly workers: number;
}): Promise<WatchedFigures> {
  const { province, redisUrl } = input;
  const databaseUrl = await copyProvince(province, 'watched');
  const world = await NightWorld.open(databaseUrl, redisUrl);
  const workers = new WorkerProcesses({ ...input, databaseUrl });
  const key = { label: 'chaos', role: 'reader', scope: [''], brokerId: null } as const;
  const { secret } = await createKey(world.context, { principal: OPERATOR, key });
  const server = await ServerProcess.start('serve-api.ts', { DATABASE_URL: databaseUrl });
  const asking = new Asking(`${server.url}/api/v1/laborers?limit=20`, secret);
  try {
    workers.start();
    await untilAllBeat(world, input.workers);
    await server.loopLag();
    const memory = new ResidentMemory(() => [...workers.pids(), server.pid].flatMap((pid) => pid ?? []));
    const lag = { worstMs: 0 };
    const began = performance.now();
    const { id } = await world.start();
    const foretold = new Foretold(world);
    const run = await world.untilPublished(id, async () => {
      await sleep(LOOK_MS);
      await foretold.look(id);
      lag.worstMs = Math.max(lag.worstMs, await worstLag(world));
    });
    await untilTold(world);
    const nightSeconds = (performance.now() - began) / MS_PER_SECOND;
    progress(`a night of ${run.laborers} laborers took ${nightSeconds.toFixed(1)} s`);
    return {
      loopLagApiP99Ms: tenths((await server.loopLag()).p99Ms),
      loopLagWorkerP99Ms: tenths(lag.worstMs),
      nightSeconds: tenths(nightSeconds),
      peakRssMb: memory.stop(),
      etaErrorPct: tenths(foretold.errorPct()),
    };
  } finally {
    await asking.stop();
    await workers.stop();
    await server.stop();
    await world.close();
  }
}

/** What the report said of the end when a tenth was done, and when the last shard was settled. */
class Foretold {
  readonly #world: NightWorld;
  #told: { readonly at: number; readonly etaSeconds: number } | null = null;
  #endedAt = 0;

  constructor(world: NightWorld) {
    this.#world = world;
  }

  async look(runId: MatchRun['id']): Promise<void> {
    const { run, pace, etaSeconds } = await reportRun(this.#world.context, { principal: OPERATOR, runId });
    const done = 1 - pace.laborersLeft / Math.max(1, run.laborers);
    const at = performance.now() / MS_PER_SECOND;
    if (this.#told === null && done >= TENTH && etaSeconds !== null) this.#told = { at, etaSeconds };
    if (pace.laborersLeft > 0) this.#endedAt = at;
  }

  errorPct(): number {
    if (this.#told === null) return Number.NaN;
    const took = this.#endedAt - this.#told.at;
    return (Math.abs(this.#told.etaSeconds - took) / took) * PERCENT;
  }
}

/** Asks one address over and over. */
class Asking {
  readonly #timer: NodeJS.Timeout;
  #asked: Promise<unknown> = Promise.resolve();

  constructor(url: string, secret: string) {
    this.#timer = setInterval(() => {
      this.#asked = ask(url, secret).catch((error: unknown) => {
        console.error(String(error));
      });
    }, ASK_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#asked;
  }
}

async function ask(url: string, secret: string): Promise<void> {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${secret}` } });
  if (!answer.ok) throw new Error(`The API answers ${answer.status}.`);
  await answer.arrayBuffer();
}

async function worstLag(world: NightWorld): Promise<number> {
  const workers = await world.context.db.stores.watch.workers();
  return Math.max(0, ...workers.map((one) => one.loopLagP99Ms));
}

async function untilAllBeat(world: NightWorld, workers: number): Promise<void> {
  while ((await world.context.db.stores.watch.workers()).length < workers) await sleep(LOOK_MS);
}

async function untilTold(world: NightWorld): Promise<void> {
  while ((await world.context.db.stores.watch.figures()).noticesWaiting > 0) await sleep(LOOK_MS);
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}

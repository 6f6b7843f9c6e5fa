import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { keyOf } from '../../src/domain/ids.ts';
import type { MatchRun } from '../../src/domain/match-run.ts';
import { openDatabase } from '../../src/db/open-database.ts';
import type { FlowContext } from '../../src/flows/context.ts';
import { startRun } from '../../src/flows/runs/start-run.ts';
import { sweep } from '../../src/flows/runs/sweep.ts';
import { checksumOfRun } from '../../src/flows/runs/verify-run.ts';
import { openQueue } from '../../src/queue/open-queue.ts';
import { BENCH_KEYS, benchContext, benchCrypto } from '../bench/night/bench-context.ts';
import { runLoader } from '../bench/night/run-loader.ts';
import { progress } from '../bench/report.ts';
import { randomOf } from '../make-province/random.ts';

export interface KillFigures {
  /** Times that a worker was killed (SIGKILL) while it held a shard. */
  readonly killPoints: number;
  /** Laborers of published runs without a row. */
  readonly lost: number;
  /** Rows that a laborer of a run has, and inbox entries that a broker of a run has, beyond the first. */
  readonly duplicated: number;
  /** Whether every run that was disturbed has the lists of one that was not; 1: yes. */
  readonly byteEqual: number;
  readonly runs: number;
}

interface KillInput {
  /** An empty database. */
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly kills: number;
  readonly laborers: number;
  readonly openings: number;
  readonly seed: number;
}

const ROOT = path.join(import.meta.dirname, '../..');
const WORKERS = 2;
const BROKERS = 4;
/** Milliseconds from one kill to the next, at least and at most. */
const LEAST_PAUSE = 150;
const MOST_PAUSE = 1_500;
const POLL_MS = 50;
/** Queue answers may take so long where both cores are busy. */
const PATIENT = { answerMs: 60_000 };

/**
 * Runs nights with two worker processes over real PostgreSQL and Redis and kills one of them (SIGKILL) at random moments while it
 * holds a shard, until it was done often enough and the last night is published. The hold of the killed on its shard is
 * taken to be over at once, instead of in two minutes; nothing else is helped along but by what the timetable does.
 */
export async function killPoints(input: KillInput): Promise<KillFigures> {
  const db = await openDatabase({ url: input.databaseUrl, crypto: benchCrypto() });
  const queue = await openQueue({ redisUrl: input.redisUrl, timing: PATIENT });
  const home = mkdtempSync(path.join(tmpdir(), 'longqiao-chaos-'));
  const client = new Client({ connectionString: input.databaseUrl });
  await client.connect();
  const workers = new Workers(input, home);
  try {
    await db.migrate();
    await runLoader(input.databaseUrl, input);
    await addBrokers(client);
    const context = { ...benchContext(db), queue };
    workers.start();
    const quiet = await night(context, 0, async () => await Promise.resolve());
    const expected = await checksumOfRun(context, quiet.id);
    progress('a night without trouble is published');
    const random = randomOf(input.seed, 'cluster', 0);
    const disturbed: MatchRun[] = [];
    let killed = 0;
    while (killed < input.kills) {
      const run = await night(context, disturbed.length + 1, async () => {
        if (killed >= input.kills) return;
        await sleep(LEAST_PAUSE + random() * (MOST_PAUSE - LEAST_PAUSE));
        if (await workers.killOne(client, random())) killed += 1;
      });
      disturbed.push(run);
      progress(`night ${disturbed.length} is published, ${killed} kills so far`);
    }
    const sums = await Promise.all(disturbed.map(async ({ id }) => await checksumOfRun(context, id)));
    return {
      killPoints: killed,
      ...(await countRows(client, disturbed)),
      byteEqual: Number(sums.every((sum) => sum === expected)),
      runs: disturbed.length,
    };
  } finally {
    await workers.stop();
    await client.end();
    await queue.close();
    await db.close();
    rmSync(home, { recursive: true, force: true });
  }
}

/** Starts a whole run and waits until it is published; `meanwhile` is done over and over. */
async function night(context: FlowContext, nth: number, meanwhile: () => Promise<void>): Promise<MatchRun> {
  const { run } = await startRun(context, {
    kind: 'manual',
    scope: '',
    requestId: `chaos ${nth}`,
    startedBy: 'chaos',
    isWhole: true,
  });
  for (;;) {
    await meanwhile();
    await sweep(context);
    const now = await context.db.stores.runs.find(run.id);
    if (now?.state === 'published') return now;
    if (now?.state === 'failed' || now?.state === 'held') throw new Error(`The run ended ${now.state}`);
    await sleep(POLL_MS);
  }
}

/** Worker processes; who is killed is replaced at once. */
class Workers {
  readonly #env: NodeJS.ProcessEnv;
  readonly #running: ChildProcess[] = [];

  constructor({ databaseUrl, redisUrl }: KillInput, home: string) {
    this.#env = {
      PATH: process.env['PATH'],
      LOG_LEVEL: 'error',
      ...BENCH_KEYS,
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      LONGQIAO_HOME: home,
    };
  }

  start(): void {
    while (this.#running.length < WORKERS) {
      const cli = path.join(ROOT, 'src/bin/cli.ts');
      const worker = spawn(process.execPath, ['--import', 'tsx', cli, 'worker', '--concurrency', '1'], {
        cwd: ROOT,
        env: this.#env,
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      this.#running.push(worker);
    }
  }

  /** Kills one that holds a shard; false: none does. `choice`: 0..1, which of them. */
  async killOne(client: Client, choice: number): Promise<boolean> {
    const { rows } = await client.query<{ leased_by: string }>(
      `select distinct leased_by from run_shard where state = 'leased' and leased_until > now() order by leased_by`,
    );
    const pids = rows.map((row) => Number(/\d+$/.exec(row.leased_by)?.[0]));
    const holding = this.#running.filter(({ pid }) => pid !== undefined && pids.includes(pid));
    const doomed = holding[Math.floor(choice * holding.length)];
    if (doomed === undefined) return false;
    doomed.kill('SIGKILL');
    await once(doomed, 'exit');
    this.#running.splice(this.#running.indexOf(doomed), 1);
    await client.query(
      `update run_shard set leased_until = now() - interval '1 second'
       where state = 'leased' and leased_by like '%:' || $1`,
      [String(doomed.pid)],
    );
    this.start();
    return true;
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.#running.map(async (worker) => {
        worker.kill('SIGTERM');
        if (worker.exitCode === null && worker.signalCode === null) await once(worker, 'exit');
      }),
    );
  }
}

/** Brokers over the whole province, to be told what is new. */
async function addBrokers(client: Client): Promise<void> {
  await client.query(
    `insert into labor_broker (name, scope, is_active)
     select 'Broker ' || n, '{62}', true from generate_series(1, $1::int) n`,
    [BROKERS],
  );
}

async function countRows(
  client: Client,
  runs: readonly MatchRun[],
): Promise<Pick<KillFigures, 'lost' | 'duplicated'>> {
  const { rows } = await client.query<{ people: number; lists: number; notices: number; told: number }>(
    `select (select count(distinct (run_id, laborer_id)) from recommendation where run_id = any ($1))::int as people,
            (select count(*) from recommendation where run_id = any ($1))::int as lists,
            (select count(distinct (run_id, broker_id)) from notification where run_id = any ($1))::int as told,
            (select count(*) from notification where run_id = any ($1))::int as notices`,
    [runs.map(({ id }) => keyOf(id))],
  );
  const { people = 0, lists = 0, notices = 0, told = 0 } = rows[0] ?? {};
  const wanted = runs.reduce((sum, { laborers }) => sum + laborers, 0);
  return { lost: wanted - people, duplicated: lists - people + notices - told };
}

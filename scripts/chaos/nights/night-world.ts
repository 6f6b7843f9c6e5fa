import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { keyOf, type RunId } from '../../../src/domain/ids.ts';
import type { MatchRun } from '../../../src/domain/match-run.ts';
import { openDatabase } from '../../../src/db/open-database.ts';
import type { FlowContext } from '../../../src/flows/context.ts';
import { startRun } from '../../../src/flows/runs/start-run.ts';
import { checksumOfRun } from '../../../src/flows/runs/verify-run.ts';
import { openQueue } from '../../../src/queue/open-queue.ts';
import { withClient } from '../../../src/services/postgres-control.ts';
import { benchContext, benchCrypto } from '../../bench/night/bench-context.ts';

/** What became of runs that were disturbed. */
export interface Effects {
  /** Laborers of published runs without a row. */
  readonly lost: number;
  /** Rows that a laborer of a run has, and inbox entries that a broker of a run has, beyond the first. */
  readonly duplicated: number;
  /** Whether every run has the lists of one that was not disturbed; 1: yes. */
  readonly byteEqual: number;
}

/** Queue answers may take so long where both cores are busy. */
const PATIENT = { answerMs: 60_000 };
const POLL_MS = 50;
/** Outages that are made on purpose last seconds. */
const TRIES = 200;
const RETRY_MS = 100;

/** The one who starts nights and looks at them; workers are processes of their own. */
export class NightWorld {
  readonly context: FlowContext;
  readonly #databaseUrl: string;
  #nights = 0;

  private constructor(context: FlowContext, databaseUrl: string) {
    this.context = context;
    this.#databaseUrl = databaseUrl;
  }

  static async open(databaseUrl: string, redisUrl: string): Promise<NightWorld> {
    const db = await openDatabase({ url: databaseUrl, crypto: benchCrypto() });
    const queue = await openQueue({ redisUrl, timing: PATIENT });
    return new NightWorld({ ...benchContext(db), queue }, databaseUrl);
  }

  /** Starts a whole run. */
  async start(): Promise<MatchRun> {
    this.#nights += 1;
    const requestId = `chaos ${this.#nights}`;
    const whole = { kind: 'manual', scope: '', startedBy: 'chaos', isWhole: true } as const;
    return (await patiently(async () => await startRun(this.context, { ...whole, requestId }))).run;
  }

  /** Waits until it is published; `meanwhile` is done over and over. Nothing is helped along. */
  async untilPublished(runId: RunId, meanwhile?: () => Promise<void>): Promise<MatchRun> {
    for (;;) {
      await meanwhile?.();
      const run = await patiently(async () => await this.context.db.stores.runs.find(runId));
      if (run?.state === 'published') return run;
      if (run?.state === 'failed' || run?.state === 'held') throw new Error(`The run ended ${run.state}`);
      await sleep(POLL_MS);
    }
  }

  /** Asks the database over a connection of its own, again and again while it is away. */
  async ask<Row>(statement: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return await patiently(
      async () =>
        await withClient(
          this.#databaseUrl,
          async (client: Client) => (await client.query(statement, [...parameters])).rows as Row[],
        ),
    );
  }

  /** What became of published runs, against the checksum of one that was not disturbed. */
  async effects(runs: readonly MatchRun[], checksum: string): Promise<Effects> {
    const sums: string[] = [];
    for (const { id } of runs) sums.push(await checksumOfRun(this.context, id));
    const [row] = await this.ask<{ people: number; lists: number; notices: number; told: number }>(COUNT, [
      runs.map(({ id }) => keyOf(id)),
    ]);
    const { people = 0, lists = 0, notices = 0, told = 0 } = row ?? {};
    const wanted = runs.reduce((sum, { laborers }) => sum + laborers, 0);
    return {
      lost: wanted - people,
      duplicated: lists - people + notices - told,
      byteEqual: Number(sums.every((sum) => sum === checksum)),
    };
  }

  async close(): Promise<void> {
    await this.context.queue.close();
    await this.context.db.close();
  }
}

const COUNT = `
  select (select count(distinct (run_id, laborer_id)) from recommendation where run_id = any ($1))::int as people,
    (select count(*) from recommendation where run_id = any ($1))::int as lists,
    (select count(distinct (run_id, broker_id)) from notification where run_id = any ($1))::int as told,
    (select count(*) from notification where run_id = any ($1))::int as notices`;

/** Tries again what an outage broke; the last error is told. */
async function patiently<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work();
    } catch (error) {
      if (tried === TRIES) throw error;
      await sleep(RETRY_MS);
    }
  }
}

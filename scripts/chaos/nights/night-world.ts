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
  /** Whether every run has the lists of one that was not disturbed. */
  readonly byteEqual: boolean;
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
  readonly #judged: { readonly sum: string; readonly lost: number; readonly doubled: number }[] = [];
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

  /** Looks at what a published run holds, before its lists are dropped as those of an old one. */
  async judge({ id, laborers }: MatchRun): Promise<void> {
    const sum = await patiently(async () => await checksumOfRun(this.context, id));
    const [row] = await this.ask<{ people: number; lists: number }>(LISTS, [keyOf(id)]);
    const { people = 0, lists = 0 } = row ?? {};
    this.#judged.push({ sum, lost: laborers - people, doubled: lists - people });
  }

  /** What became of all runs that were judged, against the checksum of one that was not disturbed. */
  async effects(checksum: string): Promise<Effects> {
    const [row] = await this.ask<{ doubled: number }>(
      `select (count(*) - count(distinct (run_id, broker_id)))::int as doubled from notification`,
    );
    const total = (part: 'lost' | 'doubled'): number => this.#judged.reduce((sum, one) => sum + one[part], 0);
    return {
      lost: total('lost'),
      duplicated: total('doubled') + (row?.doubled ?? 0),
      byteEqual: this.#judged.length > 0 && this.#judged.every(({ sum }) => sum === checksum),
    };
  }

  async close(): Promise<void> {
    await this.context.queue.close();
    await this.context.db.close();
  }
}

const LISTS = `
  select count(distinct laborer_id)::int as people, count(*)::int as lists from recommendation where run_id = $1`;

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

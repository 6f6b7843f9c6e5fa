import path from 'node:path';
import { openDatabase } from '../../../src/db/open-database.ts';
import { publishRun } from '../../../src/flows/runs/publish-run.ts';
import { runShard } from '../../../src/flows/runs/run-shard.ts';
import { startRun } from '../../../src/flows/runs/start-run.ts';
import { createDatabaseUnlessThere, withClient } from '../../../src/services/postgres-control.ts';
import { benchContext, benchCrypto } from '../../bench/night/bench-context.ts';
import { runLoader } from '../../bench/night/run-loader.ts';
import { progress } from '../../bench/report.ts';

export interface ProvinceSizes {
  readonly laborers: number;
  readonly openings: number;
  readonly seed: number;
}

/** A loaded database that trials copy, and what a night over it gives where nothing disturbs it. */
export interface Province extends ProvinceSizes {
  /** URL of the database to copy; nobody may be connected to it. */
  readonly url: string;
  /** Of all lists of a whole run. */
  readonly checksum: string;
}

/** Brokers over the whole province, to be told what is new. */
const BROKERS = 4;

/** Loads a synthetic province and ranks it once in this process, as a dry run: checked like any other, published to nobody. */
export async function makeProvince(databaseUrl: string, sizes: ProvinceSizes): Promise<Province> {
  const url = urlOf(databaseUrl, 'chaos_province');
  await createDatabaseUnlessThere(url);
  const db = await openDatabase({ url, crypto: benchCrypto() });
  try {
    await db.migrate();
    await runLoader(url, sizes);
    await withClient(url, async (client) => {
      await client.query(
        `insert into labor_broker (name, scope, is_active)
         select 'Broker ' || n, '{62}', true from generate_series(1, $1::int) n`,
        [BROKERS],
      );
      await client.query('vacuum analyze');
    });
    progress('the province is loaded');
    const context = benchContext(db);
    const { run } = await startRun(context, {
      kind: 'manual',
      scope: '',
      requestId: 'undisturbed',
      startedBy: 'chaos',
      isWhole: true,
      isDryRun: true,
    });
    for (let shard = 1; shard <= run.shardCount; shard += 1)
      await runShard(context, { runId: run.id, shard, worker: 'undisturbed' });
    await publishRun(context, run.id);
    const { state, checksum } = (await db.stores.runs.find(run.id)) ?? {};
    if (state !== 'finished' || typeof checksum !== 'string') throw new Error(`The quiet run is ${state}.`);
    progress('a night without trouble is known');
    return { ...sizes, url, checksum };
  } finally {
    await db.close();
  }
}

/** A copy of the province for one trial, made by its server (another server's copy is loaded anew). @returns its URL. */
export async function copyProvince(province: Province, name: string): Promise<string> {
  const template = path.posix.basename(new URL(province.url).pathname);
  const url = urlOf(province.url, `chaos_${name.toLowerCase()}`);
  await withClient(urlOf(province.url, 'postgres'), async (client) => {
    const copy = client.escapeIdentifier(path.posix.basename(new URL(url).pathname));
    await client.query(`create database ${copy} template ${client.escapeIdentifier(template)}`);
  });
  return url;
}

/** The same server, another database. */
function urlOf(databaseUrl: string, name: string): string {
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  return url.href;
}

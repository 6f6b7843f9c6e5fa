import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase } from '../../../src/db/open-database.ts';
import { makeId } from '../../../src/domain/ids.ts';
import { startEmbeddedPostgres } from '../../../src/services/embedded-postgres.ts';
import { spread } from '../engine/spread.ts';
import { benchContext, benchCrypto } from '../night/bench-context.ts';
import type { BenchProfile } from '../profiles.ts';
import { progress } from '../report.ts';
import { secondsSince } from '../timing.ts';
import { API_SIZES, type ApiSizes } from './api-sizes.ts';
import { changeOpenings } from './change-openings.ts';
import { collectAnswers } from './collect-answers.ts';
import { drive, type Driven } from './drive.ts';
import { prepareProvince } from './prepare-province.ts';
import { ServerProcess, type LoopLag } from './server-process.ts';

/** Everything that the API's bench measured. */
export interface ApiBench {
  readonly profile: BenchProfile;
  readonly ids: number;
  /** Lists a second when each is asked for the first time. */
  readonly firstPerSecond: number;
  /** A round each, in turns. */
  readonly api: readonly Driven[];
  readonly bare: readonly Driven[];
  /** While openings change: what a client sees, and how late the event loop was. */
  readonly changing: Driven & { readonly changes: number; readonly lag: LoopLag };
}

/** Publishes a province's lists, and asks the API and a bare Express for them in turns. */
export async function runApiBench(profile: BenchProfile): Promise<ApiBench> {
  const folder = mkdtempSync(path.join(tmpdir(), 'longqiao-bench-'));
  const options = { directory: folder, database: 'longqiao', durability: 'durable' } as const;
  const postgres = await startEmbeddedPostgres(options);
  try {
    return await benchOver(postgres.url, { folder, profile, sizes: API_SIZES[profile.name] });
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Setting {
  readonly folder: string;
  readonly profile: BenchProfile;
  readonly sizes: ApiSizes;
}

async function benchOver(databaseUrl: string, { folder, profile, sizes }: Setting): Promise<ApiBench> {
  const db = await openDatabase({ url: databaseUrl, crypto: benchCrypto() });
  const servers: ServerProcess[] = [];
  try {
    const key = await prepareProvince(benchContext(db), { url: databaseUrl, profile });
    const api = await ServerProcess.start('serve-api.ts', {
      DATABASE_URL: databaseUrl,
      BENCH_LOG: path.join(folder, 'api.log'),
    });
    servers.push(api);
    const paths = [...spread(profile.laborers, sizes.ids)].map(
      (at) => `/api/v1/laborers/${makeId('L', at + 1)}/recommendations`,
    );
    const file = path.join(folder, 'answers');
    // Connections and the ranking threads' first snapshot.
    await collectAnswers(api.url, { key, paths: paths.slice(0, 1), file });
    progress(`reading ${paths.length} lists for the first time`);
    const started = performance.now();
    await collectAnswers(api.url, { key, paths, file });
    const firstPerSecond = paths.length / secondsSince(started);
    const bare = await ServerProcess.start('serve-bare.ts', { BENCH_ANSWERS: file });
    servers.push(bare);
    const load = { key, paths, seconds: sizes.seconds };
    // Both warm up.
    await drive(bare.url, { ...load, seconds: 1 });
    await drive(api.url, { ...load, seconds: 1 });
    const rounds: { api: Driven; bare: Driven }[] = [];
    for (let round = 1; round <= sizes.rounds; round += 1) {
      progress(`round ${round}: the API, then bare Express`);
      rounds.push({ api: await drive(api.url, load), bare: await drive(bare.url, load) });
    }
    progress('changing openings under the API');
    const changing = await changeOpenings(api, { db, key, paths, seconds: sizes.changeSeconds });
    return {
      profile,
      ids: paths.length,
      firstPerSecond,
      api: rounds.map((one) => one.api),
      bare: rounds.map((one) => one.bare),
      changing,
    };
  } finally {
    await Promise.all(servers.map(async (server) => await server.stop()));
    await db.close();
  }
}

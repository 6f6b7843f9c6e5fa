/**
 * What a night costs over bare COPY, and an incremental one over a whole one:
 *   npx tsx scripts/bench/night.ts --profile quick|peak|stress [--json] [--write-docs]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase } from '../../src/db/open-database.ts';
import { NightThreads } from '../../src/ranking/night-threads.ts';
import { startEmbeddedPostgres } from '../../src/services/embedded-postgres.ts';
import { benchOptions } from './bench-options.ts';
import { benchCrypto } from './night/bench-context.ts';
import { measureNights, nightFigures, type NightBench } from './night/measure-nights.ts';
import { runLoader } from './night/run-loader.ts';
import { nightSection } from './night/night-section.ts';
import { BENCH_SEED, type BenchProfile } from './profiles.ts';
import { printReport, progress } from './report.ts';
import { timedAsync } from './timing.ts';
import { writeSection } from './write-section.ts';

try {
  const options = benchOptions(process.argv.slice(2));
  const bench = await runNightBench(options.profile);
  if (options.writeDocs)
    await writeSection(`night ${options.profile.name}`, nightSection(options.profile, bench));
  printReport({ bench: 'night', profile: options.profile.name, figures: nightFigures(bench) }, options);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}

/** A province in a PostgreSQL of the bench's own, durable as in service. */
async function runNightBench(profile: BenchProfile): Promise<NightBench> {
  const folder = mkdtempSync(path.join(tmpdir(), 'longqiao-bench-'));
  const postgres = await startEmbeddedPostgres({
    directory: folder,
    database: 'longqiao',
    durability: 'durable',
  });
  try {
    const db = await openDatabase({ url: postgres.url, crypto: benchCrypto() });
    await db.migrate();
    await db.close();
    await load(profile, postgres.url);
    return await measureWithCrew(postgres.url, folder);
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** By a crew that stands ready, as in a worker that runs for days; a thread a core. */
async function measureWithCrew(url: string, folder: string): Promise<NightBench> {
  const entry = new URL('../../src/bin/night-thread.ts', import.meta.url);
  const crew = new NightThreads({
    entry,
    databaseUrl: url,
    threads: availableParallelism(),
    warn: console.error,
  });
  try {
    return await measureNights({ url, folder, crew });
  } finally {
    await crew.close();
  }
}

async function load(profile: BenchProfile, url: string): Promise<void> {
  progress(`loading ${profile.laborers} laborers and ${profile.openings} openings`);
  const { seconds } = await timedAsync(async () => await runLoader(url, { seed: BENCH_SEED, ...profile }));
  progress(`loaded in ${seconds.toFixed(1)} s`);
}

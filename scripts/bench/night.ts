/** `npm run bench:night -- --profile quick|peak|stress --json`: a night from rows to published lists over the floor of COPY. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openDatabase } from '../../src/db/open-database.ts';
import { keyOf } from '../../src/domain/ids.ts';
import type { MatchRun } from '../../src/domain/match-run.ts';
import type { Database } from '../../src/flows/ports/database.ts';
import type { FlowContext } from '../../src/flows/context.ts';
import { runNight } from '../../src/flows/runs/run-night.ts';
import { startEmbeddedPostgres } from '../../src/services/embedded-postgres.ts';
import { benchContext, benchCrypto } from './night/bench-context.ts';
import { copyFloor, saveLists, seconds } from './night/copy-floor.ts';

const PROFILES = {
  quick: { laborers: 100_000, openings: 10_000 },
  peak: { laborers: 600_000, openings: 50_000 },
  stress: { laborers: 1_747_500, openings: 50_000 },
} as const;
const SEED = 2_026;
const ROUNDS = 3;
/** As many as a night has shards under way. */
const CONNECTIONS = 3;

const { values } = parseArgs({
  options: {
    profile: { type: 'string', default: 'quick' },
    laborers: { type: 'string' },
    openings: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const profile = profileOf(values.profile);
const sizes = {
  laborers: Number(values.laborers ?? PROFILES[profile].laborers),
  openings: Number(values.openings ?? PROFILES[profile].openings),
};
const folder = mkdtempSync(path.join(tmpdir(), 'longqiao-bench-'));
const postgres = await startEmbeddedPostgres({
  directory: folder,
  database: 'longqiao',
  durability: 'durable',
});
try {
  const figures = await measure(postgres.url);
  console.log(JSON.stringify({ bench: 'night', profile: values.profile, figures }));
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function measure(url: string): Promise<Record<string, number>> {
  const db = await openDatabase({ url, crypto: benchCrypto() });
  try {
    await db.migrate();
    return await measureOver(db, url);
  } finally {
    await db.close();
  }
}

async function measureOver(db: Database, url: string): Promise<Record<string, number>> {
  tell(`loading ${sizes.laborers} laborers and ${sizes.openings} openings`);
  const loading = await seconds(async () => {
    const loader = path.join(import.meta.dirname, 'night/load-province.ts');
    const sizesAndSeed = [SEED, sizes.laborers, sizes.openings].map(String);
    // The URL holds a password: in the environment other users of the machine do not see it.
    execFileSync(process.execPath, ['--import', 'tsx', loader, ...sizesAndSeed], {
      stdio: 'inherit',
      env: { ...process.env, DATABASE_URL: url },
    });
    await Promise.resolve();
  });
  tell(`loaded in ${loading.toFixed(1)} s`);
  const context = benchContext(db);
  // The first night warms the programs and PostgreSQL's memory.
  let run = await night(context, 0);
  const floorInput = {
    url,
    connections: CONNECTIONS,
    runDate: run.run.runDate,
    runKey: keyOf(run.run.id),
    folder,
  };
  await saveLists(floorInput);
  const nights: number[] = [];
  const floors: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const floor = await copyFloor(floorInput);
    floors.push(floor.read + floor.write);
    run = await night(context, round);
    nights.push(run.seconds);
    tell(
      `round ${round}: night ${run.seconds.toFixed(2)} s, floor ${floor.read.toFixed(2)} + ${floor.write.toFixed(2)} s`,
    );
  }
  const peakRssMb = process.resourceUsage().maxRSS / 1_024;
  return {
    nightVsCopyFloor: rounded(median(nights) / median(floors)),
    nightSeconds: rounded(median(nights)),
    copyFloorSeconds: rounded(median(floors)),
    peakRssMb: Math.round(peakRssMb),
  };
}

async function night(context: FlowContext, round: number): Promise<{ run: MatchRun; seconds: number }> {
  let run: MatchRun | undefined;
  const taken = await seconds(async () => {
    run = await runNight(context, {
      kind: 'manual',
      scope: '',
      requestId: `bench-${round}`,
      startedBy: 'bench',
      worker: 'bench',
    });
  });
  if (run?.state !== 'published') throw new Error(`the night ended ${run?.state}`);
  return { run, seconds: taken };
}

function profileOf(name: string): keyof typeof PROFILES {
  if (name === 'quick' || name === 'peak' || name === 'stress') return name;
  throw new Error(`--profile is quick, peak or stress, not ${name}`);
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;
}

function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}

function tell(line: string): void {
  if (!values.json) console.error(line);
}

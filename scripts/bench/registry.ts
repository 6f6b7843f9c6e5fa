/**
 * What the registry can do: imports, reconciliation, counts.
 *   npm run bench:registry -- --profile quick|peak|stress [--only import,…] [--json]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { PROFILE_NAMES, PROFILES, type BenchProfile } from './profiles.ts';
import { startBenchPostgres } from './registry/bench-postgres.ts';
import type { Measurement } from './registry/measurement.ts';
import { MEASUREMENTS } from './registry/measurements.ts';
import { printReport } from './report.ts';

const { values } = parseArgs({
  options: {
    profile: { type: 'string', default: 'quick' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const profile = profileOf(values.profile);
const chosen = measurementsOf(values.only);
const folder = mkdtempSync(path.join(tmpdir(), 'longqiao-bench-'));
const postgres = await startBenchPostgres(path.join(folder, 'postgres'));
try {
  const figures: Record<string, number> = {};
  for (const measurement of chosen) {
    Object.assign(figures, await measurement.measure({ profile, folder, database: postgres.database }));
  }
  printReport({ bench: 'registry', profile: profile.name, figures }, values);
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

function profileOf(name: string): BenchProfile {
  const known = PROFILE_NAMES.find((each) => each === name);
  if (known === undefined) throw new Error(`--profile is quick, peak or stress, not "${name}".`);
  return PROFILES[known];
}

function measurementsOf(only: string | undefined): readonly Measurement[] {
  if (only === undefined) return MEASUREMENTS;
  const names = only.split(',');
  const unknown = names.find((name) => MEASUREMENTS.every((each) => each.name !== name));
  if (unknown === undefined) return MEASUREMENTS.filter((each) => names.includes(each.name));
  throw new Error(`--only takes ${MEASUREMENTS.map((each) => each.name).join(', ')}, not "${unknown}".`);
}

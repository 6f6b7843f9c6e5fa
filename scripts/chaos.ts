/**
 * What a night and its notices stand: every kind of trouble against real PostgreSQL and Redis, with counts of what became of it.
 *   npm run chaos -- [--profile quick|full] [--only killPoints,…] [--json]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createDatabaseUnlessThere } from '../src/services/postgres-control.ts';
import { progress } from './bench/report.ts';
import { CHAOS_SIZES, type ChaosProfile } from './chaos/chaos-sizes.ts';
import { PostgresProcess } from './chaos/faults/postgres-process.ts';
import { RedisProcess } from './chaos/faults/redis-process.ts';
import { makeProvince, type Province } from './chaos/nights/province.ts';
import { Outcome } from './chaos/outcome.ts';
import { TROUBLES } from './chaos/troubles.ts';

const SEED = 2026;

const { values } = parseArgs({
  options: {
    profile: { type: 'string', default: 'quick' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const profile = profileOf(values.profile);
const sizes = CHAOS_SIZES[profile];
const home = mkdtempSync(path.join(tmpdir(), 'longqiao-chaos-'));
const addresses = ['127.0.0.1'];
const postgres = await PostgresProcess.start(home, addresses);
const redis = await RedisProcess.start(home, addresses);
try {
  const outcome = new Outcome();
  let loaded: Promise<Province> | undefined;
  const province = async (): Promise<Province> =>
    await (loaded ??= makeProvince(postgres.url(), { ...sizes, seed: SEED }));
  for (const name of chosenTroubles()) {
    progress(name);
    const emptyDatabase = async (): Promise<string> => await newDatabase(name);
    const figures = await TROUBLES[name]?.(sizes, { postgres, redis, emptyDatabase, province, seed: SEED });
    for (const [key, value] of Object.entries(outcome.add(figures ?? {})))
      console.log(`  ${key.padEnd(26)} ${String(value)}`);
  }
  if (values.json) console.log(JSON.stringify({ bench: 'chaos', profile, figures: outcome.figures }));
} finally {
  await redis.stop();
  await postgres.stop();
  rmSync(home, { recursive: true, force: true });
}

function profileOf(name: string): ChaosProfile {
  const known = Object.keys(CHAOS_SIZES).find((one): one is ChaosProfile => one === name);
  if (known !== undefined) return known;
  throw new Error(`--profile is ${Object.keys(CHAOS_SIZES).join(' or ')}, not "${name}".`);
}

function chosenTroubles(): readonly string[] {
  const chosen = values.only?.split(',') ?? Object.keys(TROUBLES);
  const unknown = chosen.filter((name) => !Object.hasOwn(TROUBLES, name));
  if (unknown.length === 0) return chosen;
  throw new Error(`--only takes ${Object.keys(TROUBLES).join(', ')}, not "${unknown.join()}".`);
}

/** An empty database on the same server. @returns its URL. */
async function newDatabase(name: string): Promise<string> {
  const url = postgres.url(`chaos_${name.toLowerCase()}`);
  await createDatabaseUnlessThere(url);
  return url;
}

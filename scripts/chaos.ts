/**
 * What a night and its notices stand: every kind of trouble against real PostgreSQL and Redis, with counts of what became of it.
 *   npm run chaos -- [--profile quick|full|stress] [--only killPoints,…] [--json]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createDatabaseUnlessThere } from '../src/services/postgres-control.ts';
import { progress } from './bench/report.ts';
import { CHAOS_SIZES, type ChaosProfile } from './chaos/chaos-sizes.ts';
import { Namespaces } from './chaos/faults/namespaces.ts';
import { PostgresProcess } from './chaos/faults/postgres-process.ts';
import { RedisProcess } from './chaos/faults/redis-process.ts';
import { HOSTS } from './chaos/hosts.ts';
import { makeProvince, type Province } from './chaos/nights/province.ts';
import { Outcome } from './chaos/outcome.ts';
import { TROUBLES } from './chaos/troubles.ts';

const SEED = 2026;
/** Says nothing on a small province. */
const WATCHED = 'watchedNight';

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
const chosen = chosenTroubles();
const namespaces = chosen.includes('hosts') ? openNamespaces() : null;
const addresses = ['127.0.0.1', ...(namespaces === null ? [] : [namespaces.address])];
const postgres = await PostgresProcess.start(home, addresses);
const redis = await RedisProcess.start(home, addresses);
try {
  const outcome = new Outcome();
  let loaded: Promise<Province> | undefined;
  const province = async (): Promise<Province> =>
    await (loaded ??= makeProvince(postgres.url(), { ...sizes, seed: SEED }));
  for (const name of chosen) {
    progress(name);
    // Runs of every copy have the same ids: what another trial left in the queue must not stand for them.
    await redis.flushAll();
    const emptyDatabase = async (): Promise<string> => await newDatabase(name);
    const place = { postgres, redis, namespaces, emptyDatabase, province, seed: SEED };
    const figures = await TROUBLES[name]?.(sizes, place);
    for (const [key, value] of Object.entries(outcome.add(figures ?? {})))
      console.log(`  ${key.padEnd(26)} ${String(value)}`);
  }
  if (values.json) console.log(JSON.stringify({ bench: 'chaos', profile, figures: outcome.figures }));
} finally {
  await redis.stop();
  await postgres.stop();
  namespaces?.close();
  rmSync(home, { recursive: true, force: true });
}

/** Worker hosts of their own; where the machine does not allow them, says why, and they are cut off by proxies instead. */
function openNamespaces(): Namespaces | null {
  const opened = Namespaces.open(HOSTS);
  if (opened instanceof Namespaces) return opened;
  console.log(`  no network namespaces here (${opened.reason}): hosts are cut off by proxies`);
  return null;
}

function profileOf(name: string): ChaosProfile {
  const known = Object.keys(CHAOS_SIZES).find((one): one is ChaosProfile => one === name);
  if (known !== undefined) return known;
  throw new Error(`--profile is ${Object.keys(CHAOS_SIZES).join(' or ')}, not "${name}".`);
}

function chosenTroubles(): readonly string[] {
  const all =
    profile === 'stress'
      ? [WATCHED]
      : Object.keys(TROUBLES).filter((name) => profile === 'full' || name !== WATCHED);
  const named = values.only?.split(',') ?? all;
  const unknown = named.filter((name) => !Object.hasOwn(TROUBLES, name));
  if (unknown.length === 0) return named;
  throw new Error(`--only takes ${Object.keys(TROUBLES).join(', ')}, not "${unknown.join()}".`);
}

/** An empty database on the same server. @returns its URL. */
async function newDatabase(name: string): Promise<string> {
  const url = postgres.url(`chaos_${name.toLowerCase()}`);
  await createDatabaseUnlessThere(url);
  return url;
}

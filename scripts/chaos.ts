/**
 * What a night and its notices stand: every kind of trouble against real PostgreSQL and Redis, with counts of what became of it.
 *   npm run chaos -- [--profile quick|full] [--only killPoints,…] [--json]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createDatabaseUnlessThere } from '../src/services/postgres-control.ts';
import { startServices, type Services } from '../src/services/start-services.ts';
import { crashBetweenSendAndMark } from './chaos/crash-between-send-and-mark.ts';
import { killPoints } from './chaos/kill-points.ts';
import { lateConsent } from './chaos/late-consent.ts';
import { makeProvince, urlOf, type Province } from './chaos/nights/province.ts';
import { webhookChaos } from './chaos/webhook-chaos.ts';
import { progress } from './bench/report.ts';

const SEED = 2026;

/** How much trouble; `full` is what docs/BENCHMARKS.md shows. */
const SIZES = {
  quick: {
    laborers: 2_000,
    openings: 300,
    silenceSeconds: 4,
    kills: 6,
    notices: 500,
    sendKills: 3,
    withdrawals: 200,
  },
  full: {
    laborers: 100_000,
    openings: 10_000,
    silenceSeconds: 30,
    kills: 50,
    notices: 10_000,
    sendKills: 20,
    withdrawals: 1_000,
  },
} as const;

type Sizes = (typeof SIZES)[keyof typeof SIZES];

/** Where trouble is made. */
interface Place {
  readonly services: Services;
  /** An empty database of the trouble's own. */
  readonly emptyDatabase: () => Promise<string>;
  /** Loaded once, for all who copy it. */
  readonly province: () => Promise<Province>;
}

type Trouble = (sizes: Sizes, place: Place) => Promise<object>;

const TROUBLES: Readonly<Record<string, Trouble>> = {
  killPoints: async (sizes, { services, province }) =>
    await killPoints({ ...sizes, province: await province(), redisUrl: services.redisUrl }),
  webhookChaos: async ({ notices }, { emptyDatabase }) => {
    const databaseUrl = await emptyDatabase();
    const { lost, ...figures } = await webhookChaos({ databaseUrl, notices });
    return { ...figures, webhookLost: lost };
  },
  crashBetweenSendAndMark: async ({ sendKills }, { emptyDatabase }) => {
    const databaseUrl = await emptyDatabase();
    const { lost, kills, ids, ...figures } = await crashBetweenSendAndMark({ databaseUrl, kills: sendKills });
    return { ...figures, sendKills: kills, sendIds: ids, sendLost: lost };
  },
  lateConsent: async ({ withdrawals }, { emptyDatabase }) =>
    await lateConsent({ databaseUrl: await emptyDatabase(), times: withdrawals, seed: SEED }),
};

const { values } = parseArgs({
  options: {
    profile: { type: 'string', default: 'quick' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const profile = values.profile === 'full' ? 'full' : 'quick';
if (values.profile !== profile) throw new Error(`--profile is quick or full, not "${values.profile}".`);
const chosen = values.only?.split(',') ?? Object.keys(TROUBLES);
for (const name of chosen)
  if (!Object.hasOwn(TROUBLES, name))
    throw new Error(`--only takes ${Object.keys(TROUBLES).join(', ')}, not "${name}".`);
const home = mkdtempSync(path.join(tmpdir(), 'longqiao-chaos-'));
const services = await startServices({ directory: home });
try {
  const figures: Record<string, unknown> = {};
  let loaded: Promise<Province> | undefined;
  const province = async (): Promise<Province> =>
    await (loaded ??= makeProvince(services.databaseUrl, { ...SIZES[profile], seed: SEED }));
  for (const name of chosen) {
    progress(name);
    const emptyDatabase = async (): Promise<string> => await newDatabase(services.databaseUrl, name);
    const found = await TROUBLES[name]?.(SIZES[profile], { services, emptyDatabase, province });
    for (const [key, value] of Object.entries(found ?? {})) {
      figures[key] = value;
      console.log(`  ${key.padEnd(24)} ${String(value)}`);
    }
  }
  if (values.json) console.log(JSON.stringify({ bench: 'chaos', profile, figures }));
} finally {
  await services.stop();
  rmSync(home, { recursive: true, force: true });
}

/** An empty database on the same server. @returns its URL. */
async function newDatabase(databaseUrl: string, name: string): Promise<string> {
  const url = urlOf(databaseUrl, `chaos_${name.toLowerCase()}`);
  await createDatabaseUnlessThere(url);
  return url;
}

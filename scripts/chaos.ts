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
import { webhookChaos } from './chaos/webhook-chaos.ts';
import { progress } from './bench/report.ts';

const SEED = 2026;

/** How much trouble; `full` is what docs/BENCHMARKS.md shows. */
const SIZES = {
  quick: { kills: 6, laborers: 2_000, openings: 300, notices: 500, sendKills: 3, withdrawals: 200 },
  full: {
    kills: 50,
    laborers: 100_000,
    openings: 10_000,
    notices: 10_000,
    sendKills: 20,
    withdrawals: 1_000,
  },
} as const;

type Sizes = (typeof SIZES)[keyof typeof SIZES];
type Trouble = (sizes: Sizes, databaseUrl: string, redisUrl: string) => Promise<object>;

const TROUBLES: Readonly<Record<string, Trouble>> = {
  killPoints: async (sizes, databaseUrl, redisUrl) =>
    await killPoints({ ...sizes, databaseUrl, redisUrl, seed: SEED }),
  webhookChaos: async ({ notices }, databaseUrl) => {
    const { lost, ...figures } = await webhookChaos({ databaseUrl, notices });
    return { ...figures, webhookLost: lost };
  },
  crashBetweenSendAndMark: async ({ sendKills }, databaseUrl) => {
    const { lost, kills, ids, ...figures } = await crashBetweenSendAndMark({ databaseUrl, kills: sendKills });
    return { ...figures, sendKills: kills, sendIds: ids, sendLost: lost };
  },
  lateConsent: async ({ withdrawals }, databaseUrl) =>
    await lateConsent({ databaseUrl, times: withdrawals, seed: SEED }),
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
const home = mkdtempSync(path.join(tmpdir(), 'longqiao-chaos-'));
const services = await startServices({ directory: home });
try {
  const figures: Record<string, unknown> = {};
  for (const name of chosen) Object.assign(figures, await makeTrouble(name, services));
  for (const [key, value] of Object.entries(figures)) console.log(`  ${key.padEnd(24)} ${String(value)}`);
  if (values.json) console.log(JSON.stringify({ bench: 'chaos', profile, figures }));
} finally {
  await services.stop();
  rmSync(home, { recursive: true, force: true });
}

/** Makes one kind of trouble in a database of its own. */
async function makeTrouble(name: string, { databaseUrl, redisUrl }: Services): Promise<object> {
  const trouble = TROUBLES[name];
  if (trouble === undefined)
    throw new Error(`--only takes ${Object.keys(TROUBLES).join(', ')}, not "${name}".`);
  progress(name);
  const url = new URL(databaseUrl);
  url.pathname = `/chaos_${name.toLowerCase()}`;
  await createDatabaseUnlessThere(url.href);
  return await trouble(SIZES[profile], url.href, redisUrl);
}

/**
 * What threads are given: the composition root of the modules `bin/…-thread.ts`. Each has a way of its own to the database.
 */
import { randomBytes } from 'node:crypto';
import type { PersonalCrypto } from './db/personal-crypto.ts';
import type { FlowContext } from './flows/context.ts';
import type { BuildSource } from './ranking/build-source.ts';
import type { NightDesk } from './ranking/serve-night.ts';
import type { ShardDesk } from './ranking/serve-shards.ts';
import type { ShardOrders } from './ranking/shard-messages.ts';
import { loadReference } from './reference/load-reference.ts';

/** What a thread of the ranking engine does; see `src/bin/ranking-thread.ts`. */
export async function serveRanking(): Promise<void> {
  const { serveThread } = await import('./ranking/serve-thread.ts');
  await serveThread({ reference: loadReference(), openSource: openBuildSource });
}

/** What a thread that works on a night does; see `src/bin/night-thread.ts`. */
export async function serveNights(): Promise<void> {
  const { serveNight } = await import('./ranking/serve-night.ts');
  await serveNight({ reference: loadReference(), openDesk: openNightDesk });
}

async function openNightDesk(databaseUrl: string, warn: FlowContext['log']['warn']): Promise<NightDesk> {
  const [{ nightDesk }, { openDatabase }, crypto] = await Promise.all([
    import('./flows/runs/night-desk.ts'),
    import('./db/open-database.ts'),
    anyCrypto(),
  ]);
  const db = await openDatabase({ url: databaseUrl, crypto, poolSize: NIGHT_CLIENTS });
  return nightDesk({ db, reference: loadReference(), warn });
}

/** What a thread that works on a worker's shards does; see `src/bin/shard-thread.ts`. */
export async function serveShardsHere(): Promise<void> {
  const { serveShards } = await import('./ranking/serve-shards.ts');
  await serveShards(openShardDesk);
}

async function openShardDesk(
  { databaseUrl, silenceSeconds }: ShardOrders,
  warn: FlowContext['log']['warn'],
): Promise<ShardDesk> {
  const [{ shardDesk }, { openDatabase }, crypto] = await Promise.all([
    import('./flows/runs/shard-desk.ts'),
    import('./db/open-database.ts'),
    anyCrypto(),
  ]);
  const db = await openDatabase({ url: databaseUrl, crypto, poolSize: NIGHT_CLIENTS });
  const log = { info: () => undefined, warn, error: warn };
  return shardDesk({ db, reference: loadReference(), log, silenceSeconds });
}

/** Connections of a thread of the night: two groups are read or written at once, and leases renewed beside them. */
const NIGHT_CLIENTS = 4;

/** A way of its own to the database. No person's numbers are read, so any keys do. */
async function openBuildSource(databaseUrl: string): Promise<BuildSource> {
  const [{ worldSource }, { openDatabase }, crypto] = await Promise.all([
    import('./flows/world-source.ts'),
    import('./db/open-database.ts'),
    anyCrypto(),
  ]);
  const db = await openDatabase({ url: databaseUrl, crypto, poolSize: BUILD_CLIENTS });
  return {
    ...worldSource({ db, reference: loadReference() }),
    listen: async (heard) => await db.listen(heard),
    close: async () => await db.close(),
  };
}

/** Connections of the building thread: it reads openings, profile, idf and pairs side by side. */
const BUILD_CLIENTS = 4;

/** Crypto for who reads no person: the database can be asked where the real keys are missing. */
export async function anyCrypto(): Promise<PersonalCrypto> {
  const { createPersonalCrypto } = await import('./db/personal-crypto.ts');
  return createPersonalCrypto({ keys: [{ id: 'none', key: randomBytes(32) }], hashKey: randomBytes(32) });
}

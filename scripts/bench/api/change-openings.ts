import { setTimeout as sleep } from 'node:timers/promises';
import { makeId } from '../../../src/domain/ids.ts';
import type { Database } from '../../../src/flows/ports/database.ts';
import type { ApiBench } from './run-api-bench.ts';
import { drive } from './drive.ts';
import type { ServerProcess } from './server-process.ts';

/** Between two changes: each makes a new snapshot necessary. */
const CHANGE_EVERY_MS = 500;
/** Brokers who read meanwhile. */
const READERS = 4;
/** Openings that change, one after the other. */
const CHANGED = 500;

interface ChangeOptions {
  readonly db: Database;
  readonly key: string;
  readonly paths: readonly string[];
  readonly seconds: number;
}

/** Fills places of openings while some clients read, and watches what they see and how late the API's event loop is. */
export async function changeOpenings(
  api: ServerProcess,
  { db, key, paths, seconds }: ChangeOptions,
): Promise<ApiBench['changing']> {
  await api.loopLag();
  const reading = new AbortController();
  let changes = 0;
  const changing = (async () => {
    while (!reading.signal.aborted) {
      await db.stores.openings.addFilled(makeId('O', 1 + (changes % CHANGED)), 1);
      changes += 1;
      await sleep(CHANGE_EVERY_MS);
    }
  })();
  const driven = await drive(api.url, { key, paths, seconds, connections: READERS });
  reading.abort();
  await changing;
  return { ...driven, changes, lag: await api.loopLag() };
}

import { gathered } from '../domain/gather.ts';
import type { FlowContext } from './context.ts';
import type { Database } from './ports/database.ts';
import type { AsOf } from './ports/freshness-store.ts';

type Ask = (key: 'now') => Promise<AsOf | undefined>;

const asksByDatabase = new WeakMap<Database, Ask>();

/**
 * The name of all that is committed now, asked after this call, in one short question for all who ask at the same time. Rows
 * that are read later are at least as new.
 */
export async function asOfNow({ db }: Pick<FlowContext, 'db'>): Promise<AsOf> {
  const ask =
    asksByDatabase.get(db) ?? gathered(async () => new Map([['now', await db.stores.freshness.asOf()]]));
  asksByDatabase.set(db, ask);
  return (await ask('now')) ?? '';
}

import type { Database } from './ports/database.ts';

/** What is made for a key once and then kept, among the newest of a database. */
export type NewestKept<Value> = (db: Database, key: string, make: () => Promise<Value>) => Promise<Value>;

/** Keeps the `most` newest values of each database. A failure is not kept; whoever asked for it sees the error. */
export function newestKept<Value>(most: number): NewestKept<Value> {
  const byDatabase = new WeakMap<Database, Map<string, Promise<Value>>>();
  return async (db, key, make) => {
    const values = byDatabase.get(db) ?? new Map<string, Promise<Value>>();
    byDatabase.set(db, values);
    const known = values.get(key);
    if (known !== undefined) return await known;
    const making = make();
    values.set(key, making);
    making.catch(() => values.delete(key));
    const oldest = values.size > most ? values.keys().next().value : undefined;
    if (oldest !== undefined) values.delete(oldest);
    return await making;
  };
}

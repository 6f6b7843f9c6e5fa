import { startEmbeddedPostgres } from '../../../src/services/embedded-postgres.ts';
import { createDatabaseUnlessThere } from '../../../src/services/postgres-control.ts';
import { openDatabase } from '../../../src/db/open-database.ts';
import { benchCrypto } from '../night/bench-context.ts';

/** A PostgreSQL of the bench's own, as durable as in service. */
export interface BenchPostgres {
  /** A new database of this name with every migration; gives its URL. */
  readonly database: (name: string) => Promise<string>;
  stop(): Promise<void>;
}

/** Starts one below a folder. */
export async function startBenchPostgres(folder: string): Promise<BenchPostgres> {
  const postgres = await startEmbeddedPostgres({
    directory: folder,
    database: 'longqiao',
    durability: 'durable',
  });
  return {
    database: async (name) => {
      const url = new URL(postgres.url);
      url.pathname = `/${name}`;
      await createDatabaseUnlessThere(url.href);
      const database = await openDatabase({ url: url.href, crypto: benchCrypto(), poolSize: 2 });
      await database.migrate();
      await database.close();
      return url.href;
    },
    stop: async () => {
      await postgres.stop();
    },
  };
}

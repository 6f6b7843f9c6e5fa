import pg from 'pg';
import type { DataSourceOptions } from 'typeorm';
import { ENTITIES } from './entities.ts';
import { MIGRATIONS } from './migrations.ts';
import { KEEP_ALIVE_MS, SESSION_OPTIONS } from './session-options.ts';

/** A server that does not answer is reported within two seconds. */
const CONNECT_TIMEOUT_MS = 1_500;
/** How long a question waits for a free client before it is told that the database is too busy. */
const POOL_TIMEOUT_MS = 30_000;
/** Idle clients are kept this long. */
const IDLE_TIMEOUT_MS = 30_000;

/** A client whose own connecting is bounded; waiting for a free one in the pool has its own, longer bound. */
class BoundedClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super({ ...config, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  }
}

/**
 * TypeORM's options for a database: explicit migrations, never synchronize, days as text, instants as ISO
 * text.
 */
export function dataSourceOptions(options: {
  readonly url: string;
  readonly poolSize: number;
}): DataSourceOptions {
  return {
    type: 'postgres',
    url: options.url,
    poolSize: options.poolSize,
    entities: [...ENTITIES],
    migrations: [...MIGRATIONS],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    synchronize: false,
    installExtensions: false,
    logging: false,
    // An idle client that the server dropped leaves the pool by itself; the next question gets a new one.
    poolErrorHandler: () => undefined,
    extra: {
      Client: BoundedClient,
      connectionTimeoutMillis: POOL_TIMEOUT_MS,
      idleTimeoutMillis: IDLE_TIMEOUT_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
      options: SESSION_OPTIONS,
      types: { getTypeParser },
    },
  };
}

type TypeId = Parameters<typeof pg.types.getTypeParser>[0];

/** Days stay text, 8-byte counts are numbers, instants ISO text; everything else is read as pg does. */
function getTypeParser(oid: TypeId, format?: 'text' | 'binary'): (value: string) => unknown {
  const { DATE, INT8, TIMESTAMPTZ } = pg.types.builtins;
  if (format !== 'binary') {
    if (oid === DATE) return String;
    if (oid === INT8) return Number;
    if (oid === TIMESTAMPTZ) return isoInstant;
  }
  return pg.types.getTypeParser(oid, format ?? 'text');
}

function isoInstant(value: string): string {
  return new Date(value).toISOString();
}

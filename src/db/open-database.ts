import { say } from '../domain/bilingual.ts';
import { AppError } from '../domain/errors.ts';
import type { Database, DatabaseHealth, Stores } from '../flows/ports/database.ts';
import { Connection } from './connection.ts';
import { listenForChanges } from './listen-for-changes.ts';
import type { PersonalCrypto } from './personal-crypto.ts';
import type { Sql } from './sql.ts';
import { takeLead } from './take-lead.ts';
import { auditStore } from './stores/audit-store.ts';
import { awayStore } from './stores/away-store.ts';
import { brokerStore } from './stores/broker-store.ts';
import { countStore } from './stores/count-store.ts';
import { channelStore } from './stores/channel-store.ts';
import { digestStore } from './stores/digest-store.ts';
import { conflictStore } from './stores/conflict-store.ts';
import { employerStore } from './stores/employer-store.ts';
import { fairStore } from './stores/fair-store.ts';
import { freshnessStore } from './stores/freshness-store.ts';
import { keyRotationStore } from './stores/key-rotation-store.ts';
import { laborerHistoryStore } from './stores/laborer-history-store.ts';
import { importStore } from './stores/import-store.ts';
import { laborerStore } from './stores/laborer-store.ts';
import { listStore } from './stores/list-store.ts';
import { noticeStore } from './stores/notice-store.ts';
import { openingStore } from './stores/opening-store.ts';
import { reconciliationStore } from './stores/reconciliation-store.ts';
import { personStore } from './stores/person-store.ts';
import { referralStore } from './stores/referral-store.ts';
import { runControlStore } from './stores/run-control.ts';
import { runStore } from './stores/run-store.ts';
import { runVerificationStore } from './stores/run-verification.ts';
import { settingsStore } from './stores/settings-store.ts';
import { watchStore } from './stores/watch-store.ts';

/** Clients a process holds: 10 processes fit PostgreSQL's default of 100 connections. */
const POOL_SIZE = 8;

export interface DatabaseOptions {
  readonly url: string;
  readonly crypto: PersonalCrypto;
  readonly poolSize?: number;
}

/**
 * The database behind a URL. Resolves also while PostgreSQL is away: every question then rejects within two
 * seconds with AppError `DATABASE_UNAVAILABLE` (kind `unavailable`), and is answered again once the server is
 * back.
 * @throws AppError `DATABASE_URL_INVALID`.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const connection = new Connection({ url: options.url, poolSize: options.poolSize ?? POOL_SIZE });
  await connection.open().catch(() => null);
  return {
    stores: storesOver(connection.sql, options.crypto),
    transaction: async (work) =>
      await connection.transaction(async (sql) => await work(storesOver(sql, options.crypto))),
    today: async () => await today(connection.sql),
    migrate: async () => await migrate(connection),
    health: async () => await health(connection),
    withAdvisoryLock: async (name, work) => await withAdvisoryLock(connection, name, work),
    lead: async (name) => await connection.reported(async () => await takeLead(options.url, name)),
    listen: async (heard) => await listenForChanges(options.url, heard),
    close: async () => {
      await connection.close();
    },
  };
}

function storesOver(sql: Sql, crypto: PersonalCrypto): Stores {
  return {
    laborers: laborerStore(sql, crypto),
    lists: listStore(sql),
    counts: countStore(sql),
    away: awayStore(sql),
    reconciliations: reconciliationStore(sql, crypto),
    history: laborerHistoryStore(sql),
    conflicts: conflictStore(sql),
    persons: personStore(sql, crypto),
    employers: employerStore(sql),
    openings: openingStore(sql),
    settings: settingsStore(sql),
    runs: runStore(sql),
    runControl: runControlStore(sql),
    verification: runVerificationStore(sql),
    referrals: referralStore(sql),
    brokers: brokerStore(sql),
    notices: noticeStore(sql),
    digests: digestStore(sql),
    channels: channelStore(sql, crypto),
    fairs: fairStore(sql),
    freshness: freshnessStore(sql),
    imports: importStore(sql, crypto),
    audit: auditStore(sql),
    keyRotations: keyRotationStore(sql, crypto),
    watch: watchStore(sql),
  };
}

async function today(sql: Sql): Promise<string> {
  const [row] = await sql.rows<{ today: string }>(
    `select (now() at time zone 'Asia/Shanghai')::date as today`,
  );
  if (row === undefined) throw noRow();
  return row.today;
}

/** Applies what is pending, one process at a time; returns how many migrations ran. */
async function migrate(connection: Connection): Promise<number> {
  return await connection.withRunner(async (runner) => {
    await runner.query(`select pg_advisory_lock(${MIGRATION_LOCK})`);
    try {
      const applied = await (await connection.open()).runMigrations();
      return applied.length;
    } finally {
      await runner.query(`select pg_advisory_unlock(${MIGRATION_LOCK})`);
    }
  });
}

/** Any fixed number: the name of the lock under which one process migrates. */
const MIGRATION_LOCK = `hashtextextended('longqiao:migrate', 0)`;

async function health(connection: Connection): Promise<DatabaseHealth> {
  const known = (await connection.reported(async () => await connection.open())).migrations.length;
  const [server] = await connection.sql.rows<{ version: string; has_table: boolean }>(
    `select current_setting('server_version') as version, to_regclass('migration') is not null as has_table`,
  );
  if (server === undefined) throw noRow();
  const rows = server.has_table ? await connection.sql.rows('select id from migration') : [];
  return {
    version: server.version,
    appliedMigrations: rows.length,
    pendingMigrations: Math.max(0, known - rows.length),
  };
}

/** The lock lives on a client of its own, so that it goes when the process does. */
async function withAdvisoryLock<Result>(
  connection: Connection,
  name: string,
  work: () => Promise<Result>,
): Promise<Result | null> {
  return await connection.borrow(async (runner) => {
    const ask = async (statement: string): Promise<unknown> =>
      await connection.reported(async () => await runner.query(statement, [name]));
    // TypeORM types rows as any; the statement names its one column.
    const [row] = (await ask(`select pg_try_advisory_lock(${WORK_LOCK}) as taken`)) as { taken: boolean }[];
    if (row?.taken !== true) return null;
    try {
      return await work();
    } finally {
      await ask(`select pg_advisory_unlock(${WORK_LOCK})`);
    }
  });
}

/** The lock of a name; the seed keeps it apart from MIGRATION_LOCK. */
const WORK_LOCK = 'hashtextextended($1, 1)';

function noRow(): AppError {
  return new AppError({
    kind: 'internal',
    code: 'DATABASE_ANSWERED_NOTHING',
    message: say('数据库没有返回结果', 'The database returned no row'),
  });
}

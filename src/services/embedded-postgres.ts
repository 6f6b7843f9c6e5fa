import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../domain/errors.ts';
import { createDatabaseUnlessThere, endOrphanPostgres } from './postgres-control.ts';
import { findFreePort } from './free-port.ts';
import { findPostgresBinaries } from './postgres-binaries.ts';
import { POSTGRES_USER, preparePostgresData } from './postgres-data.ts';
import { choosePostgresLauncher, type PostgresLauncher } from './postgres-launcher.ts';
import { logTail, startServiceProcess, type ServiceProcess } from './service-process.ts';

/** A PostgreSQL of npm's programs that this process started. */
export interface EmbeddedPostgres {
  /** `postgres://postgres:<password>@127.0.0.1:<port>/<database>`: a secret. */
  readonly url: string;
  readonly pid: number;
  readonly mode: PostgresLauncher['mode'];
  /** Fast shutdown: open transactions are rolled back, a checkpoint is written. Safe to call twice. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Existing folder; the data lie in `postgres/` in it, the log in `postgres.log`. */
  readonly directory: string;
  readonly database: string;
  /** `throw_away`: a crash may lose everything, for tests only. */
  readonly durability: 'durable' | 'throw_away';
}

/** Recovery after a crash replays at most `max_wal_size`; an orphan of a killed run needs a moment to stop. */
const START_TIMEOUT_MS = 60_000;
const READY_POLL_MS = 10;
const RETRY_MS = 100;
/** What may pass by itself: an orphan that still stops, a port that another process took before us. */
const PASSING_TROUBLE = /postmaster\.pid|pre-existing shared memory|Address already in use/;
/** Line of postmaster.pid (from 0) that says `ready` when connections are taken. */
const STATUS_LINE = 7;

/** Settings of both kinds of server: small, for one machine that also runs everything else. */
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=100',
  'max_wal_size=2GB',
  'timezone=UTC',
  'log_timezone=UTC',
  'lc_messages=C',
  'log_min_messages=warning',
  'log_checkpoints=off',
] as const;

/** An acknowledged commit outlives a crash of everything. */
const DURABLE = ['shared_buffers=256MB', 'synchronous_commit=on'] as const;
const THROW_AWAY = [
  'shared_buffers=64MB',
  'synchronous_commit=off',
  'fsync=off',
  'full_page_writes=off',
] as const;

interface Launch {
  readonly command: readonly [string, ...string[]];
  readonly dataDirectory: string;
  readonly logFile: string;
  readonly password: string;
}

/**
 * Starts PostgreSQL on a free port of the loopback address, making its data directory and database when they are
 * missing. An orphan that a killed run left on the directory is ended first. The server dies with this process.
 *
 * @throws AppError of kind `unavailable` when it does not come up, with the end of its log.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { launch, mode } = prepare(options);
  const { server, port } = await startPatiently(launch);
  const url = `postgres://${POSTGRES_USER}:${launch.password}@127.0.0.1:${port}/${options.database}`;
  const stop = () => server.stop('SIGINT');
  try {
    await createDatabaseUnlessThere(url);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, pid: server.pid, mode, stop };
}

function prepare(options: EmbeddedPostgresOptions): { launch: Launch; mode: PostgresLauncher['mode'] } {
  const directory = path.resolve(options.directory);
  const dataDirectory = path.join(directory, 'postgres');
  const binaries = findPostgresBinaries();
  const launcher = choosePostgresLauncher(binaries.postgres);
  const isDurable = options.durability === 'durable';
  const password = preparePostgresData({ binaries, launcher, dataDirectory, isDurable });
  const settings = [...SETTINGS, ...(isDurable ? DURABLE : THROW_AWAY)].flatMap((setting) => ['-c', setting]);
  const [program, ...rest] = [...launcher.prefix, binaries.postgres];
  const command = [program, ...rest, '-D', dataDirectory, ...settings] as const;
  return {
    launch: { command: [...command], dataDirectory, logFile: path.join(directory, 'postgres.log'), password },
    mode: launcher.mode,
  };
}

async function startPatiently(launch: Launch): Promise<{ server: ServiceProcess; port: number }> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const port = await findFreePort();
    const server = await startServiceProcess({
      argv: [...launch.command, '-p', String(port)],
      logFile: launch.logFile,
    });
    if (await becomesReady(server, launch.dataDirectory, deadline)) return { server, port };
    await server.stop('SIGINT');
    const log = logTail(launch.logFile);
    if (!PASSING_TROUBLE.test(log) || Date.now() > deadline) throw didNotStart(log);
    await endOrphanPostgres(launch.dataDirectory, launch.password);
    await sleep(RETRY_MS);
  }
}

/** False when the server ended, or when time ran out. */
async function becomesReady(
  server: ServiceProcess,
  dataDirectory: string,
  deadline: number,
): Promise<boolean> {
  while (server.exitStatus() === null && Date.now() < deadline) {
    if (isReady(server.pid, dataDirectory)) return true;
    await sleep(READY_POLL_MS);
  }
  return false;
}

function isReady(pid: number, dataDirectory: string): boolean {
  try {
    const lines = readFileSync(path.join(dataDirectory, 'postmaster.pid'), 'utf8').split('\n');
    return lines[0] === String(pid) && lines[STATUS_LINE]?.trim() === 'ready';
  } catch {
    return false;
  }
}

function didNotStart(log: string): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'POSTGRES_DID_NOT_START',
    message: {
      zh: `内置 PostgreSQL 未能启动：${log}`,
      en: `The embedded PostgreSQL did not start: ${log}`,
    },
    remedy: {
      zh: '请按日志排除故障后重试，或设置 DATABASE_URL 使用自己的 PostgreSQL。',
      en: 'Mend what its log says and try again, or set DATABASE_URL to a PostgreSQL of your own.',
    },
  });
}

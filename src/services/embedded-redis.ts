import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../domain/errors.ts';
import { findFreePort } from './free-port.ts';
import { withRedis } from './redis-control.ts';
import {
  canRun,
  dieWithParent,
  logTail,
  startServiceProcess,
  type ServiceProcess,
} from './service-process.ts';

/** A Redis that this process started. */
export interface EmbeddedRedis {
  /** `redis://:<password>@127.0.0.1:<port>`: a secret. js-redis-server knows no password. */
  readonly url: string;
  /** The program, or `js-redis-server`, which runs in this process and forgets everything with it. */
  readonly program: 'redis-server' | 'valkey-server' | 'js-redis-server';
  /** `null` when it runs in this process. */
  readonly pid: number | null;
  /** Safe to call twice. */
  stop(): Promise<void>;
}

export interface EmbeddedRedisOptions {
  /** Existing folder; the append-only file lies in `redis/` in it, the log in `redis.log`. */
  readonly directory: string;
  /** `throw_away`: nothing is written to disk, for tests only. */
  readonly durability: 'durable' | 'throw_away';
  /** Which programs may be used, in this order; js-redis-server is always the last resort. */
  readonly programs?: readonly ('redis-server' | 'valkey-server')[];
}

const PROGRAMS = ['redis-server', 'valkey-server'] as const;
const PASSWORD_BYTES = 24;
/** Loading the append-only file of a large backlog takes seconds. */
const START_TIMEOUT_MS = 60_000;
const READY_POLL_MS = 10;
/** Ports are tried again when another process was faster. */
const START_ATTEMPTS = 5;

/**
 * Starts redis-server or valkey-server from the search path, else js-redis-server inside this process, on a free port
 * of the loopback address. A real server dies with this process and finds its queue again from the append-only file.
 *
 * @throws AppError `REDIS_DID_NOT_START` with the end of its log.
 */
export async function startEmbeddedRedis(options: EmbeddedRedisOptions): Promise<EmbeddedRedis> {
  const program = (options.programs ?? PROGRAMS).find((name) => canRun([name, '--version']));
  if (program === undefined) return startInProcess();
  const directory = path.resolve(options.directory);
  const logFile = path.join(directory, 'redis.log');
  for (let attempt = 1; ; attempt += 1) {
    const redis = await startProgram(program, { ...options, directory, logFile });
    if (redis !== null) return redis;
    const log = logTail(logFile);
    if (attempt === START_ATTEMPTS || !log.includes('Address already in use'))
      throw didNotStart(program, log);
  }
}

async function startProgram(
  program: 'redis-server' | 'valkey-server',
  options: EmbeddedRedisOptions & { readonly logFile: string },
): Promise<EmbeddedRedis | null> {
  const port = await findFreePort();
  const password = randomBytes(PASSWORD_BYTES).toString('base64url');
  const dataDirectory = path.join(options.directory, 'redis');
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const [first, ...rest] = [...dieWithParent('TERM'), program, '-'];
  const server = await startServiceProcess({
    argv: [first, ...rest],
    logFile: options.logFile,
    input: settings({ port, password, dataDirectory, isDurable: options.durability === 'durable' }),
  });
  const url = `redis://:${password}@127.0.0.1:${port}`;
  if (await becomesReady(server, url)) {
    return { url, program, pid: server.pid, stop: () => server.stop('SIGTERM') };
  }
  await server.stop('SIGTERM');
  return null;
}

/** Bull loses jobs when keys are evicted, and all of them when nothing is written to disk. */
function settings(input: {
  readonly port: number;
  readonly password: string;
  readonly dataDirectory: string;
  readonly isDurable: boolean;
}): string {
  return [
    'bind 127.0.0.1',
    `port ${input.port}`,
    `requirepass ${input.password}`,
    `dir ${JSON.stringify(input.dataDirectory)}`,
    `appendonly ${input.isDurable ? 'yes' : 'no'}`,
    'save ""',
    'maxmemory-policy noeviction',
    'daemonize no',
    '',
  ].join('\n');
}

async function becomesReady(server: ServiceProcess, url: string): Promise<boolean> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (server.exitStatus() === null && Date.now() < deadline) {
    if (await answers(url)) return true;
    await sleep(READY_POLL_MS);
  }
  return false;
}

function answers(url: string): Promise<boolean> {
  return withRedis(url, (client) => client.ping()).then(
    () => true,
    () => false,
  );
}

/** It listens on the loopback address too, so that other processes reach it. */
async function startInProcess(): Promise<EmbeddedRedis> {
  const { createRedisServer } = await import('js-redis-server');
  const server = await createRedisServer({ port: 0 });
  return {
    url: `redis://127.0.0.1:${server.port}`,
    program: 'js-redis-server',
    pid: null,
    stop: () => server.close(),
  };
}

function didNotStart(program: string, log: string): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'REDIS_DID_NOT_START',
    message: { zh: `${program} 未能启动：${log}`, en: `${program} did not start: ${log}` },
    remedy: {
      zh: '请按日志排除故障后重试，或设置 REDIS_URL 使用自己的 Redis。',
      en: 'Mend what its log says and try again, or set REDIS_URL to a Redis of your own.',
    },
  });
}

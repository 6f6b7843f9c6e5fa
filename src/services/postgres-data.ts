import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { AppError } from '../domain/errors.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import type { PostgresLauncher } from './postgres-launcher.ts';

/** The superuser of an embedded server. */
export const POSTGRES_USER = 'postgres';

interface PostgresDataInput {
  readonly binaries: PostgresBinaries;
  readonly launcher: PostgresLauncher;
  readonly dataDirectory: string;
  /** Whether the new files must be on the disk when this returns. */
  readonly isDurable: boolean;
}

/** Lies in the data directory, so that the data and their password travel together. PostgreSQL ignores it. */
const PASSWORD_FILE = 'longqiao.password';
const PASSWORD_BYTES = 24;

/**
 * Makes the data directory unless it is there, and returns the superuser's password. It is made beside its place and
 * then renamed, so a first start that is killed leaves nothing half made. A directory that another way of starting
 * left behind is given to its new owner.
 *
 * @throws AppError `POSTGRES_INIT_FAILED`.
 */
export function preparePostgresData(input: PostgresDataInput): string {
  const { dataDirectory, launcher } = input;
  if (existsSync(path.join(dataDirectory, 'PG_VERSION'))) {
    if (statSync(dataDirectory).uid !== launcher.owner.uid) giveTo(dataDirectory, launcher.owner);
    return readFileSync(path.join(dataDirectory, PASSWORD_FILE), 'utf8');
  }
  const draft = `${dataDirectory}.draft`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  chownSync(draft, launcher.owner.uid, launcher.owner.gid);
  const password = randomBytes(PASSWORD_BYTES).toString('base64url');
  initialize(input, draft, password);
  rmSync(dataDirectory, { recursive: true, force: true });
  renameSync(draft, dataDirectory);
  return password;
}

/**
 * Text is compared by bytes (the same on every machine), but characters are classed as Unicode: with a plain C
 * locale Chinese text has no trigrams.
 */
function initialize(input: PostgresDataInput, draft: string, password: string): void {
  const passwordFile = `${draft}.password`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  const [program = '', ...args] = [
    ...input.launcher.prefix,
    input.binaries.initdb,
    `--pgdata=${draft}`,
    `--username=${POSTGRES_USER}`,
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    '--locale=C',
    '--lc-collate=C',
    '--lc-ctype=C.UTF-8',
    '--no-instructions',
    ...(input.isDurable ? [] : ['--no-sync']),
  ];
  const result = spawnSync(program, args, {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' },
  });
  if (result.status !== 0) throw initFailed(result.stderr || String(result.error));
  renameSync(passwordFile, path.join(draft, PASSWORD_FILE));
}

function giveTo(directory: string, owner: PostgresLauncher['owner']): void {
  chownSync(directory, owner.uid, owner.gid);
  for (const entry of readdirSync(directory, { recursive: true, encoding: 'utf8' })) {
    lchownSync(path.join(directory, entry), owner.uid, owner.gid);
  }
}

function initFailed(detail: string): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'POSTGRES_INIT_FAILED',
    message: {
      zh: `无法初始化内置 PostgreSQL:${detail.trim()}`,
      en: `The embedded PostgreSQL could not be initialized: ${detail.trim()}`,
    },
    remedy: {
      zh: '请检查磁盘空间和目录权限，或设置 DATABASE_URL。',
      en: 'Check disk space and the rights on the folder, or set DATABASE_URL.',
    },
  });
}

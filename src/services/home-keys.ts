import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../domain/errors.ts';

/** The keys as the environment would give them: LONGQIAO_KEYS and LONGQIAO_HASH_KEY. */
export interface HomeKeys {
  readonly LONGQIAO_KEYS: string;
  readonly LONGQIAO_HASH_KEY: string;
}

/** AES-256 and HMAC-SHA-256. */
const KEY_BYTES = 32;

/** The keys of a home, or `null` when it has none. @throws AppError `HOME_KEYS_BROKEN`. */
export function readHomeKeys(directory: string): HomeKeys | null {
  const file = keysFile(directory);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null; // fs throws system errors only
    throw error;
  }
  return parse(text) ?? fail(file);
}

/**
 * The keys of a home; made at random when it has none. Of two simultaneous calls both give the same keys. Whoever loses
 * this file (readable by its owner only) loses the ID numbers and phones in the database.
 *
 * @throws AppError `HOME_KEYS_BROKEN`.
 */
export function loadOrMakeHomeKeys(directory: string): HomeKeys {
  const known = readHomeKeys(directory);
  if (known !== null) return known;
  const draft = `${keysFile(directory)}.${process.pid}`;
  const lines = [
    '# Encrypts ID numbers and phones. Keep a copy elsewhere: without it they cannot be read any more.',
    `LONGQIAO_KEYS=home:${randomKey()}`,
    `LONGQIAO_HASH_KEY=${randomKey()}`,
  ];
  writeFileSync(draft, `${lines.join('\n')}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(draft, keysFile(directory)); // fails when another process was faster: its keys count
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // fs throws system errors only
  } finally {
    rmSync(draft, { force: true });
  }
  return loadOrMakeHomeKeys(directory);
}

function keysFile(directory: string): string {
  return path.join(directory, 'keys');
}

function randomKey(): string {
  return randomBytes(KEY_BYTES).toString('base64');
}

function parse(text: string): HomeKeys | null {
  const keys = /^LONGQIAO_KEYS=(\S+)$/m.exec(text)?.[1];
  const hashKey = /^LONGQIAO_HASH_KEY=(\S+)$/m.exec(text)?.[1];
  return keys === undefined || hashKey === undefined
    ? null
    : { LONGQIAO_KEYS: keys, LONGQIAO_HASH_KEY: hashKey };
}

function fail(file: string): never {
  throw new AppError({
    kind: 'unavailable',
    code: 'HOME_KEYS_BROKEN',
    message: { zh: `密钥文件 ${file} 不完整。`, en: `The key file ${file} is not whole.` },
    remedy: {
      zh: '请从备份恢复该文件；没有备份且无需旧数据时才可删除整个数据目录。',
      en: 'Restore it from your copy. Only when the old data do not matter, delete the whole data folder.',
    },
  });
}

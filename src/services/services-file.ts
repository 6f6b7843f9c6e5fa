import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isRunning, type ProcessIdentity } from './process-identity.ts';

/** What the owner of running services leaves for other processes. */
export interface ServicesRecord {
  readonly owner: ProcessIdentity;
  /** With passwords: the file is readable by its owner only. */
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** The data of the Redis are in this home, so an orphan of it must end before another one starts. */
  readonly ownsRedis: boolean;
}

/** `.longqiao/services.json`. */
export function servicesFile(directory: string): string {
  return path.join(directory, 'services.json');
}

/** What the file says, whether or not its owner still runs; `null` when it is missing or not whole. */
export function readServices(directory: string): ServicesRecord | null {
  try {
    return parseRecord(JSON.parse(readFileSync(servicesFile(directory), 'utf8')));
  } catch {
    return null;
  }
}

/** The record of an owner that still runs. */
export function readLiveServices(directory: string): ServicesRecord | null {
  const record = readServices(directory);
  return record !== null && isRunning(record.owner) ? record : null;
}

/** Replaces the file in one step: a reader sees the old or the new one. */
export function writeServices(directory: string, record: ServicesRecord): void {
  const draft = `${servicesFile(directory)}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, servicesFile(directory));
}

/** Removes the file if this process wrote it. */
export function removeOwnServices(directory: string): void {
  if (readServices(directory)?.owner.pid === process.pid) rmSync(servicesFile(directory), { force: true });
}

function parseRecord(value: unknown): ServicesRecord | null {
  if (typeof value !== 'object' || value === null) return null;
  // Every field is looked at below.
  const { owner, databaseUrl, redisUrl, ownsRedis } = value as Partial<ServicesRecord>;
  const isWhole =
    typeof owner?.pid === 'number' && typeof databaseUrl === 'string' && typeof redisUrl === 'string';
  if (!isWhole) return null;
  return { owner, databaseUrl, redisUrl, ownsRedis: ownsRedis === true };
}

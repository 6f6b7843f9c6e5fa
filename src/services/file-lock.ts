import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../domain/errors.ts';
import { isRunning, ownIdentity, type ProcessIdentity } from './process-identity.ts';

const POLL_MS = 25;

/**
 * Runs `work` while no other process (or other call in this one) holds the lock file. The lock of a process that was
 * killed is taken over.
 *
 * @throws AppError `LOCKED` after `timeoutMs`.
 */
export async function withFileLock<Result>(
  file: string,
  timeoutMs: number,
  work: () => Promise<Result>,
): Promise<Result> {
  const deadline = Date.now() + timeoutMs;
  while (!take(file)) {
    if (Date.now() > deadline) throw locked(file);
    clearStale(file);
    await sleep(POLL_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** A link appears with its content, so nobody ever reads a lock that is not written yet. */
function take(file: string): boolean {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(ownIdentity()), { mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false; // fs throws system errors only
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Moves the lock of a process that no longer runs out of the way. Between looking and moving another process may have
 * done the same and taken the lock: then what we moved is alive, and goes back.
 */
function clearStale(file: string): void {
  if (!isStale(file)) return;
  const moved = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, moved);
    if (!isStale(moved)) linkSync(moved, file);
  } catch {
    // Another process was faster; the next attempt sees what it left.
  }
  rmSync(moved, { force: true });
}

function isStale(file: string): boolean {
  try {
    // Written by `take`; a broken file cannot belong to anybody and throws.
    return !isRunning(JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity);
  } catch (error) {
    return error instanceof SyntaxError;
  }
}

function locked(file: string): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'LOCKED',
    message: {
      zh: `另一个进程正在启动服务，等待超时（${file}）。`,
      en: `Another process is starting the services and did not finish in time (${file}).`,
    },
    remedy: {
      zh: '请稍候重试；确认没有其他进程后可删除该文件。',
      en: 'Try again; delete the file when no other process runs.',
    },
  });
}

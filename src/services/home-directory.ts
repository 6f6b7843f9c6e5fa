import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { AppError } from '../domain/errors.ts';

/**
 * Makes the folder for data and secrets (only we can read it) unless it is there.
 *
 * @throws AppError `HOME_NOT_OURS` when it belongs to somebody else (also for root: PostgreSQL could not use it, and
 *   files of root would lock its owner out), `HOME_UNUSABLE` when it cannot be made.
 */
export function prepareHomeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    assertHomeIsOurs(directory);
    accessSync(directory, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw cause instanceof AppError ? cause : unusable(directory, cause);
  }
}

/** Passes where the folder is missing. @throws AppError `HOME_NOT_OURS`. */
export function assertHomeIsOurs(directory: string): void {
  const uid = process.getuid?.();
  const owner = statSync(directory, { throwIfNoEntry: false })?.uid;
  if (uid !== undefined && owner !== undefined && owner !== uid) throw notOurs(directory, uid, owner);
}

function notOurs(directory: string, uid: number, owner: number): AppError {
  return new AppError({
    kind: 'forbidden',
    code: 'HOME_NOT_OURS',
    message: {
      zh: `数据目录 ${directory} 属于其他用户（uid ${owner}），当前用户 uid 为 ${uid}。`,
      en: `The data folder ${directory} belongs to another user (uid ${owner}); you are uid ${uid}.`,
    },
    remedy: {
      zh: '请以该用户运行，或设置 LONGQIAO_HOME 指向自己的目录。',
      en: 'Run as that user, or set LONGQIAO_HOME to a folder of your own.',
    },
  });
}

function unusable(directory: string, cause: unknown): AppError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new AppError({
    kind: 'forbidden',
    code: 'HOME_UNUSABLE',
    message: {
      zh: `无法使用数据目录 ${directory}:${reason}`,
      en: `The data folder ${directory} cannot be used: ${reason}`,
    },
    remedy: {
      zh: '请检查路径与权限，或设置 LONGQIAO_HOME 指向可写的目录。',
      en: 'Check the path and its rights, or set LONGQIAO_HOME to a folder you can write to.',
    },
    cause,
  });
}

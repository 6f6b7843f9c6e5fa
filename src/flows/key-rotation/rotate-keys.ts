import { setTimeout as sleep } from 'node:timers/promises';
import { say } from '../../domain/bilingual.ts';
import { AppError } from '../../domain/errors.ts';
import type { KeyRotation } from '../../domain/key-rotation.ts';
import type { FlowContext } from '../context.ts';

/** Rows of one transaction: some 50 ms, so that nobody waits long for a locked row. */
const STEP_ROWS = 1_000;
/** Steps after which the tables are given up: another process still encrypts with an old key. */
const MOST_IDLE_STEPS = 50;
const WORK = 'key-rotation';

/**
 * Works on the rotation that is under way, in small transactions, until no row carries another key; one process at a time, and
 * the others go on reading and writing. Stopped anywhere, it goes on where it was.
 * @returns the rotation; `null` when there is none, or another process works on it.
 * @throws AppError `KEY_NOT_FIRST` when this process encrypts with another key; `KEY_STILL_WRITTEN`; `CIPHERTEXT_UNREADABLE`.
 */
export async function rotateKeys(
  context: FlowContext,
  options: { readonly onProgress?: (rotation: KeyRotation) => void; readonly stepRows?: number } = {},
): Promise<KeyRotation | null> {
  const rotation = await context.db.stores.keyRotations.latest();
  if (rotation === null || rotation.finishedAt !== null) return rotation;
  const [first] = context.db.stores.keyRotations.keyIds();
  if (first !== rotation.toKey) throw notFirst(rotation.toKey);
  return await context.db.withAdvisoryLock(WORK, async () => await workThrough(context, rotation, options));
}

async function workThrough(
  context: FlowContext,
  rotation: KeyRotation,
  options: Parameters<typeof rotateKeys>[1] & object,
): Promise<KeyRotation> {
  const rows = options.stepRows ?? STEP_ROWS;
  let now = rotation;
  let idle = 0;
  while (now.finishedAt === null) {
    const began = performance.now();
    const before = now.rowsDone;
    const current = now;
    now = await context.db.transaction(async (stores) => await stores.keyRotations.step(current, rows));
    await throttle(now, now.rowsDone - before, performance.now() - began);
    await context.db.stores.keyRotations.addBusy(now.id, performance.now() - began);
    idle = now.rowsDone === before ? idle + 1 : 0;
    if (idle > MOST_IDLE_STEPS) throw stillWritten(now.toKey);
    options.onProgress?.(now);
  }
  return (await context.db.stores.keyRotations.latest()) ?? now;
}

async function throttle(rotation: KeyRotation, rows: number, usedMs: number): Promise<void> {
  if (rotation.rowsPerSecond === null) return;
  const wantedMs = (rows * 1_000) / rotation.rowsPerSecond;
  if (wantedMs > usedMs) await sleep(wantedMs - usedMs);
}

function notFirst(toKey: string): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'KEY_NOT_FIRST',
    message: say(
      `本进程的首把密钥不是 ${toKey}，不能继续此次轮换`,
      `This process does not encrypt with ${toKey}, so it cannot go on with the rotation`,
    ),
    remedy: say(
      `在 LONGQIAO_KEYS 中把 ${toKey} 放在最前，并重启所有进程`,
      `Put ${toKey} first in LONGQIAO_KEYS and restart every process`,
    ),
  });
}

function stillWritten(toKey: string): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'KEY_STILL_WRITTEN',
    message: say(
      `仍有进程在用旧密钥写入，无法全部换成 ${toKey}`,
      `Some process still writes with an old key, so not everything can be brought to ${toKey}`,
    ),
    remedy: say(
      '用新的 LONGQIAO_KEYS 重启所有 serve 和 worker，再运行 longqiao key-rotation start',
      'Restart every serve and worker with the new LONGQIAO_KEYS, then run longqiao key-rotation start again',
    ),
  });
}

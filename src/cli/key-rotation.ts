import { SingleBar } from 'cli-progress';
import type { Command } from 'commander';
import type { KeyRotation } from '../domain/key-rotation.ts';
import type { FlowContext } from '../flows/context.ts';
import { readKeyRotation, type KeyRotationStatus } from '../flows/key-rotation/read-key-rotation.ts';
import { rotateKeys } from '../flows/key-rotation/rotate-keys.ts';
import { startKeyRotation } from '../flows/key-rotation/start-key-rotation.ts';
import { countArgument } from './arguments.ts';
import { OPERATOR, type CliHost } from './host.ts';
import { isWatched, printResult } from './output.ts';

/** `longqiao key-rotation start|status`: the keys that encrypt ID numbers and phones. */
export function registerKeyRotation(program: Command, host: CliHost): void {
  const rotation = program
    .command('key-rotation')
    .description('轮换加密密钥 / rotate the keys that encrypt ID numbers and phones');
  rotation
    .command('start')
    .description(
      '把所有密文换成 LONGQIAO_KEYS 的首把密钥；中断后再运行即继续 / bring every ciphertext to the first key; run again to go on',
    )
    .option('--rows-per-second <number>', '限速 / throttle', countArgument)
    .option('--detach', '只开始，由 longqiao worker 在后台完成 / only start; a worker does the rest')
    .addHelpText(
      'after',
      '\n示例 / Examples:\n  longqiao key-rotation start\n  longqiao key-rotation start --rows-per-second 2000 --detach',
    )
    .action(async (options: { rowsPerSecond?: number; detach?: true }, command: Command) => {
      await host.withContext(async (context) => {
        const started = await startKeyRotation(context, {
          principal: OPERATOR,
          rowsPerSecond: options.rowsPerSecond ?? null,
          ring: options.detach === true,
        });
        if (options.detach !== true) await rotateHere(context, started, command);
        await printStatus(context, command);
      });
    });
  rotation
    .command('status')
    .description('进度、剩余时间，各密钥用在多少密文上 / progress, time left, and what each key still opens')
    .addHelpText('after', '\n示例 / Example:\n  longqiao key-rotation status --json')
    .action(async (_options: object, command: Command) => {
      await host.withContext(async (context) => await printStatus(context, command));
    });
}

async function rotateHere(context: FlowContext, started: KeyRotation, command: Command): Promise<void> {
  const bar = isWatched(command)
    ? new SingleBar({ format: '轮换 {bar} {value}/{total} 行 · 剩余 {eta_formatted}' })
    : null;
  bar?.start(started.rowsTotal, started.rowsDone);
  try {
    await rotateKeys(context, { onProgress: (now) => bar?.update(now.rowsDone) });
  } finally {
    bar?.stop();
  }
}

async function printStatus(context: FlowContext, command: Command): Promise<void> {
  const status = await readKeyRotation(context, { principal: OPERATOR });
  printResult(command, status, statusLines(status));
}

function statusLines(status: KeyRotationStatus): string[] {
  return [
    rotationLine(status),
    ...status.use.map((one) => `  ${one.column} · ${one.keyId} · ${one.ciphertexts}`),
    ...status.missing.map((id) => `✗ 密钥 ${id} 还在使用，但没有配置 / in use, but not configured`),
    ...status.removable.map(
      (id) => `✓ 已无密文使用密钥 ${id}，可以从 LONGQIAO_KEYS 移除 / nothing uses it any more: it can go`,
    ),
  ];
}

function rotationLine({ rotation, secondsLeft, currentKey }: KeyRotationStatus): string {
  if (rotation === null)
    return `尚未轮换过；当前密钥 ${currentKey} / never rotated; the key is ${currentKey}`;
  const rows = `${rotation.rowsDone}/${rotation.rowsTotal}`;
  if (rotation.finishedAt !== null)
    return `已全部换成 ${rotation.toKey}，${rows} 行 / all is at ${rotation.toKey}`;
  const left = secondsLeft === null ? '' : `，约剩 ${secondsLeft} 秒 / about ${secondsLeft} s left`;
  return `正在换成 ${rotation.toKey}：${rows} 行${left}`;
}

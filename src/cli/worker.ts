import type { Command } from 'commander';
import { countArgument } from './arguments.ts';
import type { CliHost } from './host.ts';
import { printResult } from './output.ts';
import { untilStopped } from './until-stopped.ts';

/** `longqiao worker`: takes shards and notices, keeps the timetable, until Ctrl-C. */
export function registerWorker(program: Command, host: CliHost): void {
  program
    .command('worker')
    .description('启动工作进程，按 Ctrl-C 做完手上的再结束 / start a worker; Ctrl-C finishes what it holds')
    .option('--concurrency <number>', '同时处理几条消息 / messages at a time', countArgument)
    .addHelpText('after', '\n示例 / Example:\n  longqiao worker --concurrency 2')
    .action(async (options: { concurrency?: number }, command: Command) => {
      const worker = await host.work({ concurrency: options.concurrency });
      printResult(command, { worker: process.pid }, [`工作进程已启动 / worker ${process.pid} started`]);
      await untilStopped();
      await worker.stop();
    });
}

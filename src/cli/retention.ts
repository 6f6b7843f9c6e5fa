import type { Command } from 'commander';
import { RETENTION_RULES } from '../domain/retention.ts';
import { runRetention } from '../flows/persons/run-retention.ts';
import { OPERATOR, type CliHost } from './host.ts';
import { printResult } from './output.ts';

/** `longqiao retention [--dry-run]`: what the daily job does, now. */
export function registerRetention(program: Command, host: CliHost): void {
  program
    .command('retention')
    .description('按保存期限清理（每天自动运行） / delete what is older than its rule; runs daily by itself')
    .option('--dry-run', '只计数，不删除 / only count')
    .addHelpText('after', '\n示例 / Example:\n  longqiao retention --dry-run --json')
    .action(async (options: { dryRun?: true }, command: Command) => {
      await host.withContext(async (context) => {
        const mode = options.dryRun === true ? 'dry_run' : 'delete';
        const outcomes = await runRetention(context, { principal: OPERATOR, mode });
        const lines = outcomes.map(({ rule, rows }) => `${RETENTION_RULES[rule].words.zh}：${rows}`);
        printResult(
          command,
          outcomes,
          lines.length === 0 ? ['另一进程正在清理 / another process is at it'] : lines,
        );
      });
    });
}

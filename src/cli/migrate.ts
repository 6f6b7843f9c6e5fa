import type { Command } from 'commander';
import type { CliHost } from './host.ts';
import { printResult } from './output.ts';

/** `longqiao migrate`: brings the schema up to date. */
export function registerMigrate(program: Command, host: CliHost): void {
  program
    .command('migrate')
    .description('更新数据库结构 / bring the database schema up to date')
    .addHelpText('after', '\n示例 / Example:\n  DATABASE_URL=postgres://… longqiao migrate')
    .action(async (_options: object, command: Command) => {
      await host.withContext(async (context) => {
        const applied = await context.db.migrate();
        const health = await context.db.health();
        const text =
          applied === 0
            ? '已是最新 / already up to date'
            : `新执行 ${applied} 个迁移 / applied ${applied} migrations`;
        printResult(command, { applied, ...health }, [text]);
      });
    });
}

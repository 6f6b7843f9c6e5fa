import type { Command } from 'commander';
import type { LaborerId } from '../domain/ids.ts';
import { recommend } from '../flows/recommend.ts';
import { countArgument, laborerIdArgument } from './arguments.ts';
import { OPERATOR, type CliHost } from './host.ts';
import { printResult } from './output.ts';
import { employersOf } from './text/employer-names.ts';
import { recommendationLines } from './text/recommendations.ts';

/** `longqiao match L12`: a laborer's best openings. */
export function registerMatch(program: Command, host: CliHost): void {
  program
    .command('match')
    .description('为一名劳动力列出最合适的岗位 / list the best openings for a laborer')
    .argument('<laborerId>', '劳动力编号，如 L12', laborerIdArgument)
    .option('-k, --top <number>', '最多几条 / how many', countArgument, 5)
    .option('--live', '现在计算，不用已发布的结果 / rank now instead of reading the published list')
    .addHelpText(
      'after',
      '\n示例 / Examples:\n  longqiao match L12\n  longqiao match L12 --top 20 --live --json',
    )
    .action(async (laborerId: LaborerId, options: { top: number; live?: boolean }, command: Command) => {
      await host.withContext(async (context) => {
        const input = { principal: OPERATOR, laborerId, k: options.top, live: options.live === true };
        const found = await recommend(context, input);
        const employers = await employersOf(context, [...found.openings.values()]);
        const lines = recommendationLines(found, { reference: context.reference, employers });
        const { source, runId, list, explanations } = found;
        const summaries = explanations.map((explanation) => explanation.summary);
        printResult(command, { source, runId, list, summaries }, lines);
      });
    });
}

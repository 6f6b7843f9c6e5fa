import type { Command } from 'commander';
import type { OpeningId } from '../domain/ids.ts';
import { shortlist } from '../flows/shortlist.ts';
import { areaArgument, countArgument, openingIdArgument } from './arguments.ts';
import { OPERATOR, type CliHost } from './host.ts';
import { printResult } from './output.ts';
import { employersOf } from './text/employer-names.ts';
import { openingText, shortlistLines } from './text/recommendations.ts';

/** `longqiao shortlist O7`: an opening's best laborers. */
export function registerShortlist(program: Command, host: CliHost): void {
  program
    .command('shortlist')
    .description('为一个岗位列出最合适的劳动力 / list the best laborers for an opening')
    .argument('<openingId>', '岗位编号，如 O7', openingIdArgument)
    .option('-k, --top <number>', '最多几人 / how many', countArgument, 5)
    .option('--area <prefix>', '只看该区划内的人 / only laborers of this area', areaArgument)
    .addHelpText(
      'after',
      '\n示例 / Examples:\n  longqiao shortlist O7\n  longqiao shortlist O7 --area 620524 --top 50',
    )
    .action(async (openingId: OpeningId, options: { top: number; area?: string }, command: Command) => {
      await host.withContext(async (context) => {
        const input = { principal: OPERATOR, openingId, k: options.top, area: options.area };
        const found = await shortlist(context, input);
        const names = {
          reference: context.reference,
          employers: await employersOf(context, [found.opening]),
        };
        const summaries = found.explanations.map((explanation) => explanation.summary);
        printResult(command, { ...found.shortlist, summaries }, [
          `${openingId} ${openingText(found.opening, names)}`,
          ...shortlistLines(found, names),
        ]);
      });
    });
}

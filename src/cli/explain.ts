import type { Command } from 'commander';
import type { PairExplanation } from '../domain/explanation.ts';
import type { LaborerId, OpeningId } from '../domain/ids.ts';
import { explain } from '../flows/explain.ts';
import { laborerIdArgument, openingIdArgument } from './arguments.ts';
import { OPERATOR, type CliHost } from './host.ts';
import { printResult } from './output.ts';
import { scoreText } from './text/score.ts';

const VERDICT_MARKS = { passed: '✓', failed: '✗', to_check: '？' } as const;

/** `longqiao explain L12 O7`: every rule and every part of one pair. */
export function registerExplain(program: Command, host: CliHost): void {
  program
    .command('explain')
    .description('说明一人一岗为何合适或不合适 / explain why a pair fits or does not')
    .argument('<laborerId>', '劳动力编号，如 L12', laborerIdArgument)
    .argument('<openingId>', '岗位编号，如 O7', openingIdArgument)
    .addHelpText('after', '\n示例 / Example:\n  longqiao explain L12 O7')
    .action(async (laborerId: LaborerId, openingId: OpeningId, _options: object, command: Command) => {
      await host.withContext(async (context) => {
        const found = await explain(context, { principal: OPERATOR, laborerId, openingId });
        printResult(command, found, explanationLines(found));
      });
    });
}

function explanationLines(found: PairExplanation): string[] {
  const score = found.score === null ? '无法计算' : scoreText(found.score);
  return [
    `${found.laborerId} × ${found.openingId}  ${found.isEligible ? '合适' : '不合适'}  ${score}`,
    found.summary.zh,
    ...found.parts.map((part) => `  ${(part.points / 100).toFixed(2).padStart(6)}  ${part.sentence.zh}`),
    ...found.rules
      .filter((rule) => rule.verdict !== 'passed')
      .map((rule) => `  ${VERDICT_MARKS[rule.verdict]} ${rule.code} ${rule.sentence.zh}`),
    ...found.notes.map((note) => `  · ${note.code} ${note.sentence.zh}`),
  ];
}

import type { Command } from 'commander';
import { FIELD_RULES, type IdentityConflict } from '../domain/identity-conflict.ts';
import type { ConflictId } from '../domain/ids.ts';
import { LABORER_FIELD_WORDS } from '../domain/laborer-change.ts';
import { listConflicts } from '../flows/conflicts/list-conflicts.ts';
import { readConflict } from '../flows/conflicts/read-conflict.ts';
import { resolveConflict, type ConflictDecision } from '../flows/conflicts/resolve-conflict.ts';
import { conflictIdArgument } from './arguments.ts';
import { OPERATOR, type CliHost } from './host.ts';
import { printResult } from './output.ts';

/** Conflicts of one listing; `--after` gives the next ones. */
const SHOWN = 50;

/** `longqiao conflict list|show|keep|take|edit`: the review list of identities. */
export function registerConflict(program: Command, host: CliHost): void {
  const conflict = program
    .command('conflict')
    .description('身份待核对清单 / where sources disagree on who somebody is')
    .addHelpText(
      'after',
      '\n示例 / Examples:\n  longqiao conflict list --json\n  longqiao conflict show C3\n  longqiao conflict keep C3\n  longqiao conflict take C3\n  longqiao conflict edit C3 样例',
    );
  conflict
    .command('list')
    .description('列出待核对的 / list those that wait for a decision')
    .option('--after <id>', '从哪一条之后 / after this one')
    .addHelpText('after', '\n示例 / Example:\n  longqiao conflict list --json')
    .action(async (options: { after?: string }, command: Command) => {
      await host.withContext(async (context) => {
        const page = { after: options.after ?? null, limit: SHOWN };
        const found = await listConflicts(context, { principal: OPERATOR, page });
        const more = found.next === null ? [] : [`… 其余 / more: --after ${found.next}`];
        const lines = found.items.map(conflictLine);
        printResult(
          command,
          found,
          lines.length === 0 ? ['没有待核对的 / nothing waits'] : [...lines, ...more],
        );
      });
    });
  conflict
    .command('show')
    .description('一条的两个版本及来源 / both versions and where each came from')
    .argument('<conflictId>', '编号，如 C3', conflictIdArgument)
    .action(async (conflictId: ConflictId, _options: object, command: Command) => {
      await host.withContext(async (context) => {
        const found = await readConflict(context, { principal: OPERATOR, conflictId });
        printResult(command, found, conflictLines(found));
      });
    });
  registerDecision(conflict, host, { verb: 'keep', words: '保留现有的 / what stands stays' });
  registerDecision(conflict, host, { verb: 'take', words: '采用新给的 / the other version replaces it' });
  conflict
    .command('edit')
    .description('改为第三个值 / a third value')
    .argument('<conflictId>', '编号，如 C3', conflictIdArgument)
    .argument('<value>', '新的值 / the value')
    .action(async (conflictId: ConflictId, value: string, _options: object, command: Command) => {
      await decide(host, command, { conflictId, decision: { kind: 'edit', value } });
    });
}

function registerDecision(
  conflict: Command,
  host: CliHost,
  { verb, words }: { readonly verb: 'keep' | 'take'; readonly words: string },
): void {
  conflict
    .command(verb)
    .description(words)
    .argument('<conflictId>', '编号，如 C3', conflictIdArgument)
    .action(async (conflictId: ConflictId, _options: object, command: Command) => {
      await decide(host, command, { conflictId, decision: { kind: verb } });
    });
}

async function decide(
  host: CliHost,
  command: Command,
  choice: { readonly conflictId: ConflictId; readonly decision: ConflictDecision },
): Promise<void> {
  await host.withContext(async (context) => {
    const resolved = await resolveConflict(context, { principal: OPERATOR, ...choice });
    printResult(command, resolved, conflictLines(resolved));
  });
}

const STATES = { open: '待核对', kept: '已保留', taken: '已采用', edited: '已改为第三个值' } as const;

function conflictLine(one: IdentityConflict): string {
  const label = LABORER_FIELD_WORDS[one.field].zh;
  return `${one.id} ${one.laborerId} ${one.idNumberMasked} · ${label} · 现为“${one.stored.value ?? '—'}” · 另为“${one.given.value ?? '—'}” · ${STATES[one.state]}`;
}

function conflictLines(one: IdentityConflict): string[] {
  const from = ({ from: source, at }: IdentityConflict['stored']): string => `${source ?? '未注明'}，${at}`;
  return [
    conflictLine(one),
    `  现有 / stored: ${one.stored.value ?? '—'}（${from(one.stored)}）`,
    `  另有 / given:  ${one.given.value ?? '—'}（${from(one.given)}，共 ${one.times} 次）`,
    `  ${FIELD_RULES[one.field].why.zh}`,
    ...(one.resolvedBy === null
      ? []
      : [`  ${STATES[one.state]}：${one.resolvedValue ?? '—'}（${one.resolvedBy}）`]),
  ];
}

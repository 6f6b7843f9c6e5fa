import { Argument, type Command } from 'commander';
import type { IsoDate } from '../domain/dates.ts';
import type { LaborerId } from '../domain/ids.ts';
import { CONTACT_RESULT_WORDS, CONTACT_RESULTS, type ContactResult } from '../domain/referral.ts';
import { readDue, recordContact, type DuePerson } from '../flows/away/people-away.ts';
import { areaArgument, countArgument, dayArgument, laborerIdArgument } from './arguments.ts';
import { OPERATOR, type CliHost } from './host.ts';
import { printResult } from './output.ts';

interface DueOptions {
  readonly date?: IsoDate;
  readonly area?: string;
  readonly limit: number;
  readonly after?: string;
}

interface ContactOptions {
  readonly date?: IsoDate;
  readonly next?: IsoDate;
  readonly note?: string;
}

/** `longqiao away …`: people who work away, and when they are to be contacted. */
export function registerAway(program: Command, host: CliHost): void {
  const away = program
    .command('away')
    .description('在外务工人员的定期联系 / keeping in touch with people away')
    .addHelpText(
      'after',
      '\n示例 / Examples:\n  longqiao away due --area 620524\n  longqiao away contacted L12 reached --next 2026-12-25',
    );
  away
    .command('due', { isDefault: true })
    .description('到期该联系的、合同快到期的 / who is due, whose contract ends soon')
    .option('--date <day>', '截至哪天，默认今天 / by which day; today by default', dayArgument)
    .option('--area <prefix>', '区划前缀 / area prefix', areaArgument)
    .option('--limit <number>', '最多几人 / how many', countArgument, 50)
    .option('--after <id>', '从此编号之后继续 / go on after this id')
    .action(async ({ limit, after, ...which }: DueOptions, command: Command) => {
      await host.withContext(async (context) => {
        const page = await readDue(context, {
          principal: OPERATOR,
          ...which,
          page: { limit, after: after ?? null },
        });
        printResult(command, page, [`${page.items.length} 人 / people`, ...page.items.map(dueLine)]);
      });
    });
  away
    .command('contacted')
    .description('登记一次联系 / record a contact')
    .argument('<laborerId>', '劳动力编号，如 L12', laborerIdArgument)
    .addArgument(new Argument('<result>', '结果 / result').choices([...CONTACT_RESULTS]))
    .option('--date <day>', '联系日期，默认今天 / day of the contact; today by default', dayArgument)
    .option('--next <day>', '下次联系日期 / next contact', dayArgument)
    .option('--note <text>', '备注 / note')
    .action(
      async (laborerId: LaborerId, result: ContactResult, options: ContactOptions, command: Command) => {
        await host.withContext(async (context) => {
          const { date: contactedOn, next: nextContactOn, note } = options;
          const told = { laborerId, result, contactedOn, nextContactOn, note };
          const done = await recordContact(context, { principal: OPERATOR, ...told });
          printResult(command, done, [`下次联系 ${done.nextContactOn} / next contact`]);
        });
      },
    );
}

function dueLine(one: DuePerson): string {
  const why = [
    one.isContactDue ? `应于 ${one.nextContactOn} 联系` : null,
    one.isContractEnding ? `合同 ${one.contractEndsOn ?? ''} 到期` : null,
    one.lastResult === null ? null : `上次：${CONTACT_RESULT_WORDS[one.lastResult]}`,
  ].filter((part) => part !== null);
  const station = one.station?.name ?? '没有工作站负责';
  return `${one.laborerId}  ${one.name}  ${one.idNumberMasked}  ${one.employerName ?? ''}  ${station}  ${why.join('，')}`;
}

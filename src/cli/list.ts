import { Argument, Option, type Command } from 'commander';
import type { IsoDate } from '../domain/dates.ts';
import type { LaborerId } from '../domain/ids.ts';
import { LIST_KINDS, type ListKind, type ListStay } from '../domain/list-entry.ts';
import { readListHistory, readLists } from '../flows/lists/read-lists.ts';
import { recordListEvent } from '../flows/lists/record-list-event.ts';
import { LIST_EVENTS, type ListEvent } from '../lists/list-events.ts';
import { areaArgument, countArgument, dayArgument, laborerIdArgument } from './arguments.ts';
import { OPERATOR, type CliHost } from './host.ts';
import { printResult } from './output.ts';
import { listedLine, stayLine } from './text/stay-line.ts';

interface ShowOptions {
  readonly date?: IsoDate;
  readonly kind?: ListKind;
  readonly area?: string;
  readonly limit: number;
  readonly after?: string;
}

interface RecordOptions {
  readonly date?: IsoDate;
  readonly place?: string;
  readonly employer?: string;
  readonly months?: number;
  readonly until?: IsoDate;
}

/** `longqiao list …`: the two lists of any day, one person's history, and what moves people. */
export function registerList(program: Command, host: CliHost): void {
  const list = program
    .command('list')
    .description('两个清单：已就业、有外出务工意愿 / the two lists: employed, and willing to go out')
    .addHelpText(
      'after',
      '\n示例 / Examples:\n  longqiao list show --date 2026-03-01 --kind employed --area 620524' +
        '\n  longqiao list history L12\n  longqiao list record L12 returned --date 2026-11-20',
    );
  registerShow(list, host);
  registerHistory(list, host);
  registerRecord(list, host);
}

function registerShow(list: Command, host: CliHost): void {
  list
    .command('show', { isDefault: true })
    .description('任一日期的清单 / the lists of any day')
    .option('--date <day>', '哪一天，默认今天 / which day; today by default', dayArgument)
    .addOption(new Option('--kind <kind>', '哪个清单 / which list').choices([...LIST_KINDS]))
    .option('--area <prefix>', '区划前缀 / area prefix', areaArgument)
    .option('--limit <number>', '最多几人 / how many', countArgument, 50)
    .option('--after <id>', '从此编号之后继续 / go on after this id')
    .action(async (options: ShowOptions, command: Command) => {
      await host.withContext(async (context) => {
        const { limit, after = null, ...which } = options;
        const found = await readLists(context, { principal: OPERATOR, ...which, page: { limit, after } });
        const lines = found.items.map((person) => listedLine(context.reference, person));
        const rest =
          found.next === null ? [] : [`… 还有，用 --after ${found.next} 继续 / more: --after ${found.next}`];
        printResult(command, found, [
          `${found.date}：本页 ${found.items.length} 人 / people`,
          ...lines,
          ...rest,
        ]);
      });
    });
}

function registerHistory(list: Command, host: CliHost): void {
  list
    .command('history')
    .description('一名劳动力进出清单的历史 / when and why a laborer entered and left the lists')
    .argument('<laborerId>', '劳动力编号，如 L12', laborerIdArgument)
    .action(async (laborerId: LaborerId, _options: object, command: Command) => {
      await host.withContext(async (context) => {
        printStays(command, await readListHistory(context, { principal: OPERATOR, laborerId }));
      });
    });
}

function registerRecord(list: Command, host: CliHost): void {
  list
    .command('record')
    .description('登记一件事，清单随之变动 / record what happened; the lists follow')
    .argument('<laborerId>', '劳动力编号，如 L12', laborerIdArgument)
    .addArgument(new Argument('<event>', '什么事 / what happened').choices([...LIST_EVENTS]))
    .option('--date <day>', '发生日期，默认今天 / when; today by default', dayArgument)
    .option('--place <code>', '务工地区划代码 / area code of the work')
    .option('--employer <name>', '务工单位 / employer')
    .option('--months <number>', '合同月数 / months of the contract', countArgument)
    .option('--until <day>', '合同截止日期 / last day of the contract', dayArgument)
    .action(async (laborerId: LaborerId, event: ListEvent, options: RecordOptions, command: Command) => {
      await host.withContext(async (context) => {
        const { date, place, employer, months, until } = options;
        const told = {
          placeCode: place,
          employerName: employer,
          contractMonths: months,
          contractUntil: until,
        };
        const work = Object.values(told).some((fact) => fact !== undefined) ? told : undefined;
        printStays(
          command,
          await recordListEvent(context, { principal: OPERATOR, laborerId, event, date, work }),
        );
      });
    });
}

function printStays(command: Command, stays: readonly ListStay[]): void {
  const lines = stays.length === 0 ? ['不在任何清单上 / on no list'] : stays.map(stayLine);
  printResult(command, stays, lines);
}

import path from 'node:path';
import { Option, type Command } from 'commander';
import type { IsoDate } from '../domain/dates.ts';
import { employedShare, exportStats } from '../flows/stats/export-stats.ts';
import { readFloor, type FloorFigures } from '../flows/stats/read-floor.ts';
import { readStats, type Stats } from '../flows/stats/read-stats.ts';
import { MEASURE_WORDS, partWords, shownMeasures } from '../flows/stats/stats-words.ts';
import type { FlowContext } from '../flows/context.ts';
import { DIMENSIONS, type Dimension } from '../lists/counts/dimensions.ts';
import { TERM_SET_IDS, type TermSetId } from '../lists/term-sets.ts';
import { areaArgument, dayArgument } from './arguments.ts';
import { OPERATOR, type CliHost } from './host.ts';
import { printResult } from './output.ts';
import { writeExport } from './write-export.ts';

interface StatsOptions {
  readonly date?: IsoDate;
  readonly from?: IsoDate;
  readonly area: string;
  readonly by?: Dimension;
  readonly terms?: TermSetId;
  readonly out?: string;
}

/** `longqiao stats`: the statistics form, and those working away beside the floor. */
export function registerStats(program: Command, host: CliHost): void {
  program
    .command('stats')
    .description('统计表和外出务工底数对照 / the statistics form, and those working away beside the floor')
    .option('--date <day>', '统计日期，默认今天 / which day; today by default', dayArgument)
    .option('--from <day>', '与此日相比 / compared with this day', dayArgument)
    .option('--area <prefix>', '区划前缀，默认全部 / area prefix; everywhere by default', areaArgument, '')
    .addOption(new Option('--by <dimension>', '按什么分 / told apart by').choices([...DIMENSIONS]))
    .addOption(
      new Option('--terms <year>', '用语：2020 年或 2021 年以后 / wording').choices([...TERM_SET_IDS]),
    )
    .option('--out <file>', '写成文件：.xlsx 或 .csv / write a file: .xlsx or .csv')
    .addHelpText(
      'after',
      '\n示例 / Examples:\n  longqiao stats --area 6205 --by county' +
        '\n  longqiao stats --date 2026-06-30 --from 2026-01-01 --by category --terms 2021 --out stats.xlsx',
    )
    .action(async ({ out, ...options }: StatsOptions, command: Command) => {
      await host.withContext(async (context) => {
        if (out !== undefined) {
          await writeStats(context, host, { ...options, out }, command);
          return;
        }
        const stats = await readStats(context, { principal: OPERATOR, ...options });
        const floor = await readFloor(context, { principal: OPERATOR, ...options });
        printResult(command, { ...stats, floor: floor.floor }, [
          ...statsLines(context, stats),
          ...floorLines(floor),
        ]);
      });
    });
}

async function writeStats(
  context: FlowContext,
  host: CliHost,
  { out, ...options }: StatsOptions & { readonly out: string },
  command: Command,
): Promise<void> {
  const exporters = await host.sheetExporters();
  const exporter = exporters[out.toLowerCase().endsWith('.csv') ? 'csv' : 'xlsx'];
  const file = await exportStats(context, { principal: OPERATOR, ...options, exporter });
  const target = path.resolve(out);
  await writeExport(target, file.bytes, { isPrivate: false });
  printResult(command, { file: target, bytes: file.bytes.length }, [`已写出 ${target} / written`]);
}

function statsLines({ reference }: FlowContext, { query, by, total, groups }: Stats): string[] {
  const measures = shownMeasures(query.from !== undefined);
  const when = query.from === undefined ? query.date : `${query.from} → ${query.date}`;
  const whole = measures.map((measure) => `  ${MEASURE_WORDS[measure].zh}  ${total[measure]}`);
  const parts = groups.map(({ key, tally }) => {
    const name = by === null ? key : partWords(reference, query.terms, by, key).zh;
    return (
      `  ${name}  采集 ${tally.collected}  劳动力 ${tally.laborForce}  已就业 ${tally.employed}` +
      `  有意愿 ${tally.willing}  无意愿 ${tally.unwilling}  占比 ${employedShare(tally)}%`
    );
  });
  return [
    `${query.terms.reportTitle.zh}  ${when}`,
    ...whole,
    `  就业占比  ${employedShare(total)}%`,
    ...parts,
  ];
}

function floorLines({ query, away, rule, floor, placeUnknown }: FloorFigures): string[] {
  if (rule === null || floor === null) return ['没有该日期的统计口径或底数 / no rule or floor for this day'];
  const mark = floor.isAssumption ? '（假设）' : '';
  return [
    `${query.terms.floorTitle.zh}  ${away}  底数 ${floor.people}${mark}  务工地不明 ${placeUnknown}`,
    `  口径：${rule.source}${rule.isAssumption ? '（假设）' : ''}`,
    `  底数：${floor.source}`,
    ...(floor.share === null ? [] : [`  ${floor.share.zh}`]),
  ];
}

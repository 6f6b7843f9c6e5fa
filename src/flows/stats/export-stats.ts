import type { Reference } from '../../domain/reference.ts';
import type { Tally } from '../../lists/counts/count-people.ts';
import type { FlowContext } from '../context.ts';
import type { ReportSheet, SheetExporter } from '../ports/sheets.ts';
import { readStats, type ReadStatsInput, type Stats } from './read-stats.ts';
import { DIMENSION_WORDS, MEASURE_WORDS, partWords, shownMeasures } from './stats-words.ts';

/** A finished file. */
export interface StatsFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** The statistics form as a file, in the words of its term set. @throws AppError as `readStats`. */
export async function exportStats(
  context: FlowContext,
  input: ReadStatsInput & { readonly exporter: SheetExporter },
): Promise<StatsFile> {
  const stats = await readStats(context, input);
  const { exporter } = input;
  const title = `${stats.query.terms.reportTitle.zh} ${stats.query.date}`;
  const bytes = await exporter.toBytes(title, [formSheet(context.reference, stats), notesSheet(stats)]);
  const area = stats.query.area === '' ? 'all' : stats.query.area;
  const fileName = `stats-${area}-${stats.query.date}-${stats.query.terms.id}.${exporter.format}`;
  return { fileName, mediaType: exporter.mediaType, bytes };
}

/** A line a part, the whole at the end. */
function formSheet(reference: Reference, { query, by, total, groups }: Stats): ReportSheet {
  const measures = shownMeasures(query.from !== undefined);
  const row = (key: string, name: string, tally: Tally): (string | number)[] => [
    key,
    name,
    ...measures.map((measure) => tally[measure]),
    employedShare(tally),
  ];
  return {
    name: '统计表',
    columns: [
      { header: '代码', kind: 'digits' },
      { header: by === null ? '范围' : DIMENSION_WORDS[by].zh, kind: 'text' },
      ...measures.map((measure) => ({ header: MEASURE_WORDS[measure].zh, kind: 'number' as const })),
      { header: '就业占比（%）', kind: 'number' },
    ],
    rows: [
      ...groups.map(({ key, tally }) =>
        row(key, by === null ? key : partWords(reference, query.terms, by, key).zh, tally),
      ),
      row(query.area, '合计', total),
    ],
  };
}

function notesSheet({ query }: Stats): ReportSheet {
  const { rule } = query;
  const rows: (readonly [string, string])[] = [
    ['报表', query.terms.reportTitle.zh],
    ['统计日期', query.from === undefined ? query.date : `${query.from} 至 ${query.date}`],
    ['口径', '清单和年龄按统计日期；文化程度、劳动能力、人群等按现有登记'],
    [
      '外出务工',
      rule === null ? '该日期没有统计口径' : `${rule.source}；全年累计不少于 ${rule.minimumDays} 天`,
    ],
    ['外出务工口径性质', rule?.isAssumption === true ? '假设，请按本地文件核定' : '有来源'],
    ['就业占比', '已就业 ÷ 劳动力'],
  ];
  return {
    name: '说明',
    columns: [
      { header: '项目', kind: 'text' },
      { header: '内容', kind: 'text' },
    ],
    rows,
  };
}

/** Percent with one decimal; 0 where nobody is in the labor force. */
export function employedShare({ employed, laborForce }: Tally): number {
  return laborForce === 0 ? 0 : Math.round((1_000 * employed) / laborForce) / 10;
}

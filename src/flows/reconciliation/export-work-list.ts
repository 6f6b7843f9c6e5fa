import type { AreaPrefix } from '../../domain/area.ts';
import type { Principal } from '../../domain/broker.ts';
import type { ReconciliationId } from '../../domain/ids.ts';
import { RECONCILED_WORDS, type Reconciled } from '../../lists/reconciliation.ts';
import type { FlowContext } from '../context.ts';
import type { Evidence, ReconciliationCase } from '../ports/reconciliation-store.ts';
import type { ReportSheet, SheetExporter } from '../ports/sheets.ts';
import { readCases } from './read-cases.ts';

/** Visits of one file: more than a county has. */
const MOST_VISITS = 100_000;

/** The work list as a file: whom to visit, village by village, with what is known and a column for what was found. */
export async function exportWorkList(
  context: FlowContext,
  input: {
    readonly principal: Principal;
    readonly id: ReconciliationId;
    readonly area?: AreaPrefix;
    readonly exporter: SheetExporter;
  },
): Promise<{ readonly fileName: string; readonly mediaType: string; readonly bytes: Uint8Array }> {
  const { exporter, ...which } = input;
  const { items } = await readCases(context, { ...which, needsVisit: true, after: 0, limit: MOST_VISITS });
  const bytes = await exporter.toBytes(`走访核实名单 ${input.id}`, [
    visitSheet(context, items),
    villageSheet(items),
  ]);
  return {
    fileName: `visits-${input.id}.${exporter.format}`,
    mediaType: exporter.mediaType,
    bytes,
  };
}

function visitSheet({ reference }: FlowContext, cases: readonly ReconciliationCase[]): ReportSheet {
  return {
    name: '走访名单',
    columns: [
      { header: '编号', kind: 'number' },
      { header: '县（市、区）', kind: 'text' },
      { header: '村代码', kind: 'digits' },
      { header: '姓名', kind: 'text' },
      { header: '身份证号', kind: 'digits' },
      { header: '目前归类', kind: 'text' },
      { header: '依据', kind: 'text' },
      { header: '走访结果', kind: 'text' },
      { header: '走访日期', kind: 'text' },
    ],
    rows: cases.map((one) => [
      one.number,
      reference.regions.get(one.homeCode.slice(0, 6))?.name ?? '',
      one.homeCode,
      one.name,
      one.idNumberMasked,
      // A case's class is a word of the list it was stored by.
      RECONCILED_WORDS[one.reconciled as Reconciled].zh,
      one.evidence.map(evidenceZh).join('；'),
      '',
      '',
    ]),
  };
}

function villageSheet(cases: readonly ReconciliationCase[]): ReportSheet {
  const people = new Map<string, number>();
  for (const { homeCode } of cases) people.set(homeCode, (people.get(homeCode) ?? 0) + 1);
  return {
    name: '按村汇总',
    columns: [
      { header: '村代码', kind: 'digits' },
      { header: '待走访人数', kind: 'number' },
    ],
    rows: [...people].toSorted(([a], [b]) => (a < b ? -1 : 1)),
  };
}

const SOURCE_ZH: Readonly<Record<Evidence['source'], string>> = {
  last: '去年外出名单',
  survey: '今年摸排',
  placements: '就业登记',
  insurance: '社保记录',
  visit: '入户核实',
};
const SAYS_ZH: Readonly<Record<string, string>> = {
  out: '在外',
  willing: '在家、有意愿',
  unwilling: '在家、无意愿',
  unsaid: '在家、未填意愿',
  unable: '丧失劳动能力',
  still_out: '在外',
  returned_willing: '在家、有意愿',
  returned_unwilling: '在家、无意愿',
  not_found: '未找到',
};

/** A row of evidence in one phrase: `今年摸排 Sheet1 第 12 行 2026-03-01：在外`. */
export function evidenceZh({ source, sheet, row, dated, says, by }: Evidence): string {
  const place = [sheet, row === null ? null : `第 ${row} 行`, by].filter((part) => part !== null).join(' ');
  return `${SOURCE_ZH[source]} ${place} ${dated}：${SAYS_ZH[says] ?? says}`;
}

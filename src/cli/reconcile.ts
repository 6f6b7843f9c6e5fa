import path from 'node:path';
import { Argument, type Command } from 'commander';
import type { IsoDate } from '../domain/dates.ts';
import type { ReconciliationId } from '../domain/ids.ts';
import type { FlowContext } from '../flows/context.ts';
import type { Reconciliation } from '../flows/ports/reconciliation-store.ts';
import type { RosterRole } from '../flows/ports/roster.ts';
import { applyReconciliation } from '../flows/reconciliation/apply-reconciliation.ts';
import { enterFindings } from '../flows/reconciliation/enter-findings.ts';
import { evidenceZh, exportWorkList } from '../flows/reconciliation/export-work-list.ts';
import { readCases } from '../flows/reconciliation/read-cases.ts';
import { openReconciliation, runReconciliation } from '../flows/reconciliation/reconcile.ts';
import { stageRoster, type RosterReport } from '../flows/reconciliation/stage-roster.ts';
import {
  FINDINGS,
  RECONCILED,
  RECONCILED_WORDS,
  type Finding,
  type Reconciled,
} from '../lists/reconciliation.ts';
import { areaArgument, countArgument, dayArgument, reconciliationIdArgument } from './arguments.ts';
import { OPERATOR, type CliHost } from './host.ts';
import { isWatched, printResult } from './output.ts';
import { withFile } from './with-file.ts';
import { writeExport } from './write-export.ts';

interface RunOptions {
  readonly area: string;
  readonly year?: number;
  readonly last: string;
  readonly survey: string;
  readonly surveyedOn?: IsoDate;
  readonly placements?: string;
  readonly insurance?: string;
}

/** `longqiao reconcile …`: 比对排查. */
export function registerReconcile(program: Command, host: CliHost): void {
  const reconcile = program
    .command('reconcile')
    .description('比对排查：去年外出名单对今年摸排 / compare last year’s out-list with this year’s survey')
    .addHelpText(
      'after',
      '\n示例 / Examples:' +
        '\n  longqiao reconcile run --area 620524 --year 2025 --last out-2025.xlsx --survey survey.xlsx --surveyed-on 2026-03-01' +
        '\n  longqiao reconcile cases Q1\n  longqiao reconcile visits Q1 --out visits.xlsx\n  longqiao reconcile found Q1 12 returned_willing' +
        '\n  longqiao reconcile again Q1\n  longqiao reconcile apply Q1',
    );
  registerRunFiles(reconcile, host);
  registerCases(reconcile, host);
  registerVisits(reconcile, host);
}

function registerRunFiles(reconcile: Command, host: CliHost): void {
  reconcile
    .command('run')
    .description('读表格并比对 / read the files and compare')
    .option('--area <prefix>', '地区，默认全部 / area; everywhere by default', areaArgument, '')
    .option('--year <year>', '外出名单的年份，必填 / year of the out-list; needed', countArgument)
    .requiredOption('--last <file>', '去年外出名单 / last year’s out-list')
    .requiredOption('--survey <file>', '今年摸排表 / this year’s survey')
    .option('--surveyed-on <day>', '摸排日期，默认今天 / day of the survey; today by default', dayArgument)
    .option('--placements <file>', '就业登记 / placements')
    .option('--insurance <file>', '社保记录 / social-insurance rows')
    .action(async (options: RunOptions, command: Command) => {
      await host.withContext(async (context) => {
        const { area, year, surveyedOn } = options;
        const opening = { principal: OPERATOR, area, lastYear: year, surveyedOn };
        const { id } = await openReconciliation(context, opening);
        const reports: RosterReport[] = [];
        for (const role of ['last', 'survey', 'placements', 'insurance'] as const) {
          const file = options[role];
          if (file !== undefined) reports.push(await stage(context, command, { id, role, file }));
        }
        const done = await runReconciliation(context, { principal: OPERATOR, id });
        printResult(command, { ...done, reports }, [...reports.flatMap(reportLines), ...doneLines(done)]);
      });
    });
  reconcile
    .command('again')
    .description('采用核实结果再比对一次 / compare again with what visits found')
    .argument('<id>', '比对编号，如 Q1', reconciliationIdArgument)
    .action(async (id: ReconciliationId, _options: object, command: Command) => {
      await host.withContext(async (context) => {
        const done = await runReconciliation(context, { principal: OPERATOR, id });
        printResult(command, done, doneLines(done));
      });
    });
  reconcile
    .command('apply')
    .description('按结果调整两个清单 / move people between the lists')
    .argument('<id>', '比对编号，如 Q1', reconciliationIdArgument)
    .action(async (id: ReconciliationId, _options: object, command: Command) => {
      await host.withContext(async (context) => {
        const done = await applyReconciliation(context, { principal: OPERATOR, id });
        printResult(command, done, [`调整 ${done.moved} 人 / people moved`]);
      });
    });
}

interface CasesOptions {
  readonly class?: Reconciled;
  readonly area?: string;
  readonly limit: number;
  readonly after: number;
}

function registerCases(reconcile: Command, host: CliHost): void {
  reconcile
    .command('cases')
    .description('逐人的归类和依据 / each person’s class with its evidence')
    .argument('<id>', '比对编号，如 Q1', reconciliationIdArgument)
    .option('--class <class>', `归类 / class: ${RECONCILED.join(', ')}`)
    .option('--area <prefix>', '区划前缀 / area prefix', areaArgument)
    .option('--limit <number>', '最多几人 / how many', countArgument, 50)
    .option('--after <number>', '从此编号之后继续 / go on after this number', countArgument, 0)
    .action(async (id: ReconciliationId, options: CasesOptions, command: Command) => {
      await host.withContext(async (context) => {
        const { class: reconciled, ...which } = options;
        const page = await readCases(context, { principal: OPERATOR, id, reconciled, ...which });
        const lines = page.items.map(
          (one) =>
            `${one.number}  ${one.name}  ${one.idNumberMasked}  ${one.homeCode}  ` +
            // A case's class is a word of the list it was stored by.
            `${RECONCILED_WORDS[one.reconciled as Reconciled].zh}${one.needsVisit ? '（待走访）' : ''}  ` +
            one.evidence.map(evidenceZh).join('；'),
        );
        printResult(command, page, lines);
      });
    });
}

function registerVisits(reconcile: Command, host: CliHost): void {
  reconcile
    .command('visits')
    .description('走访核实名单，按村 / whom to visit, by village')
    .argument('<id>', '比对编号，如 Q1', reconciliationIdArgument)
    .requiredOption('--out <file>', '写到哪里：.xlsx 或 .csv / where to: .xlsx or .csv')
    .option('--area <prefix>', '区划前缀 / area prefix', areaArgument)
    .action(async (id: ReconciliationId, options: { out: string; area?: string }, command: Command) => {
      await host.withContext(async (context) => {
        const exporters = await host.sheetExporters();
        const exporter = exporters[options.out.toLowerCase().endsWith('.csv') ? 'csv' : 'xlsx'];
        const file = await exportWorkList(context, { principal: OPERATOR, id, area: options.area, exporter });
        const out = path.resolve(options.out);
        await writeExport(out, file.bytes, { isPrivate: true });
        printResult(command, { file: out, bytes: file.bytes.length }, [`已写出 ${out} / written`]);
      });
    });
  reconcile
    .command('found')
    .description('登记入户核实结果 / enter what a visit found')
    .argument('<id>', '比对编号，如 Q1', reconciliationIdArgument)
    .argument('<number>', '走访名单上的编号 / number on the work list', countArgument)
    .addArgument(new Argument('<found>', '核实结果 / what was found').choices([...FINDINGS]))
    .option('--date <day>', '走访日期，默认今天 / day of the visit; today by default', dayArgument)
    .action(
      async (
        id: ReconciliationId,
        number: number,
        found: Finding,
        options: { date?: IsoDate },
        command: Command,
      ) => {
        await host.withContext(async (context) => {
          const findings = [{ number, found, foundOn: options.date }];
          const done = await enterFindings(context, { principal: OPERATOR, id, findings });
          printResult(command, done, ['已登记，再比对（reconcile again）时采用 / entered']);
        });
      },
    );
}

async function stage(
  context: FlowContext,
  command: Command,
  { id, role, file }: { readonly id: ReconciliationId; readonly role: RosterRole; readonly file: string },
): Promise<RosterReport> {
  const isShown = isWatched(command);
  const report = await withFile(
    file,
    async (given) =>
      await stageRoster(context, {
        principal: OPERATOR,
        id,
        role,
        file: given,
        onProgress: (rows) => void (isShown && process.stderr.write(`\r${given.name}  ${rows} 行`)),
      }),
  );
  if (isShown) process.stderr.write('\n');
  return report;
}

/** Rejected rows of a file that are printed. */
const SHOWN_REJECTIONS = 20;

function reportLines({ fileName, rowsRead, accepted, rejected, rejections }: RosterReport): string[] {
  return [
    `${fileName}：读 ${rowsRead} 行，收 ${accepted} 行，退 ${rejected} 行`,
    ...rejections
      .slice(0, SHOWN_REJECTIONS)
      .map(
        (one) =>
          `  ✗ ${one.sheet ?? ''} 第 ${one.row} 行 ${one.column ?? ''}“${one.value}”：${one.message.zh}`,
      ),
  ];
}

function doneLines({ id, counts }: Reconciliation): string[] {
  const lines = RECONCILED.map((one) => `  ${RECONCILED_WORDS[one].zh}  ${counts?.[one] ?? 0}`);
  return [`比对 ${id} 完成`, ...lines, `走访名单：longqiao reconcile visits ${id} --out visits.xlsx`];
}

import { Argument, Option, type Command } from 'commander';
import { say } from '../domain/bilingual.ts';
import { AppError, type FieldProblem } from '../domain/errors.ts';
import type { FlowContext } from '../flows/context.ts';
import { importFile, type ImportReport } from '../flows/import-file.ts';
import type { FileKind, Rejection } from '../flows/ports/files.ts';
import { checkImport, stageImport } from '../flows/imports/stage-import.ts';
import { OPERATOR, type CliHost } from './host.ts';
import { progressOf } from './import-progress.ts';
import { withFile } from './with-file.ts';
import { registerImportBatches } from './import-batches.ts';
import { batchLines, checkedLines } from './text/import-lines.ts';
import { printResult } from './output.ts';

/** Rejections, and as many warnings, of a file that are printed to a person; `--json` gives all. */
const SHOWN_LINES = 20;

/** `longqiao import laborers.xlsx …`: files of laborers, employers, openings or brokers, in the order given. */
export function registerImport(program: Command, host: CliHost): void {
  const verb = program
    .command('import')
    .description(
      '导入劳动力、用人单位、岗位或经纪人表格 / import files of laborers, employers, openings or brokers',
    )
    .addArgument(
      new Argument('[files...]', 'CSV 或 XLSX 文件，按给出的顺序导入 / CSV or XLSX, taken in this order'),
    )
    .addOption(
      new Option(
        '--kind <kind>',
        '表格种类；不写则看表头 / kind of table; told by its headers by default',
      ).choices(['laborers', 'employers', 'openings', 'brokers']),
    )
    .option('--dry-run', '只检查，不入库也不保存 / check only: nothing is written or kept')
    .option('--review', '检查后保存，等审核后再入库 / check and keep, to be reviewed and applied')
    .addHelpText('after', EXAMPLES)
    .action(async (files: string[], options: ImportOptions, command: Command) => {
      if (files.length === 0) throw noFiles();
      if (options.dryRun === true || options.review === true) {
        await stageFiles(host, files, options, command);
        return;
      }
      await host.withContext(async (context) => {
        const reports: ImportReport[] = [];
        const refused: FieldProblem[] = [];
        try {
          for (const path of files) {
            const taken = await importOne(context, path, { kind: options.kind, command });
            if (!(taken instanceof AppError)) reports.push(taken);
            else if (files.length === 1) throw taken;
            else refused.push({ path, message: taken.sentence });
          }
        } finally {
          // Also when a server goes away halfway: what went in is in.
          if (reports.length > 0) printResult(command, reports, reports.flatMap(fullLines));
        }
        if (refused.length > 0) throw someRefused(files.length, refused);
      });
    });
  registerImportBatches(verb, host);
}

interface ImportOptions {
  readonly kind?: FileKind;
  readonly dryRun?: boolean;
  readonly review?: boolean;
}

const EXAMPLES = `
示例 / Examples:
  longqiao import seeds/employers.csv seeds/openings.xlsx
  longqiao import --dry-run laborers.xlsx
  longqiao import --review laborers.xlsx && longqiao import show I1 && longqiao import apply I1
  longqiao import list
  longqiao import errors I1 -o mend.xlsx
  longqiao import undo I1
  longqiao import discard I2
  longqiao import template laborers -o laborers.xlsx`;

async function stageFiles(
  host: CliHost,
  files: readonly string[],
  { kind, review }: ImportOptions,
  command: Command,
): Promise<void> {
  await host.withContext(async (context) => {
    for (const path of files) {
      await withFile(path, async (file) => {
        const input = { principal: OPERATOR, file, kind, onProgress: progressOf(command, file.name) };
        if (review === true) {
          const batch = await stageImport(context, input);
          printResult(command, batch, batchLines(batch));
        } else {
          const checked = await checkImport(context, input);
          printResult(command, checked, checkedLines(file.name, checked));
        }
      });
    }
  });
}

function noFiles(): AppError {
  return new AppError({
    kind: 'invalid_input',
    code: 'FILES_MISSING',
    message: say('没有给出文件', 'No file was given'),
    remedy: say('例如：longqiao import laborers.xlsx', 'Such as: longqiao import laborers.xlsx'),
  });
}

/** One file; what is wrong with it as a whole is given back, so that the other files still go in. */
async function importOne(
  context: FlowContext,
  path: string,
  { kind, command }: { readonly kind: FileKind | undefined; readonly command: Command },
): Promise<ImportReport | AppError> {
  try {
    return await withFile(path, async (file) => {
      const onProgress = progressOf(command, file.name);
      return await importFile(context, { principal: OPERATOR, file, kind, onProgress });
    });
  } catch (error) {
    const isOfThisFile =
      error instanceof AppError && (error.kind === 'invalid_input' || error.kind === 'too_large');
    if (isOfThisFile) return error;
    throw error;
  }
}

function someRefused(count: number, refused: readonly FieldProblem[]): AppError {
  return new AppError({
    kind: 'invalid_input',
    code: 'FILES_REFUSED',
    message: say(
      `${count} 个文件中有 ${refused.length} 个没有导入`,
      `${refused.length} of ${count} files were not imported`,
    ),
    remedy: say(
      '其余文件已导入；改好后只需重新导入这些文件',
      'The others are in: mend these and import them again',
    ),
    problems: refused,
  });
}

/** What an import did, for a person: the counts, then the first rejected rows. */
export function reportLines(report: ImportReport): string[] {
  return [
    `${report.fileName}：读 ${report.rowsRead} 行，收 ${report.accepted} 行（新增 ${report.created}，更新 ${report.updated}，` +
      `相同 ${report.unchanged}），退 ${report.rejected} 行，提示 ${report.warnings.length} 条`,
    ...rowLines('✗', report.rejections),
  ];
}

/** The same with the warnings: rows that are in, but want a look. */
function fullLines(report: ImportReport): string[] {
  return [...reportLines(report), ...rowLines('!', report.warnings)];
}

function rowLines(mark: string, rows: readonly Rejection[]): string[] {
  const rest = rows.length - SHOWN_LINES;
  return [
    ...rows.slice(0, SHOWN_LINES).map((one) => {
      const sheet = one.sheet === null ? '' : `${one.sheet} `;
      const column = one.column === null ? '' : ` ${one.column}`;
      return `  ${mark} ${sheet}第 ${one.row} 行${column}“${one.value}”：${one.message.zh}`;
    }),
    ...(rest > 0 ? [`  … 另有 ${rest} 条，用 --json 查看全部`] : []),
  ];
}

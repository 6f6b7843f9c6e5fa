import { writeFile } from 'node:fs/promises';
import { Argument, Option, type Command } from 'commander';
import { say } from '../domain/bilingual.ts';
import { AppError } from '../domain/errors.ts';
import { isId, type ImportId } from '../domain/ids.ts';
import { ROW_OUTCOMES, STAGED_KINDS, type ImportBatch, type RowOutcomeKind } from '../domain/import-batch.ts';
import type { FlowContext } from '../flows/context.ts';
import { applyImport } from '../flows/imports/apply-import.ts';
import { writeErrorWorkbook, writeTemplate } from '../flows/imports/error-workbook.ts';
import { listImports, readImport, readImportRows } from '../flows/imports/read-import.ts';
import { discardImport, reviewImport } from '../flows/imports/review-import.ts';
import { undoImport } from '../flows/imports/undo-import.ts';
import type { OnProgress } from '../flows/imports/progress.ts';
import type { TemplateKind } from '../flows/ports/files.ts';
import type { Principal } from '../domain/broker.ts';
import { OPERATOR, type CliHost } from './host.ts';
import { progressOf } from './import-progress.ts';
import { printResult } from './output.ts';
import { batchLines, rowLines } from './text/import-lines.ts';

/** Imports, or rows of one, that are shown at once. */
const PAGE = 200;

/** `longqiao import list|show|apply|undo|discard|errors|template`: what was kept with `import --review`. */
export function registerImportBatches(verb: Command, host: CliHost): void {
  verb
    .command('list')
    .description('列出暂存的导入 / list staged imports')
    .option('--after <id>', '从这个编号之后 / after this id')
    .action(async (options: { after?: string }, command: Command) => {
      await host.withContext(async (context) => {
        const page = { after: options.after ?? null, limit: PAGE };
        const found = await listImports(context, { principal: OPERATOR, page });
        printResult(command, found, found.items.flatMap(batchLines));
      });
    });
  verb
    .command('show')
    .description('逐行查看会怎样变化 / show what each row would do')
    .argument('<id>', '编号，如 I1 / such as I1')
    .addOption(
      new Option('--outcome <outcome>', '只看一种结果 / one outcome only').choices([...ROW_OUTCOMES]),
    )
    .option('--after <place>', '从这一行之后 / after this row')
    .action(async (id: string, options: { outcome?: RowOutcomeKind; after?: string }, command: Command) => {
      await show(host, { importId: importIdOf(id), ...options }, command);
    });
  registerStep(verb, host, {
    name: 'apply',
    description: '确认审核并入库 / mark as reviewed and write it to the registry',
    run: async (context, input) => {
      const batch = await readImport(context, input);
      if (batch.state === 'checked') await reviewImport(context, input);
      return await applyImport(context, input);
    },
  });
  registerStep(verb, host, { name: 'undo', description: '整体撤销 / undo it as a whole', run: undoImport });
  registerStep(verb, host, { name: 'discard', description: '丢弃 / throw it away', run: discardImport });
  registerFiles(verb, host);
}

interface Step {
  readonly name: string;
  readonly description: string;
  readonly run: (
    context: FlowContext,
    input: {
      readonly principal: Principal;
      readonly importId: ImportId;
      readonly onProgress: OnProgress;
    },
  ) => Promise<ImportBatch>;
}

function registerStep(verb: Command, host: CliHost, { name, description, run }: Step): void {
  verb
    .command(name)
    .description(description)
    .argument('<id>', '编号，如 I1 / such as I1')
    .action(async (id: string, _options: object, command: Command) => {
      const importId = importIdOf(id);
      await host.withContext(async (context) => {
        const onProgress = progressOf(command, importId);
        const batch = await run(context, { principal: OPERATOR, importId, onProgress });
        printResult(command, batch, batchLines(batch));
      });
    });
}

function registerFiles(verb: Command, host: CliHost): void {
  verb
    .command('errors')
    .description('把错误行存成可更正的表格 / save the failing rows as a workbook to mend')
    .argument('<id>', '编号，如 I1 / such as I1')
    .requiredOption('-o, --output <file>', '存到哪里 / where to save it')
    .action(async (id: string, { output }: { output: string }, command: Command) => {
      const importId = importIdOf(id);
      const sheets = await host.importSheets();
      await host.withContext(async (context) => {
        const { bytes } = await writeErrorWorkbook(context, { principal: OPERATOR, importId, sheets });
        // Whole ID numbers stand in it: for its owner alone.
        await writeFile(output, bytes, { mode: 0o600 });
        printResult(command, { file: output }, [`已保存 ${output}`]);
      });
    });
  verb
    .command('template')
    .description('保存空白模板 / save an empty template')
    .addArgument(new Argument('<kind>', '种类 / kind').choices([...STAGED_KINDS]))
    .requiredOption('-o, --output <file>', '存到哪里 / where to save it')
    .action(async (kind: TemplateKind, { output }: { output: string }, command: Command) => {
      const sheets = await host.importSheets();
      await writeFile(output, await writeTemplate({ principal: OPERATOR, kind, sheets }));
      printResult(command, { file: output }, [`已保存 ${output}`]);
    });
}

async function show(
  host: CliHost,
  asked: { readonly importId: ImportId; readonly outcome?: RowOutcomeKind; readonly after?: string },
  command: Command,
): Promise<void> {
  await host.withContext(async (context) => {
    const batch = await readImport(context, { principal: OPERATOR, importId: asked.importId });
    const rows = await readImportRows(context, {
      principal: OPERATOR,
      importId: asked.importId,
      outcome: asked.outcome ?? null,
      page: { after: asked.after ?? null, limit: PAGE },
    });
    const more = rows.next === null ? [] : [`  … 下一页：--after ${rows.next}`];
    printResult(command, { ...batch, rows }, [
      ...batchLines(batch),
      ...rows.items.flatMap(rowLines),
      ...more,
    ]);
  });
}

function importIdOf(text: string): ImportId {
  if (isId('I', text)) return text;
  throw new AppError({
    kind: 'invalid_input',
    code: 'INVALID_INPUT',
    message: say(`“${text}”不是导入编号`, `"${text}" is no id of an import`),
    remedy: say('编号形如 I12，用 longqiao import list 查看', 'It looks like I12: see longqiao import list'),
  });
}

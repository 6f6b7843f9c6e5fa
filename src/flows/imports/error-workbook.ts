import { say } from '../../domain/bilingual.ts';
import type { Principal } from '../../domain/broker.ts';
import { AppError } from '../../domain/errors.ts';
import type { ImportBatch, ImportRow, RowOutcomeKind } from '../../domain/import-batch.ts';
import type { ImportId } from '../../domain/ids.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import type { ImportSheets, RowFault, TemplateKind } from '../ports/files.ts';
import { findImport } from './find-import.ts';
import { withStagedFile } from './with-staged-file.ts';

/** Rows that are read at a time. */
const PAGE_ROWS = 5_000;
/** What did not go in. */
const FAILING: readonly RowOutcomeKind[] = ['rejected', 'stale'];

/**
 * The failing rows of an import as a workbook: the user's own columns and sheets, with 错误说明. Mended and uploaded again, it
 * applies like any file. It holds whole ID numbers, since that is what is mended: the audit keeps who took it.
 * @throws AppError `FORBIDDEN`, `IMPORT_UNKNOWN`, `IMPORT_NO_ERRORS`, `IMPORT_FORGOTTEN`.
 */
export async function writeErrorWorkbook(
  context: FlowContext,
  input: { readonly principal: Principal; readonly importId: ImportId; readonly sheets: ImportSheets },
): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  const { principal, importId, sheets } = input;
  authorize(principal, 'import.run');
  const batch = await findImport(context, principal, importId);
  if (batch.isForgotten) throw forgotten(batch);
  const faults = (await failingRowsOf(context, importId)).map(faultOf);
  if (faults.length === 0) throw noErrors(batch);
  const failing = await withStagedFile(context, importId, async (bytes) => {
    // A person of the file was deleted since: its bytes went with her.
    if (bytes.length === 0) throw forgotten(batch);
    return await sheets.failing({ name: batch.fileName, bytes }, batch.kind, faults);
  });
  await context.db.stores.audit.add({
    actor: principal.name,
    action: 'import.errors',
    subject: importId,
    purpose: null,
  });
  return { name: errorName(batch), bytes: await sheets.toWorkbook(failing) };
}

/** An empty workbook to fill in. @throws AppError `FORBIDDEN`. */
export async function writeTemplate(input: {
  readonly principal: Principal;
  readonly kind: TemplateKind;
  readonly sheets: ImportSheets;
}): Promise<Uint8Array> {
  authorize(input.principal, 'import.run');
  return await input.sheets.template(input.kind);
}

async function failingRowsOf(context: FlowContext, id: ImportId): Promise<ImportRow[]> {
  const rows: ImportRow[] = [];
  for (const outcome of FAILING) {
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof context.db.stores.imports.rows>> =
        await context.db.stores.imports.rows(id, outcome, { after, limit: PAGE_ROWS });
      rows.push(...page.items);
      after = page.next;
    } while (after !== null);
  }
  return rows;
}

function faultOf({ sheet, row, problems }: ImportRow): RowFault {
  const sentences = problems.map(
    ({ column, message }) => `${column === null ? '' : `【${column}】`}${message.zh}`,
  );
  return { sheet, row, explanation: sentences.join('；') };
}

function errorName({ fileName }: ImportBatch): string {
  return `${fileName.replace(/\.(?:csv|xlsx|txt)$/i, '')}-错误行.xlsx`;
}

function noErrors(batch: ImportBatch): AppError {
  return new AppError({
    kind: 'not_found',
    code: 'IMPORT_NO_ERRORS',
    message: say(`导入 ${batch.id} 没有出错的行`, `Import ${batch.id} has no failing rows`),
    remedy: say('无需更正', 'There is nothing to mend'),
  });
}

function forgotten(batch: ImportBatch): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'IMPORT_FORGOTTEN',
    message: say(`导入 ${batch.id} 的文件已删除`, `The file of import ${batch.id} is deleted`),
    remedy: say('请重新上传文件', 'Upload the file again'),
  });
}

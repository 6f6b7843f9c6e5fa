import { say } from '../domain/bilingual.ts';
import type { Principal } from '../domain/broker.ts';
import { LABORER_FIELD_WORDS } from '../domain/laborer-change.ts';
import { authorize } from './authorize.ts';
import type { FlowContext } from './context.ts';
import { insideScope, writeRecords } from './imports/write-records.ts';
import type { FileKind, ImportedFile, Rejection } from './ports/files.ts';
import type { Upserted } from './ports/paging.ts';

export interface ImportFileInput {
  readonly principal: Principal;
  readonly file: { readonly name: string; readonly bytes: Uint8Array };
  /** Without it the headers tell. */
  readonly kind?: FileKind;
}

/** What an import did; `rowsRead` = `accepted` + `rejected`, `accepted` = `created` + `updated` + `unchanged`. */
export interface ImportReport {
  readonly fileName: string;
  readonly kind: FileKind;
  readonly rowsRead: number;
  readonly accepted: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly rejections: readonly Rejection[];
  readonly warnings: readonly Rejection[];
}

/**
 * Takes a file of laborers, employers, openings or brokers. Good rows go in, all in one transaction; bad rows are rejected with sheet,
 * row, column, value and a sentence. The same file again changes nothing.
 * @throws AppError `FORBIDDEN`, or what is wrong with the file as a whole; then nothing is written.
 */
export async function importFile(context: FlowContext, input: ImportFileInput): Promise<ImportReport> {
  authorize(input.principal, 'import.run');
  const today = await context.db.today();
  const read = await context.readFile(input.file, { kind: input.kind, today });
  if (read.kind === 'brokers') authorize(input.principal, 'broker.manage');
  const { inside, outside } = insideScope(read, input.principal);
  const { outcomes } = await context.db.transaction(async (stores) => {
    await stores.history.writeAs({ actor: input.principal.name, source: input.file.name });
    return await writeRecords(stores, inside);
  });
  const rejections = [...read.rejections, ...outside];
  return {
    fileName: input.file.name,
    kind: read.kind,
    rowsRead: read.rowsRead,
    accepted: outcomes.length,
    created: outcomes.filter((one) => one.outcome === 'created').length,
    updated: outcomes.filter((one) => one.outcome === 'updated').length,
    unchanged: outcomes.filter((one) => one.outcome === 'unchanged').length,
    rejected: read.rowsRead - outcomes.length,
    rejections,
    warnings: [...read.rows.flatMap((row) => row.warnings), ...conflictWarnings(inside, outcomes)],
  };
}

/** Rows that disagree with what is stored of who somebody is: told, so that nobody takes them for done. */
function conflictWarnings(inside: ImportedFile, outcomes: readonly Upserted<string>[]): Rejection[] {
  if (inside.kind !== 'laborers') return [];
  return inside.rows.flatMap((row, at) =>
    (outcomes[at]?.conflicts ?? []).map((field): Rejection => {
      const words = LABORER_FIELD_WORDS[field];
      const isMove = field === 'homeCode';
      return {
        sheet: row.sheet,
        row: row.row,
        column: words.zh,
        value: '',
        code: 'IDENTITY_CONFLICT',
        message: say(
          `${words.zh}与已登记的不同，已列入待核对清单，登记内容未变${isMove ? '；核对后请再导入此行' : ''}`,
          `The ${words.en} differs from what is registered; it is on the review list and the record stays${isMove ? '; import the row again once it is decided' : ''}`,
        ),
      };
    }),
  );
}

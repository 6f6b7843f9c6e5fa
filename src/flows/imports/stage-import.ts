import { say } from '../../domain/bilingual.ts';
import type { Principal } from '../../domain/broker.ts';
import { AppError } from '../../domain/errors.ts';
import {
  STAGED_KINDS,
  type ImportBatch,
  type RowCounts,
  type RowOutcomeKind,
  type StagedKind,
} from '../../domain/import-batch.ts';
import type { IsoDate } from '../../domain/dates.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import type { FileKind, ImportedFile, Rejection } from '../ports/files.ts';
import type { StagedRow } from '../ports/import-store.ts';
import { findImport } from './find-import.ts';
import { noteOf, rehearse } from './rehearse.ts';
import { insideScope } from './write-records.ts';

export interface StageImportInput {
  readonly principal: Principal;
  readonly file: { readonly name: string; readonly bytes: Uint8Array };
  /** Without it the headers tell. */
  readonly kind?: FileKind;
}

/** What a file would do, row by row in the order of the file. */
export interface CheckedFile {
  readonly kind: StagedKind;
  readonly readOn: IsoDate;
  readonly rows: readonly StagedRow[];
  readonly counts: RowCounts;
}

/**
 * Takes a file in without touching the registry: it is read, compared with what is known, and kept, encrypted, until it is
 * applied or thrown away.
 * @throws AppError `FORBIDDEN`, `IMPORT_KIND_DIRECT` for brokers, or what is wrong with the file as a whole.
 */
export async function stageImport(context: FlowContext, input: StageImportInput): Promise<ImportBatch> {
  const checked = await checkImport(context, input);
  const id = await context.db.transaction(
    async (stores) =>
      await stores.imports.add({
        fileName: input.file.name,
        kind: checked.kind,
        uploadedBy: input.principal.name,
        scope: input.principal.scope,
        readOn: checked.readOn,
        bytes: input.file.bytes,
        counts: checked.counts,
        rows: checked.rows,
      }),
  );
  return await findImport(context, input.principal, id);
}

/** What a file would do: nothing is written, nothing kept. @throws AppError as `stageImport`. */
export async function checkImport(context: FlowContext, input: StageImportInput): Promise<CheckedFile> {
  authorize(input.principal, 'import.run');
  const readOn = await context.db.today();
  const read = await context.readFile(input.file, { kind: input.kind, today: readOn });
  const kind = stagedKind(read);
  const { inside, outside } = insideScope(read, input.principal);
  const good = await rehearse(context, inside);
  const rows = inFileOrder([...good, ...rejectedRows([...read.rejections, ...outside])], read);
  return { kind, readOn, rows, counts: countRows(rows) };
}

/** Rows by outcome. */
export function countRows(rows: readonly Pick<StagedRow, 'outcome'>[]): RowCounts {
  const counts: Record<RowOutcomeKind, number> = {
    new: 0,
    changed: 0,
    same: 0,
    rejected: 0,
    stale: 0,
  };
  for (const { outcome } of rows) counts[outcome] += 1;
  return counts;
}

function stagedKind(read: ImportedFile): StagedKind {
  const kind = STAGED_KINDS.find((one) => one === read.kind);
  if (kind !== undefined) return kind;
  throw new AppError({
    kind: 'invalid_input',
    code: 'IMPORT_KIND_DIRECT',
    message: say('经纪人表不经审核，直接导入', 'Files of brokers are not staged'),
    remedy: say(
      '用 POST /imports 或 longqiao import 直接导入',
      'Import it with POST /imports or longqiao import',
    ),
  });
}

/** A row can be wrong in several cells: it is one row. */
function rejectedRows(rejections: readonly Rejection[]): StagedRow[] {
  const byRow = new Map<string, Rejection[]>();
  for (const one of rejections) {
    const key = `${one.sheet ?? ''}\0${one.row}`;
    byRow.set(key, [...(byRow.get(key) ?? []), one]);
  }
  return [...byRow.values()].flatMap((all) => {
    const [first] = all;
    if (first === undefined) return [];
    const { sheet, row } = first;
    const problems = all.map(noteOf);
    return [
      {
        sheet,
        row,
        outcome: 'rejected' as const,
        subject: null,
        version: null,
        changes: [],
        problems,
        warnings: [],
      },
    ];
  });
}

/** Sheets in the order in which they gave rows, rows by their number. */
function inFileOrder(rows: readonly StagedRow[], read: ImportedFile): StagedRow[] {
  const sheets = [...new Set([...read.rows, ...read.rejections].map(({ sheet }) => sheet))];
  const order = new Map(sheets.map((sheet, at) => [sheet, at]));
  return rows.toSorted((a, b) => (order.get(a.sheet) ?? 0) - (order.get(b.sheet) ?? 0) || a.row - b.row);
}

import type { Principal } from '../domain/broker.ts';
import { authorize } from './authorize.ts';
import type { FlowContext } from './context.ts';
import { ahead } from './imports/ahead.ts';
import { conflictWarnings } from './imports/conflict-warnings.ts';
import { noteList } from './imports/note-list.ts';
import type { OnProgress } from './imports/progress.ts';
import { insideScope, writeRecords } from './imports/write-records.ts';
import type { FileKind, GivenFile, Rejection } from './ports/files.ts';

export interface ImportFileInput {
  readonly principal: Principal;
  readonly file: GivenFile;
  /** Without it the headers tell. */
  readonly kind?: FileKind;
  /** Told now and then how far the import is. */
  readonly onProgress?: OnProgress;
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
  /** Headers that are unknown or stand there twice: their cells are not read. */
  readonly ignoredColumns: readonly string[];
  /** Rejections and warnings beyond the first `MOST_TOLD` of each: a staged import keeps every one. */
  readonly untold: number;
}

/** Rejections, and as many warnings, that a report holds; they are kept in memory. */
const MOST_TOLD = 20_000;

/**
 * Takes a file of laborers, employers, openings or brokers. Good rows go in, all in one transaction; bad rows are rejected with sheet,
 * row, column, value and a sentence. The same file again changes nothing.
 * @throws AppError `FORBIDDEN`, or what is wrong with the file as a whole; then nothing is written.
 */
export async function importFile(context: FlowContext, input: ImportFileInput): Promise<ImportReport> {
  const { principal, file, onProgress } = input;
  authorize(principal, 'import.run');
  const today = await context.db.today();
  const opened = await context.readFile(file, { kind: input.kind, today });
  if (opened.kind === 'brokers') authorize(principal, 'broker.manage');
  return await context.db.transaction(async (stores) => {
    await stores.history.writeAs({ actor: principal.name, source: file.name });
    const counts = { rowsRead: 0, created: 0, updated: 0, unchanged: 0 };
    const [rejections, warnings] = [noteList<Rejection>(MOST_TOLD), noteList<Rejection>(MOST_TOLD)];
    for await (const part of ahead(opened.parts())) {
      const { inside, outside } = insideScope(part, principal);
      const { outcomes } = await writeRecords(stores, inside);
      for (const { outcome } of outcomes) counts[outcome] += 1;
      counts.rowsRead += part.rowsRead;
      rejections.add(part.rejections, outside);
      warnings.add(...part.rows.map((row) => row.warnings), conflictWarnings(inside, outcomes));
      onProgress?.({ rows: counts.rowsRead, share: part.share });
    }
    const accepted = counts.created + counts.updated + counts.unchanged;
    return {
      fileName: file.name,
      kind: opened.kind,
      ...counts,
      accepted,
      rejected: counts.rowsRead - accepted,
      rejections: rejections.told,
      warnings: warnings.told,
      ignoredColumns: opened.ignoredColumns,
      untold: rejections.untold() + warnings.untold(),
    };
  });
}

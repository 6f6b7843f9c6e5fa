import type { FieldChange } from '../../domain/import-batch.ts';
import type { AnyId } from '../../domain/ids.ts';
import type { FlowContext } from '../context.ts';
import type { Stores } from '../ports/database.ts';
import type { ImportedFile, Rejection } from '../ports/files.ts';
import type { StagedRow } from '../ports/import-store.ts';
import { fieldChanges, viewsOf, type RecordView } from './field-changes.ts';
import { writeRecords } from './write-records.ts';

/** Thrown to roll back what was only tried. */
class Rehearsed extends Error {}

/**
 * What each record of a file would do: it is really written, looked at, and rolled back, so that a check and the import itself
 * cannot differ. What others have committed is read beside it, while the rows that would change are held.
 */
export async function rehearse(context: FlowContext, inside: ImportedFile): Promise<StagedRow[]> {
  let rows: StagedRow[] | undefined;
  try {
    await context.db.transaction(async (stores) => {
      rows = await tryOut(stores, context.db.stores, inside);
      throw new Rehearsed();
    });
  } catch (error) {
    if (!(error instanceof Rehearsed)) throw error;
  }
  return rows ?? [];
}

async function tryOut(trial: Stores, committed: Stores, inside: ImportedFile): Promise<StagedRow[]> {
  const { outcomes } = await writeRecords(trial, inside);
  const known = outcomes.filter(({ outcome }) => outcome !== 'created').map(({ id }) => id);
  const updated = outcomes.filter(({ outcome }) => outcome === 'updated').map(({ id }) => id);
  const [before, after] = [await viewsOf(committed, known), await viewsOf(trial, updated)];
  return inside.rows.map((row, at) => {
    const written = outcomes[at];
    const place = { sheet: row.sheet, row: row.row, problems: [], warnings: row.warnings.map(noteOf) };
    if (written === undefined || written.outcome === 'created')
      return { ...place, outcome: 'new', subject: null, version: null, changes: [] };
    const old = before.get(written.id);
    const changes = written.outcome === 'updated' ? changesOf(written.id, old, after) : [];
    const outcome = written.outcome === 'updated' ? 'changed' : 'same';
    return { ...place, outcome, subject: written.id, version: old?.version ?? null, changes };
  });
}

function changesOf(
  id: AnyId,
  before: RecordView | undefined,
  after: ReadonlyMap<AnyId, RecordView>,
): readonly FieldChange[] {
  return fieldChanges(before, after.get(id));
}

/** A note without its place in the file, which stands beside it. */
export function noteOf({ column, value, code, message }: Rejection): StagedRow['problems'][number] {
  return { column, value, code, message };
}

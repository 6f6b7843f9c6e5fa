import type { FieldChange } from '../../domain/import-batch.ts';
import type { AnyId } from '../../domain/ids.ts';
import type { FlowContext } from '../context.ts';
import type { Stores } from '../ports/database.ts';
import type { ImportedPart, Rejection } from '../ports/files.ts';
import type { StagedRow } from '../ports/import-store.ts';
import { ahead } from './ahead.ts';
import { conflictsOf } from './conflict-warnings.ts';
import { fieldChanges, viewsOf, type RecordView } from './field-changes.ts';
import { writeRecords } from './write-records.ts';

/** Thrown to roll back what was only tried. */
class Rehearsed extends Error {}

/**
 * What each record of a file would do, part by part: it is really written, looked at, and rolled back at the end, so that a check
 * and the import itself cannot differ. What others have committed is read beside it, while the rows that would change are held.
 * `take` is given the rows of a part in the order of the part.
 */
export async function rehearse(
  context: FlowContext,
  { parts, actor, source }: Rehearsal,
  take: (part: ImportedPart, rows: readonly StagedRow[]) => Promise<void>,
): Promise<void> {
  try {
    await context.db.transaction(async (trial) => {
      await trial.history.writeAs({ actor, source });
      for await (const part of ahead(parts)) await take(part, await tryOut(trial, context.db.stores, part));
      throw new Rehearsed();
    });
  } catch (error) {
    if (!(error instanceof Rehearsed)) throw error;
  }
}

interface Rehearsal {
  /** Only rows inside the scope of whoever uploaded them. */
  readonly parts: AsyncIterable<ImportedPart>;
  readonly actor: string;
  readonly source: string;
}

async function tryOut(trial: Stores, committed: Stores, part: ImportedPart): Promise<StagedRow[]> {
  const { outcomes } = await writeRecords(trial, part);
  const known = outcomes.filter(({ outcome }) => outcome !== 'created').map(({ id }) => id);
  const updated = outcomes.filter(({ outcome }) => outcome === 'updated').map(({ id }) => id);
  const [before, after] = [await viewsOf(committed, known), await viewsOf(trial, updated)];
  return part.rows.map((row, at) => {
    const written = outcomes[at];
    const warnings = [...row.warnings.map(noteOf), ...conflictsOf(row, written).map(noteOf)];
    const place = { sheet: row.sheet, row: row.row, problems: [], warnings };
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

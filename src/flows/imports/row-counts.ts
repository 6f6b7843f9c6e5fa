import type { RowOutcomeKind } from '../../domain/import-batch.ts';

/** Counts of rows by outcome, to be counted up. */
export function noRows(): Record<RowOutcomeKind, number> {
  return { new: 0, changed: 0, same: 0, rejected: 0, stale: 0 };
}

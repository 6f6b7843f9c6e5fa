import type { LaborerId } from '../../domain/ids.ts';

/**
 * Names everything that is committed, and the day. As long as the name is the same, no row of the database is another: an
 * answer from rows of that name or later still holds.
 */
export type AsOf = string;

/** What may move a list since an earlier look. */
export interface ListChanges {
  readonly asOf: AsOf;
  /** Of all that every list depends on: the day, published runs, openings, employers, settings. */
  readonly everybody: string;
  /** Whose rows, lists or refusals a transaction changed; `null`: too many, or no longer known. */
  readonly laborers: readonly LaborerId[] | null;
}

/** Whether anything changed, asked without reading what. */
export interface FreshnessStore {
  asOf(): Promise<AsOf>;
  /** Without `since`: where a look begins; its `laborers` is `null`. */
  listChanges(since: AsOf | null): Promise<ListChanges>;
}

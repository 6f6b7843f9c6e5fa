import type { IsoInstant } from './dates.ts';
import type { RunId } from './ids.ts';

/** What can happen to a run, in the order in which it usually does. */
export const RUN_EVENT_KINDS = [
  'started',
  'shard_done',
  'shard_failed',
  'shard_faulty',
  'stopped',
  'resumed',
  'retried',
  'county_quarantined',
  'held',
  'approved',
  'rejected',
  'finished',
  'published',
  'failed',
] as const;
export type RunEventKind = (typeof RUN_EVENT_KINDS)[number];

/** One thing that happened to a run. */
export interface RunEvent {
  /** Ascending over all runs. */
  readonly id: number;
  readonly runId: RunId;
  readonly at: IsoInstant;
  readonly kind: RunEventKind;
  /** Numbers and ids, such as `{ shard: 3, laborers: 1000 }`; never personal data. */
  readonly data: Readonly<Record<string, string | number | null>>;
}

import type { AreaPrefix } from './area.ts';
import type { IsoDate, IsoInstant } from './dates.ts';
import type { RunId } from './ids.ts';

/** Nightly runs are unique by (date, scope), manual ones by request id. */
export const RUN_KINDS = ['nightly', 'manual'] as const;
export type RunKind = (typeof RUN_KINDS)[number];

/**
 * planned → running → published; or finished (a dry run: checked, never published), held (waits for a person's yes), stopped
 * (by a person, can go on), rejected (by a person), failed (nothing of it can be published).
 */
export const RUN_STATES = [
  'planned',
  'running',
  'stopped',
  'held',
  'finished',
  'published',
  'rejected',
  'failed',
] as const;
export type RunState = (typeof RUN_STATES)[number];

/** A failed shard is out of attempts. */
export type ShardState = 'waiting' | 'leased' | 'done' | 'failed';

/**
 * Why a run ranked everybody instead of only what changed since a base run: there is none of this scope, or it is of another epoch,
 * profile, idf table or length of lists; its settings differ (cooperation pairs, reference tables, rules); it is of a later day; too
 * much has changed; or somebody asked for it.
 */
export const WHOLE_REASONS = [
  'no_base',
  'epoch_changed',
  'profile_changed',
  'idf_changed',
  'top_k_changed',
  'settings_changed',
  'date_went_back',
  'much_changed',
  'asked',
] as const;
export type WholeReason = (typeof WHOLE_REASONS)[number];

/** 匹配批次. */
export interface MatchRun {
  readonly id: RunId;
  readonly kind: RunKind;
  readonly state: RunState;
  /** The day in Gansu by PostgreSQL's clock. */
  readonly runDate: IsoDate;
  /** The ISO week whose Monday it scores by. */
  readonly epochWeek: string;
  /** Area prefix; empty for the whole province. */
  readonly scope: AreaPrefix;
  readonly requestId: string | null;
  readonly startedBy: string;
  readonly profileName: string;
  readonly profileVersion: number;
  readonly idfVersion: number;
  /** Length of a list. */
  readonly topK: number;
  readonly shardCount: number;
  readonly shardsDone: number;
  readonly shardsFailed: number;
  /** Done and checked. */
  readonly shardsChecked: number;
  readonly laborers: number;
  readonly laborersDone: number;
  readonly openings: number;
  readonly createdAt: IsoInstant;
  readonly finishedAt: IsoInstant | null;
  readonly publishedAt: IsoInstant | null;
  /** SHA-256 over the lists (scoring.md §5), once finished. */
  readonly checksum: string | null;
  readonly error: string | null;
  /** The whole run over which an incremental one keeps the lists that it ranked anew; `null`: it is whole itself. */
  readonly baseRunId: RunId | null;
  /** Why it is whole; `null`: it is not, or it is from before reasons were kept. */
  readonly wholeReason: WholeReason | null;
  /** The engine that its lists are of; a worker of another one leaves it alone. */
  readonly engineVersion: string;
  /** Of the weights that it was started with; `null` in runs of before. */
  readonly weightsSha256: string | null;
  /** Whether its lists are checked before they are published. */
  readonly isVerified: boolean;
  /** Computed and checked, never published. */
  readonly isDryRun: boolean;
  /** Who said yes or no to a run that was held. */
  readonly decidedBy: string | null;
}

/** 分片: about a thousand laborers of one county. */
export interface RunShard {
  readonly runId: RunId;
  readonly number: number;
  readonly countyCode: string;
  readonly state: ShardState;
  readonly attempts: number;
  /** First and last laborer key, inclusive. */
  readonly firstLaborerKey: number;
  readonly lastLaborerKey: number;
  readonly laborers: number;
}

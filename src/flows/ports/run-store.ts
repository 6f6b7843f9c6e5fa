import type { AreaCode, AreaPrefix } from '../../domain/area.ts';
import type { IsoDate } from '../../domain/dates.ts';
import type { LaborerId, OpeningId, RunId } from '../../domain/ids.ts';
import type { MatchRun, RunKind, RunShard, WholeReason } from '../../domain/match-run.ts';
import type { RecommendationList } from '../../domain/recommendation.ts';
import type { Page, PageRequest } from './paging.ts';

export interface NewRun {
  readonly kind: RunKind;
  readonly scope: AreaPrefix;
  readonly requestId: string | null;
  readonly startedBy: string;
  readonly runDate: IsoDate;
  readonly epochWeek: string;
  readonly profileName: string;
  readonly profileVersion: number;
  readonly idfVersion: number;
  readonly topK: number;
  readonly openings: number;
  /** What all lists depend on alike: runs with another one share no list. */
  readonly basis?: string;
  /** Makes it incremental, over this run. */
  readonly baseRunId?: RunId;
  readonly wholeReason?: WholeReason;
  readonly engineVersion: string;
  readonly weightsSha256: string;
  /** Whether every list is checked before it is published. */
  readonly isVerified: boolean;
  /** Never published. */
  readonly isDryRun: boolean;
}

/** A published whole run with everything that an incremental one needs of it. */
export interface BaseRun {
  readonly run: MatchRun;
  readonly basis: string;
}

/** A laborer who may have changed since a base run began. */
export interface ChangedLaborer {
  readonly key: number;
  /** `null`: her row is gone. */
  readonly county: string | null;
  /** On the willing list at the run date, and not removed. */
  readonly isWilling: boolean;
}

/** What a shard leaves besides its lists. */
interface ShardTrace {
  /** Of a whole run: what it knew of the openings (see `saveWorld`), and what it remembers of laborers and lists. */
  readonly world?: string;
  readonly memory?: Uint8Array;
  /** Of an incremental run: laborers whose list in the base run counts no more. */
  readonly gone?: readonly number[];
}

/** Lists as numbers, ready to be written. */
export interface PackedResults {
  readonly k: number;
  /** Ascending. */
  readonly laborerKey: Int32Array;
  /** By laborer: the number of her list. Lists lie in any order in the columns below, and there may be others between them. */
  readonly list: Int32Array;
  /** By list: its pairs, at most k. */
  readonly pairs: Int32Array;
  /** List i has its pairs from i × k on, best first; behind them is anything. */
  readonly openingKey: Int32Array;
  readonly score: Int32Array;
  /** Five a pair in the order of FACTORS, ten-thousandths. */
  readonly parts: Uint16Array;
  /** EXCLUSION_CODES.length a list: openings by code. Read only of lists shorter than k. */
  readonly reasons: Int32Array;
}

/** A shard that this worker holds until the lease runs out. */
export interface Lease {
  readonly shard: RunShard;
  /** Fences late writers: results are taken only from the lease that holds the shard now. */
  readonly token: string;
}

/** Which shards a worker wants, and for how long. */
export interface LeaseAsk {
  readonly runId: RunId;
  readonly numbers: readonly number[];
  readonly worker: string;
  readonly seconds: number;
}

/** A shard that was ranked. */
export interface RankedShard {
  readonly lease: Lease;
  readonly results: PackedResults;
  readonly trace?: ShardTrace;
}

/** A shard that nobody works on although it is to be done. */
export interface LostShard extends RunShard {
  /** Of one whose lease ran out: how often it was taken, to be ranked or checked; else not set. */
  readonly turn?: number;
}

/** A list as a county shows it. */
export interface PublishedList {
  /** The run that the county shows. */
  readonly run: RunId;
  /**
   * That run, or its base where the list has not changed since: the run that counted the reasons of a short list. The codes are those
   * of `run` in either case; openings that changed in between can be missing in the counts beside them.
   */
  readonly rankedIn: RunId;
  readonly list: RecommendationList;
}

/** What the answer to a laborer's published list depends on: the same mark, the same answer. */
export interface ListMark {
  readonly homeCode: AreaCode;
  /** Opaque. */
  readonly mark: string;
}

export interface RunStore {
  /** Creates the run, or returns the one that is there already (nightly: date and scope; manual: request id). */
  create(run: NewRun): Promise<{ readonly run: MatchRun; readonly isNew: boolean }>;
  /**
   * Cuts the willing laborers of the scope into shards of one county and about `size`, and moves the run to running. Once. An
   * incremental run takes the shards of its base, by the same numbers; where its base is gone or too much has changed since, it
   * becomes a whole run with that reason.
   */
  plan(runId: RunId, size: number): Promise<readonly RunShard[]>;
  find(id: RunId): Promise<MatchRun | null>;
  /** Newest first; with a scope only runs that touch it: one area lies in the other. */
  list(page: PageRequest, scope?: readonly AreaPrefix[]): Promise<Page<MatchRun>>;
  latestPublished(scope?: AreaPrefix): Promise<MatchRun | null>;
  /** The date of the newest nightly run of a scope, in whatever state; `null`: there was none. */
  lastNight(scope: AreaPrefix): Promise<IsoDate | null>;
  shards(runId: RunId): Promise<readonly RunShard[]>;
  /** Takes a waiting shard, or one whose lease ran out. `null`: done, held by another, or out of attempts. */
  lease(runId: RunId, number: number, worker: string, seconds: number): Promise<Lease | null>;
  /** Takes those of some shards that can be taken; by number, ascending. */
  leaseAll(ask: LeaseAsk): Promise<readonly Lease[]>;
  renew(lease: Lease, seconds: number): Promise<boolean>;
  /**
   * Stores a shard's lists and marks it done, in the caller's transaction. @returns false when the lease was lost: then nothing
   * may be kept (roll back). Stored twice gives the same rows.
   */
  complete(lease: Lease, results: PackedResults, trace?: ShardTrace): Promise<boolean>;
  /** The same for shards of one run at once. @returns those that were stored: of any other nothing was kept. */
  completeAll(shards: readonly RankedShard[]): Promise<ReadonlySet<Lease>>;
  fail(lease: Lease, error: string, maxAttempts: number): Promise<void>;
  /** Shards that wait to be ranked or checked, or whose lease ran out. */
  lost(): Promise<readonly LostShard[]>;
  /**
   * Running runs all of whose shards are ranked and (where the run is checked) checked, or failed for good; and published runs
   * one of whose quarantined counties was mended since.
   */
  readyToPublish(): Promise<readonly RunId[]>;
  /**
   * Marks finished with checksum (`null`: noted later), then moves `published(county → run)` for every county of the run, in the
   * caller's transaction.
   */
  publish(runId: RunId, checksum: string | null): Promise<void>;
  /** Notes the checksum of a published run that has none. */
  noteChecksum(runId: RunId, checksum: string): Promise<void>;
  failRun(runId: RunId, error: string): Promise<void>;
  /** All lists of a run by laborer id (numeric), in batches: for the checksum and the digests. */
  lists(runId: RunId, scope?: readonly AreaPrefix[]): AsyncIterable<readonly RecommendationList[]>;
  /** The published list of each laborer that has one. */
  published(ids: readonly LaborerId[]): Promise<ReadonlyMap<LaborerId, PublishedList>>;
  /** The newest published whole run of exactly this scope that can be a base. */
  newestBase(scope: AreaPrefix): Promise<BaseRun | null>;
  /** Keeps what a whole run knew of the openings, by the name of it. A second time changes nothing. */
  saveWorld(runId: RunId, world: string, prints: Uint8Array): Promise<void>;
  /** What the shards of a run knew of the openings: one entry, more where openings changed while it was worked on. */
  worldsOf(runId: RunId): Promise<readonly Uint8Array[]>;
  /** What a whole run remembers, by number of the shard; shards that remember nothing are left out. */
  memoriesOf(runId: RunId, numbers: readonly number[]): Promise<ReadonlyMap<number, Uint8Array>>;
  /**
   * Everyone of whom the engine may read something else than when the base of this run began: whose rows a transaction changed that
   * its snapshot does not see, and who joins or leaves a list or outlives a refusal by the days between the two run dates.
   */
  changedLaborers(runId: RunId): Promise<readonly ChangedLaborer[]>;
  /** The openings that anybody refused so lately before a day that a run of it may hold it against them. Ascending. */
  refusedOpenings(runDate: IsoDate): Promise<readonly OpeningId[]>;
  /**
   * The marks of the laborers that have a published run: another mark after any change of her, her lists, her refusals, the
   * day, published runs, openings, employers or settings.
   */
  listMarks(ids: readonly LaborerId[]): Promise<ReadonlyMap<LaborerId, ListMark>>;
  /** Drops recommendation partitions of all but the newest `keep` runs, those a county still points to, and their bases. */
  prune(keep: number): Promise<number>;
}

import type { RunId } from '../../domain/ids.ts';
import type { RunShard } from '../../domain/match-run.ts';
import type { RecommendationList } from '../../domain/recommendation.ts';
import type { CountyVerdict, StoredFault } from '../../domain/run-verdict.ts';
import type { DriftAlarm } from '../../domain/drift-alarm.ts';
import type { RunMeasures } from '../../domain/run-measures.ts';
import type { ListFault } from '../../domain/list-fault.ts';
import type { Lease } from './run-store.ts';

/** What is found of a run's lists between ranking and publishing. */
export interface RunVerificationStore {
  /**
   * Takes a shard that is done and not yet checked. `null`: checked, held by another, or its check broke down too often
   * (the shard then counts as failed).
   */
  lease(runId: RunId, number: number, worker: string, seconds: number): Promise<Lease | null>;
  /** Holds the check longer; false when another has it now. */
  renew(lease: Lease, seconds: number): Promise<boolean>;
  /** The stored lists of a shard's laborers, ascending, as they are in PostgreSQL. */
  lists(shard: RunShard): Promise<readonly RecommendationList[]>;
  /** Whether no other shard of its county has a smaller number. */
  isFirstOfCounty(shard: RunShard): Promise<boolean>;
  /** Notes that a shard was checked, and the faults; at most 100 of them in words. @returns false when the lease was lost. */
  settle(lease: Lease, faults: readonly ListFault[]): Promise<boolean>;
  /** Gives the shard back to be checked again. */
  giveBack(lease: Lease, error: string): Promise<void>;
  /** Gives the shard back to be ranked again. @returns false when the lease was lost. */
  rankAgain(lease: Lease): Promise<boolean>;
  /** Finds each county's verdict from its shards, and stores it. Ascending by county. */
  judge(runId: RunId): Promise<readonly CountyVerdict[]>;
  verdicts(runId: RunId): Promise<readonly CountyVerdict[]>;
  faults(runId: RunId, limit: number): Promise<readonly StoredFault[]>;
  /** Measures the lists of a run against those that its counties show now, and stores what was found. */
  measure(runId: RunId): Promise<RunMeasures>;
  /** The measures of the newest published run of the same scope, and its week; `null`: there is none. */
  measuresBefore(runId: RunId): Promise<{ readonly week: string; readonly measures: RunMeasures } | null>;
  noteAlarms(runId: RunId, alarms: readonly DriftAlarm[]): Promise<void>;
  alarms(runId: RunId): Promise<readonly DriftAlarm[]>;
}

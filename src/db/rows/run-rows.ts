import { makeId } from '../../domain/ids.ts';
import type {
  MatchRun,
  RunKind,
  RunShard,
  RunState,
  ShardState,
  WholeReason,
} from '../../domain/match-run.ts';

/** Runs with the state of their shards; add `where`, `order by`. */
export const SELECT_RUNS = `
  select r.*, s.shards, s.done, s.failed, s.checked, s.laborers, s.laborers_done
  from match_run r
  left join lateral (
    select count(*) as shards, count(*) filter (where state = 'done') as done,
      count(*) filter (where state = 'failed') as failed,
      count(*) filter (where verified_at is not null) as checked,
      coalesce(sum(laborers), 0) as laborers,
      coalesce(sum(laborers) filter (where state = 'done'), 0) as laborers_done
    from run_shard where run_id = r.id
  ) s on true`;

/** A row of SELECT_RUNS. */
export interface RunRow {
  id: number;
  kind: RunKind;
  state: RunState;
  run_date: string;
  epoch_week: string;
  scope: string;
  request_id: string | null;
  started_by: string;
  profile_name: string;
  profile_version: number;
  idf_version: number;
  top_k: number;
  openings: number;
  laborers: number;
  created_at: string;
  finished_at: string | null;
  published_at: string | null;
  checksum: string | null;
  error: string | null;
  base_run_id: number | null;
  whole_reason: WholeReason | null;
  engine_version: string;
  weights_sha256: string | null;
  is_verified: boolean;
  is_dry_run: boolean;
  decided_by: string | null;
  shards: number;
  done: number;
  failed: number;
  checked: number;
  laborers_done: number;
}

export function runOf(row: RunRow): MatchRun {
  return {
    id: makeId('R', row.id),
    kind: row.kind,
    state: row.state,
    runDate: row.run_date,
    epochWeek: row.epoch_week,
    scope: row.scope,
    requestId: row.request_id,
    startedBy: row.started_by,
    profileName: row.profile_name,
    profileVersion: row.profile_version,
    idfVersion: row.idf_version,
    topK: row.top_k,
    shardCount: row.shards,
    shardsDone: row.done,
    shardsFailed: row.failed,
    shardsChecked: row.checked,
    laborers: row.laborers,
    laborersDone: row.laborers_done,
    openings: row.openings,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    publishedAt: row.published_at,
    checksum: row.checksum,
    error: row.error,
    baseRunId: row.base_run_id === null ? null : makeId('R', row.base_run_id),
    wholeReason: row.whole_reason,
    engineVersion: row.engine_version,
    weightsSha256: row.weights_sha256,
    isVerified: row.is_verified,
    isDryRun: row.is_dry_run,
    decidedBy: row.decided_by,
  };
}

/** Columns of a RunShard, of `run_shard s`. */
export const SHARD_COLUMNS = `s.run_id, s.number, s.county_code, s.state, s.attempts, s.first_laborer_id,
  s.last_laborer_id, s.laborers`;

/** A row of SHARD_COLUMNS. */
export interface ShardRow {
  run_id: number;
  number: number;
  county_code: string;
  state: ShardState;
  attempts: number;
  first_laborer_id: number;
  last_laborer_id: number;
  laborers: number;
}

export function shardOf(row: ShardRow): RunShard {
  return {
    runId: makeId('R', row.run_id),
    number: row.number,
    countyCode: row.county_code,
    state: row.state,
    attempts: row.attempts,
    firstLaborerKey: row.first_laborer_id,
    lastLaborerKey: row.last_laborer_id,
    laborers: row.laborers,
  };
}

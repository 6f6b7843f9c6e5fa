import { keyOf, makeId, type RunId } from '../../domain/ids.ts';
import type { RunShard } from '../../domain/match-run.ts';
import type { RecommendationList } from '../../domain/recommendation.ts';
import type { CountyVerdict, StoredFault } from '../../domain/run-verdict.ts';
import type { Lease } from '../../flows/ports/run-store.ts';
import type { RunVerificationStore } from '../../flows/ports/run-verification-store.ts';
import type { DriftAlarm } from '../../domain/drift-alarm.ts';
import type { RunMeasures } from '../../domain/run-measures.ts';
import type { ListFault } from '../../domain/list-fault.ts';
import { listOf, RECOMMENDATION_COLUMNS, type RecommendationRow } from '../rows/recommendation-rows.ts';
import { shardOf, SHARD_COLUMNS, type ShardRow } from '../rows/run-rows.ts';
import type { Sql } from '../sql.ts';
import { listsUnder } from './published-lists.ts';
import { measureRun } from './run-measuring.ts';
import { leaseKeys } from './shard-leases.ts';

/**
 * Times the check of a shard may be taken and not come to its end before the shard counts as failed: as often as it may be taken to
 * be ranked, since a worker dies as easily here.
 */
const MAX_CHECKS = 12;
/** Faults of a shard that are kept in words; all are counted. */
const FAULTS_KEPT = 100;

/** Checks of stored lists under leases, faults, verdicts by county, measures. */
export function runVerificationStore(sql: Sql): RunVerificationStore {
  return {
    lease: async (runId, number, worker, seconds) =>
      await leaseCheck(sql, { runId, number, worker, seconds }),
    renew: async (lease, seconds) => {
      const rows = await sql.rows(
        `update run_shard set leased_until = clock_timestamp() + make_interval(secs => $4)
         where run_id = $1 and number = $2 and token = $3 and state = 'done' and verified_at is null returning number`,
        [...leaseKeys(lease), seconds],
      );
      return rows.length === 1;
    },
    lists: async (shard) => await listsOfShard(sql, shard),
    isFirstOfCounty: async ({ runId, countyCode, number }) => {
      const before = await sql.rows(
        `select from run_shard where run_id = $1 and county_code = $2 and number < $3 limit 1`,
        [keyOf(runId), countyCode, number],
      );
      return before.length === 0;
    },
    settle: async (lease, found) => await settle(sql, lease, found),
    giveBack: async (lease, error) => {
      await sql.rows(
        `update run_shard set leased_until = null, error = $4
         where run_id = $1 and number = $2 and token = $3 and state = 'done' and verified_at is null`,
        [...leaseKeys(lease), error],
      );
    },
    rankAgain: async (lease) => {
      const rows = await sql.rows(
        `update run_shard set state = 'waiting', token = null, leased_until = null, done_at = null
         where run_id = $1 and number = $2 and token = $3 and state = 'done' and verified_at is null returning number`,
        leaseKeys(lease),
      );
      return rows.length === 1;
    },
    judge: async (runId) => {
      await sql.rows(JUDGE, [keyOf(runId)]);
      return await verdicts(sql, runId);
    },
    verdicts: async (runId) => await verdicts(sql, runId),
    faults: async (runId, limit) => await faults(sql, runId, limit),
    measure: async (runId) => await measureRun(sql, runId),
    measuresBefore: async (runId) => await measuresBefore(sql, runId),
    noteAlarms: async (runId, alarms) => {
      await sql.rows(`update match_run set alarms = $2::jsonb where id = $1`, [
        keyOf(runId),
        JSON.stringify(alarms),
      ]);
    },
    alarms: async (runId) => {
      const [row] = await sql.rows<{ alarms: DriftAlarm[] }>(`select alarms from match_run where id = $1`, [
        keyOf(runId),
      ]);
      return row?.alarms ?? [];
    },
  };
}

async function leaseCheck(
  sql: Sql,
  request: {
    readonly runId: RunId;
    readonly number: number;
    readonly worker: string;
    readonly seconds: number;
  },
): Promise<Lease | null> {
  const { runId, number, worker, seconds } = request;
  const [row] = await sql.rows<ShardRow & { token: string }>(LEASE, [
    keyOf(runId),
    number,
    worker,
    seconds,
    MAX_CHECKS,
  ]);
  return row === undefined || row.state !== 'done' ? null : { shard: shardOf(row), token: row.token };
}

const LEASE = `
  update run_shard s
  set state = case when s.checks >= $5 then 'failed' else 'done' end,
    error = case when s.checks >= $5 then coalesce(s.error, 'workers died while they checked it') else s.error end,
    checks = least(s.checks + 1, $5), token = gen_random_uuid(), leased_by = $3,
    leased_until = clock_timestamp() + make_interval(secs => $4)
  from match_run r
  where s.run_id = $1 and s.number = $2 and r.id = s.run_id and r.state in ('running', 'published') and r.is_verified
    and s.state = 'done' and s.verified_at is null and (s.leased_until is null or s.leased_until < clock_timestamp())
  returning ${SHARD_COLUMNS}, s.token`;

/** Its own and, of an incremental run, those of its base that still count. */
async function listsOfShard(sql: Sql, shard: RunShard): Promise<RecommendationList[]> {
  const rows = await sql.rows<RecommendationRow>(
    `select ${RECOMMENDATION_COLUMNS} from (${await listsUnder(sql, keyOf(shard.runId))}) r
     join laborer l on l.id = r.laborer_id
     where r.laborer_id between $1 and $2 and l.county_code = $3 order by r.laborer_id`,
    [shard.firstLaborerKey, shard.lastLaborerKey, shard.countyCode],
  );
  return rows.map(listOf);
}

/** Mark and faults in one statement; a check of before that came to its end twice leaves its faults once. */
async function settle(sql: Sql, lease: Lease, found: readonly ListFault[]): Promise<boolean> {
  const kept = found.slice(0, FAULTS_KEPT);
  const rows = await sql.rows(SETTLE, [
    ...leaseKeys(lease),
    found.length,
    kept.map((fault) => fault.code),
    kept.map((fault) => keyOf(fault.laborerId)),
    kept.map((fault) => (fault.openingId === null ? null : keyOf(fault.openingId))),
    kept.map((fault) => fault.detail),
  ]);
  return rows.length === 1;
}

const SETTLE = `
  with settled as (
    update run_shard set verified_at = clock_timestamp(), faults = $4, leased_until = null, error = null
    where run_id = $1 and number = $2 and token = $3 and state = 'done' and verified_at is null returning run_id, number
  ), cleared as (
    delete from run_fault f using settled s where f.run_id = s.run_id and f.shard = s.number
  ), noted as (
    insert into run_fault (run_id, shard, code, laborer_id, opening_id, detail)
    select s.run_id, s.number, f.* from settled s, unnest($5::text[], $6::int[], $7::int[], $8::text[]) as f
  )
  select number from settled`;

/** A county passes when all its shards are done and none has a fault. The county that does not keeps what it shows. */
const JUDGE = `
  insert into run_verdict (run_id, county_code, verdict, faults, failed_shards, kept_run_id)
  select s.run_id, s.county_code, case when bool_and(s.state = 'done' and s.faults = 0) then 'passed' else 'quarantined' end,
    sum(s.faults), count(*) filter (where s.state = 'failed'),
    (select p.run_id from published p where p.county_code = s.county_code and p.run_id <> s.run_id)
  from run_shard s where s.run_id = $1 group by s.run_id, s.county_code
  on conflict (run_id, county_code) do update set verdict = excluded.verdict, faults = excluded.faults,
    failed_shards = excluded.failed_shards, kept_run_id = excluded.kept_run_id`;

async function verdicts(sql: Sql, runId: RunId): Promise<CountyVerdict[]> {
  const rows = await sql.rows<{
    county_code: string;
    verdict: CountyVerdict['verdict'];
    faults: number;
    failed_shards: number;
    kept_run_id: number | null;
  }>(`select * from run_verdict where run_id = $1 order by county_code`, [keyOf(runId)]);
  return rows.map((row) => ({
    countyCode: row.county_code,
    verdict: row.verdict,
    faults: row.faults,
    failedShards: row.failed_shards,
    keptRunId: row.verdict === 'passed' || row.kept_run_id === null ? null : makeId('R', row.kept_run_id),
  }));
}

async function faults(sql: Sql, runId: RunId, limit: number): Promise<StoredFault[]> {
  const rows = await sql.rows<{
    shard: number;
    code: string;
    laborer_id: number;
    opening_id: number | null;
    detail: string;
  }>(
    `select shard, code, laborer_id, opening_id, detail from run_fault where run_id = $1 order by id limit $2`,
    [keyOf(runId), limit],
  );
  return rows.map(({ shard, code, laborer_id: laborer, opening_id: opening, detail }) => ({
    shard,
    code,
    laborerId: makeId('L', laborer),
    openingId: opening === null ? null : makeId('O', opening),
    detail,
  }));
}

async function measuresBefore(
  sql: Sql,
  runId: RunId,
): Promise<{ readonly week: string; readonly measures: RunMeasures } | null> {
  const [row] = await sql.rows<{ week: string; measures: RunMeasures }>(
    `select b.epoch_week as week, b.measures from match_run r
     join match_run b on b.scope = r.scope and b.top_k = r.top_k and b.id < r.id
     where r.id = $1 and b.state = 'published' and b.measures is not null order by b.id desc limit 1`,
    [keyOf(runId)],
  );
  return row ?? null;
}

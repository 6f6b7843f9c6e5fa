import type { AreaPrefix } from '../../domain/area.ts';
import { say } from '../../domain/bilingual.ts';
import { AppError } from '../../domain/errors.ts';
import { keyOf, makeId, type RunId } from '../../domain/ids.ts';
import type { MatchRun, RunShard } from '../../domain/match-run.ts';
import type { Page, PageRequest } from '../../flows/ports/paging.ts';
import type { NewRun, RunStore } from '../../flows/ports/run-store.ts';
import { notFound } from '../faults.ts';
import { keyAfter, pageOf } from '../pages.ts';
import { runOf, SELECT_RUNS, shardOf, SHARD_COLUMNS, type RunRow, type ShardRow } from '../rows/run-rows.ts';
import type { Sql } from '../sql.ts';
import { refusedOpenings, willingOn } from './laborer-matching.ts';
import { changedLaborers, planOverBase } from './changes-since-base.ts';
import { memoriesOf, newestBase, saveWorld, worldsOf } from './run-memories.ts';
import { listMarks } from './list-marks.ts';
import { listsOfRun, publishedLists } from './published-lists.ts';
import { completeShards, failShard, leaseShards, lostShards, renewLease } from './shard-leases.ts';

/** Runs, their shards under leases, and what they published. */
export function runStore(sql: Sql): RunStore {
  return {
    create: async (run) => await create(sql, run),
    plan: async (runId, size) => await plan(sql, runId, size),
    find: async (id) => await find(sql, id),
    list: async (page, scope) => await list(sql, page, scope),
    latestPublished: async (scope) => await latestPublished(sql, scope),
    lastNight: async (scope) => {
      const [row] = await sql.rows<{ night: string | null }>(
        `select max(run_date) as night from match_run where kind = 'nightly' and scope = $1`,
        [scope],
      );
      return row?.night ?? null;
    },
    shards: async (runId) => await shards(sql, runId),
    lease: async (runId, number, worker, seconds) =>
      (await leaseShards(sql, { runId, numbers: [number], worker, seconds }))[0] ?? null,
    leaseAll: async (ask) => await leaseShards(sql, ask),
    renew: async (lease, seconds) => await renewLease(sql, lease, seconds),
    complete: async (lease, results, trace) =>
      (await completeShards(sql, [{ lease, results, ...(trace === undefined ? {} : { trace }) }])).has(lease),
    completeAll: async (ranked) => await completeShards(sql, ranked),
    fail: async (lease, error, maxAttempts) => {
      await failShard(sql, lease, { error, maxAttempts });
    },
    lost: async () => await lostShards(sql),
    readyToPublish: async () => await readyToPublish(sql),
    publish: async (runId, checksum) => {
      await publish(sql, runId, checksum);
    },
    noteChecksum: async (runId, checksum) => {
      await sql.rows(
        `update match_run set checksum = $2 where id = $1 and state = 'published' and checksum is null`,
        [keyOf(runId), checksum],
      );
    },
    failRun: async (runId, error) => {
      await sql.rows(
        `update match_run set state = 'failed', error = $2, finished_at = coalesce(finished_at, now())
         where id = $1 and state <> 'published'`,
        [keyOf(runId), error],
      );
    },
    lists: (runId, scope) => listsOfRun(sql, runId, scope),
    published: async (ids) => await publishedLists(sql, ids),
    newestBase: async (scope) => await newestBase(sql, scope),
    saveWorld: async (runId, world, prints) => {
      await saveWorld(sql, runId, world, prints);
    },
    worldsOf: async (runId) => await worldsOf(sql, runId),
    memoriesOf: async (runId, numbers) => await memoriesOf(sql, runId, numbers),
    changedLaborers: async (runId) => await changedLaborers(sql, runId),
    refusedOpenings: async (runDate) => await refusedOpenings(sql, runDate),
    listMarks: async (ids) => await listMarks(sql, ids),
    prune: async (keep) => {
      const [row] = await sql.rows<{ dropped: number }>('select drop_old_recommendations($1) as dropped', [
        keep,
      ]);
      return row?.dropped ?? 0;
    },
  };
}

async function create(sql: Sql, run: NewRun): Promise<{ run: MatchRun; isNew: boolean }> {
  const [made] = await sql.rows<{ id: number }>(CREATE, [
    run.kind,
    run.runDate,
    run.epochWeek,
    run.scope,
    run.requestId,
    run.startedBy,
    run.profileName,
    run.profileVersion,
    run.idfVersion,
    run.topK,
    run.openings,
    run.basis ?? null,
    run.baseRunId === undefined ? null : keyOf(run.baseRunId),
    run.wholeReason ?? null,
    run.engineVersion,
    run.weightsSha256,
    run.isVerified,
    run.isDryRun,
  ]);
  const [row] =
    made === undefined ? await sameRun(sql, run) : await runRows(sql, 'where r.id = $1', [made.id]);
  if (row === undefined) throw new Error('a run was neither created nor found');
  await sql.rows('select add_recommendation_partition($1)', [row.id]);
  return { run: runOf(row), isNew: made !== undefined };
}

const CREATE = `
  insert into match_run (kind, run_date, epoch_week, scope, request_id, started_by, profile_name, profile_version,
    idf_version, top_k, openings, basis, base_run_id, whole_reason, engine_version, weights_sha256, is_verified, is_dry_run)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
  on conflict do nothing returning id`;

async function sameRun(sql: Sql, run: NewRun): Promise<RunRow[]> {
  if (run.kind === 'nightly') {
    const condition = `where r.kind = 'nightly' and r.run_date = $1 and r.scope = $2`;
    return await runRows(sql, condition, [run.runDate, run.scope]);
  }
  return await runRows(sql, `where r.kind = 'manual' and r.request_id = $1`, [run.requestId]);
}

async function runRows(sql: Sql, rest: string, parameters: readonly unknown[]): Promise<RunRow[]> {
  return await sql.rows<RunRow>(`${SELECT_RUNS} ${rest}`, parameters);
}

/** Over its base, or anew. Cuts the run once: the update of its state holds the row, and whoever comes second finds the shards. */
async function plan(sql: Sql, runId: RunId, size: number): Promise<RunShard[]> {
  await sql.rows('select add_recommendation_partition($1) from match_run where id = $1 and state = $2', [
    keyOf(runId),
    'planned',
  ]);
  await planOverBase(sql, runId);
  await sql.rows(PLAN, [keyOf(runId), size]);
  return await shards(sql, runId);
}

/** Shards of a county are of equal size: ceil(n / size) of them. Numbered from 1 by county, then by key. */
const PLAN = `
  with run as (
    update match_run set state = 'running' where id = $1 and state = 'planned' returning id, run_date, scope
  ), willing as (
    select l.id, l.county_code, row_number() over county - 1 as place, count(*) over (partition by l.county_code) as people
    from run
    join laborer l on l.removed_on is null and l.home_code >= run.scope
      and l.home_code < (run.scope || ':') collate "C"
    join list_entry e on e.laborer_id = l.id and ${willingOn('run.run_date')}
    window county as (partition by l.county_code order by l.id)
  ), cut as (
    select county_code, place * ((people + $2::int - 1) / $2::int) / people as piece, min(id) as first, max(id) as last,
      count(*) as laborers
    from willing group by 1, 2
  ), stored as (
    insert into run_shard (run_id, number, county_code, first_laborer_id, last_laborer_id, laborers)
    select $1, row_number() over (order by county_code, first), county_code, first, last, laborers from cut
    returning laborers
  )
  select count(*) from stored`;

async function find(sql: Sql, id: RunId): Promise<MatchRun | null> {
  const [row] = await runRows(sql, 'where r.id = $1', [keyOf(id)]);
  return row === undefined ? null : runOf(row);
}

async function list(
  sql: Sql,
  page: PageRequest,
  scope: readonly AreaPrefix[] = [''],
): Promise<Page<MatchRun>> {
  const rows = await runRows(
    sql,
    `where ($1 = 0 or r.id < $1)
       and exists (select from unnest($3::text[]) as mine(area)
         where starts_with(r.scope, mine.area) or starts_with(mine.area, r.scope))
     order by r.id desc limit $2`,
    [keyAfter('R', page), page.limit + 1, scope],
  );
  return pageOf(rows.map(runOf), page);
}

/** The newest published run; with an area: that covers it. */
async function latestPublished(sql: Sql, scope?: string): Promise<MatchRun | null> {
  const [row] = await runRows(
    sql,
    `where r.state = 'published' and ($1::text is null or starts_with($1, r.scope)) order by r.id desc limit 1`,
    [scope ?? null],
  );
  return row === undefined ? null : runOf(row);
}

async function shards(sql: Sql, runId: RunId): Promise<RunShard[]> {
  const rows = await sql.rows<ShardRow>(
    `select ${SHARD_COLUMNS} from run_shard s where s.run_id = $1 order by s.number`,
    [keyOf(runId)],
  );
  return rows.map(shardOf);
}

/** A shard `s` of run `r` that is not at its end: not ranked, or not checked where the run is. */
const UNSETTLED = `(s.state in ('waiting', 'leased') or (r.is_verified and s.state = 'done' and s.verified_at is null))`;

async function readyToPublish(sql: Sql): Promise<RunId[]> {
  const rows = await sql.rows<{ id: number }>(
    `select r.id from match_run r
     where (r.state = 'running' and not exists (select from run_shard s where s.run_id = r.id and ${UNSETTLED}))
       or (r.state = 'published' and exists (
         select from run_verdict v where v.run_id = r.id and v.verdict = 'quarantined' and not exists (
           select from run_shard s where s.run_id = r.id and s.county_code = v.county_code
             and (${UNSETTLED} or s.state = 'failed' or s.faults > 0))))
     order by r.id`,
  );
  return rows.map((row) => makeId('R', row.id));
}

/** A second time changes nothing but the counties that were mended meanwhile. */
async function publish(sql: Sql, runId: RunId, checksum: string | null): Promise<void> {
  const rows = await sql.rows(PUBLISH, [keyOf(runId), checksum]);
  if (rows.length > 0) return;
  const run = await find(sql, runId);
  if (run === null) throw notFound('RUN_UNKNOWN', say(`没有批次 ${runId}`, `There is no run ${runId}`));
  if (run.state !== 'published') throw notPublishable(run);
}

/**
 * A county with a failed shard keeps its last good run, and a newer run is never replaced by an older one. A
 * county of the scope in which nobody is willing any more points to this run too: its old lists must not
 * stay.
 */
const PUBLISH = `
  with run as (
    update match_run r set state = 'published', checksum = coalesce($2, checksum), finished_at = coalesce(finished_at, now()),
      published_at = coalesce(published_at, now())
    where id = $1 and not is_dry_run and (state = 'published' or state = 'running'
      and not exists (select from run_shard s where s.run_id = $1 and ${UNSETTLED}))
    returning id, scope
  ), counties as (
    select county_code from run_shard where run_id = $1
    group by county_code having bool_and(state = 'done' and faults = 0)
    union
    select county_code from published p, run
    where starts_with(p.county_code, run.scope)
      and not exists (select from run_shard s where s.run_id = $1 and s.county_code = p.county_code)
  ), moved as (
    insert into published (county_code, run_id)
    select county_code, run.id from counties, run order by county_code
    on conflict (county_code) do update set run_id = excluded.run_id where published.run_id < excluded.run_id
  )
  select id from run`;

function notPublishable(run: MatchRun): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'RUN_NOT_FINISHED',
    message: say(
      `批次 ${run.id} 处于 ${run.state}，还不能发布`,
      `Run ${run.id} is ${run.state} and cannot be published`,
    ),
    remedy: say('等所有分片结束', 'Wait until all its shards have ended'),
  });
}

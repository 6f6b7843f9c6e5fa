import { keyOf, type RunId } from '../../domain/ids.ts';
import type { RunEvent, RunEventKind } from '../../domain/run-event.ts';
import type {
  RunControlStore,
  RunDecision,
  RunFailure,
  RunPace,
} from '../../flows/ports/run-control-store.ts';
import type { Sql } from '../sql.ts';
import { runDifference } from './run-difference.ts';

/** From which state to which a person's word moves a run. */
const MOVES: Readonly<Record<RunDecision, readonly [from: string, to: string]>> = {
  stop: ['running', 'stopped'],
  resume: ['stopped', 'running'],
  approve: ['held', 'running'],
  reject: ['held', 'rejected'],
};

/** What people decide of runs, and what is told of them while they go on. */
export function runControlStore(sql: Sql): RunControlStore {
  return {
    decide: async (runId, decision, by) => await decide(sql, runId, decision, by),
    retry: async (runId) => {
      const rows = await sql.rows<{ number: number }>(RETRY, [keyOf(runId)]);
      return rows.map((row) => row.number).toSorted((one, other) => one - other);
    },
    hold: async (runId) => {
      await sql.rows(`update match_run set state = 'held' where id = $1 and state = 'running'`, [
        keyOf(runId),
      ]);
    },
    finish: async (runId, checksum) => {
      await sql.rows(
        `update match_run set state = 'finished', finished_at = now(), checksum = $2 where id = $1 and state = 'running'`,
        [keyOf(runId), checksum],
      );
    },
    note: async (runId, kind, data) => {
      await noteAll(sql, runId, { kind, data: [data] });
    },
    noteAll: async (runId, kind, data) => {
      await noteAll(sql, runId, { kind, data });
    },
    events: async (runId, after, limit) => await events(sql, runId, { after, limit }),
    pace: async (runId) => await pace(sql, runId),
    failures: async (runId) => await failures(sql, runId),
    difference: async (runId) => await runDifference(sql, runId),
  };
}

async function noteAll(
  sql: Sql,
  runId: RunId,
  { kind, data }: { readonly kind: RunEventKind; readonly data: readonly RunEvent['data'][] },
): Promise<void> {
  await sql.rows(
    `insert into run_event (run_id, kind, data)
     select r.id, $2, told.data from match_run r, jsonb_array_elements($3::jsonb) with ordinality as told(data, place)
     where r.id = $1 order by told.place`,
    [keyOf(runId), kind, JSON.stringify(data)],
  );
}

async function decide(sql: Sql, runId: RunId, decision: RunDecision, by: string): Promise<boolean> {
  const [from, to] = MOVES[decision];
  const rows = await sql.rows(
    `update match_run set state = $3, decided_by = case when $2 = 'held' then $4 else decided_by end,
       finished_at = case when $3 = 'rejected' then now() else finished_at end
     where id = $1 and state = $2 returning id`,
    [keyOf(runId), from, to, by],
  );
  return rows.length === 1;
}

/**
 * A failed run goes on; a published one stays published while its quarantined counties are tried again. What was ranked counts
 * as one attempt: the next one replaces its rows.
 */
const RETRY = `
  with run as (
    update match_run set state = case when state = 'published' then state else 'running' end, error = null,
      finished_at = case when state = 'published' then finished_at end
    where id = $1 and state in ('running', 'held', 'failed', 'published') returning id
  )
  update run_shard s set state = 'waiting', attempts = 1, checks = 0, token = null, leased_until = null, error = null,
    done_at = null, verified_at = null, faults = 0
  from run where s.run_id = run.id and (s.state = 'failed' or s.faults > 0) returning s.number`;

async function events(
  sql: Sql,
  runId: RunId,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<RunEvent[]> {
  const rows = await sql.rows<{ id: string; at: string; kind: RunEventKind; data: RunEvent['data'] }>(
    `select id, at, kind, data from run_event where run_id = $1 and id > $2 order by id limit $3`,
    [keyOf(runId), after, limit],
  );
  return rows.map((row) => ({ ...row, id: Number(row.id), runId }));
}

async function pace(sql: Sql, runId: RunId): Promise<RunPace> {
  const [row] = await sql.rows<PaceRow>(PACE, [keyOf(runId)]);
  return {
    laborersPerSecond: row?.laborers_per_second ?? null,
    waiting: row?.waiting ?? 0,
    leased: row?.leased ?? 0,
    unchecked: row?.unchecked ?? 0,
    settled: row?.settled ?? 0,
    failed: row?.failed ?? 0,
    laborersLeft: row?.laborers_left ?? 0,
    secondsAtWork: row?.seconds_at_work ?? 0,
  };
}

interface PaceRow {
  laborers_per_second: number | null;
  waiting: number;
  leased: number;
  unchecked: number;
  settled: number;
  failed: number;
  laborers_left: number;
  seconds_at_work: number;
}

/**
 * The pace over the last minute of work, so that an ETA follows workers that come and go. A shard is settled when it is done
 * and, in a run that is checked, checked.
 */
const PACE = `
  with shards as (
    select s.*, case when r.is_verified then s.verified_at else s.done_at end as settled_at, r.created_at
    from run_shard s join match_run r on r.id = s.run_id where r.id = $1
  ), window_end as (
    select max(settled_at) as at, min(created_at) as began from shards
  ), recent as (
    select sum(laborers) as laborers, extract(epoch from max(w.at) - greatest(max(w.began), max(w.at) - interval '1 minute')) as seconds
    from shards, window_end w where settled_at > w.at - interval '1 minute'
  )
  select (select laborers / nullif(seconds, 0) from recent)::float8 as laborers_per_second,
    count(*) filter (where state = 'waiting')::int as waiting,
    count(*) filter (where state = 'leased')::int as leased,
    count(*) filter (where state = 'done' and settled_at is null)::int as unchecked,
    count(*) filter (where state = 'done' and settled_at is not null)::int as settled,
    count(*) filter (where state = 'failed')::int as failed,
    coalesce(sum(laborers) filter (where state <> 'failed' and settled_at is null), 0)::int as laborers_left,
    coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::float8 as seconds_at_work
  from shards`;

async function failures(sql: Sql, runId: RunId): Promise<RunFailure[]> {
  const rows = await sql.rows<{ error: string; shards: number[] }>(
    `select coalesce(error, '?') as error, array_agg(number order by number) as shards
     from run_shard where run_id = $1 and state = 'failed' group by 1 order by min(number)`,
    [keyOf(runId)],
  );
  return rows;
}

import type { HeardBeat } from '../../domain/worker-beat.ts';
import type { NightFigures, WatchStore } from '../../flows/ports/watch-store.ts';
import type { Sql } from '../sql.ts';

/** Signs of life, and counts for those who watch. */
export function watchStore(sql: Sql): WatchStore {
  return {
    beat: async (beat) => {
      await sql.rows(BEAT, [
        beat.name,
        beat.version,
        beat.engineVersion,
        beat.isLeading,
        beat.messagesDone,
        beat.messagesFailed,
        beat.loopLagP99Ms,
        beat.rssMb,
      ]);
    },
    leave: async (name) => {
      await sql.rows('delete from worker_beat where name = $1', [name]);
    },
    workers: async () => (await sql.rows<BeatRow>(WORKERS)).map(heardOf),
    figures: async () => {
      const [row] = await sql.rows<NightFigures>(FIGURES);
      if (row === undefined) throw new Error('a query without "from" gave no row');
      return row;
    },
  };
}

const BEAT = `
  with forgotten as (
    delete from worker_beat where beat_at < now() - interval '1 day' and name <> $1
  )
  insert into worker_beat as w (name, version, engine_version, is_leading, messages_done, messages_failed,
    loop_lag_p99_ms, rss_mb)
  values ($1, $2, $3, $4, $5, $6, $7, $8)
  on conflict (name) do update
  set version = excluded.version, engine_version = excluded.engine_version, beat_at = excluded.beat_at,
    is_leading = excluded.is_leading, messages_done = excluded.messages_done,
    messages_failed = excluded.messages_failed, loop_lag_p99_ms = excluded.loop_lag_p99_ms, rss_mb = excluded.rss_mb`;

const WORKERS = `
  select *, greatest(extract(epoch from clock_timestamp() - beat_at), 0)::float8 as silent_seconds
  from worker_beat order by name`;

/** The newest run of the whole province is the one whose quarantined counties somebody should look at. */
const FIGURES = `
  with open_shards as (
    select s.state, s.verified_at, r.is_verified
    from run_shard s join match_run r on r.id = s.run_id where r.state in ('planned', 'running')
  ), newest as (
    select id, published_at from match_run where state = 'published' and scope = '' order by id desc limit 1
  )
  select (select count(*) from open_shards where state = 'waiting')::int as "shardsWaiting",
    (select count(*) from open_shards where state = 'leased')::int as "shardsLeased",
    (select count(*) from open_shards where state = 'done' and is_verified and verified_at is null)::int
      as "shardsUnchecked",
    (select count(*) from open_shards where state = 'failed')::int as "shardsFailed",
    (select count(*) from match_run where state = 'held')::int as "runsHeld",
    (select count(*) from run_verdict v join newest n on n.id = v.run_id where v.verdict = 'quarantined')::int
      as "countiesQuarantined",
    (select extract(epoch from clock_timestamp() - published_at)::float8 from newest) as "publishedSecondsAgo",
    (select count(*) from outbox where sent_at is null and dead_at is null)::int as "noticesWaiting",
    (select count(*) from outbox where dead_at is not null)::int as "noticesDead"`;

interface BeatRow {
  name: string;
  version: string;
  engine_version: string;
  started_at: string;
  is_leading: boolean;
  messages_done: number;
  messages_failed: number;
  loop_lag_p99_ms: number;
  rss_mb: number;
  silent_seconds: number;
}

function heardOf(row: BeatRow): HeardBeat {
  return {
    name: row.name,
    version: row.version,
    engineVersion: row.engine_version,
    startedAt: row.started_at,
    isLeading: row.is_leading,
    messagesDone: row.messages_done,
    messagesFailed: row.messages_failed,
    loopLagP99Ms: row.loop_lag_p99_ms,
    rssMb: row.rss_mb,
    silentSeconds: row.silent_seconds,
  };
}

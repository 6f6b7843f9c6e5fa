import { keyOf, type RunId } from '../../domain/ids.ts';
import type { RunShard } from '../../domain/match-run.ts';
import type { Lease, PackedResults, ShardTrace } from '../../flows/ports/run-store.ts';
import { LIST_COPY_COLUMNS, listCopyChunks } from '../copy/recommendation-copy.ts';
import { shardOf, SHARD_COLUMNS, type ShardRow } from '../rows/run-rows.ts';
import type { Sql } from '../sql.ts';

/**
 * Times a shard is taken before it counts as failed. Above the attempts that flows allow for errors: these
 * are workers that died without a word.
 */
const MAX_LEASES = 10;

/** Takes a waiting shard, or one whose lease ran out by PostgreSQL's clock. */
export async function leaseShard(
  sql: Sql,
  request: {
    readonly runId: RunId;
    readonly number: number;
    readonly worker: string;
    readonly seconds: number;
  },
): Promise<Lease | null> {
  const [row] = await sql.rows<ShardRow & { token: string }>(LEASE, [
    keyOf(request.runId),
    request.number,
    request.worker,
    request.seconds,
    MAX_LEASES,
  ]);
  return row === undefined || row.state !== 'leased' ? null : { shard: shardOf(row), token: row.token };
}

/** Not waited for until it is on the disk: a lease that a crash of PostgreSQL forgets is a shard that waits again. */
const LEASE = `
  update run_shard s
  set state = case when s.attempts >= $5 then 'failed' else 'leased' end,
    error = case when s.attempts >= $5 then coalesce(s.error, 'workers died with it') else s.error end,
    attempts = least(s.attempts + 1, $5), token = gen_random_uuid(), leased_by = $3,
    leased_until = clock_timestamp() + make_interval(secs => $4)
  from match_run r, (select set_config('synchronous_commit', 'off', true)) as lazily
  where s.run_id = $1 and s.number = $2 and r.id = s.run_id and r.state = 'running'
    and (s.state = 'waiting' or (s.state = 'leased' and s.leased_until < clock_timestamp()))
  returning ${SHARD_COLUMNS}, s.token`;

/** Holds the shard longer; false when another worker has it now. */
export async function renewLease(sql: Sql, lease: Lease, seconds: number): Promise<boolean> {
  const rows = await sql.rows(
    `update run_shard set leased_until = clock_timestamp() + make_interval(secs => $4)
     where run_id = $1 and number = $2 and token = $3 and state = 'leased' returning number`,
    [...leaseKeys(lease), seconds],
  );
  return rows.length === 1;
}

/**
 * Marks the shard done and stores its lists by binary COPY. The mark comes first and holds the row: a worker that
 * lost its lease writes nothing. A second time under the same lease replaces the same rows.
 */
export async function completeShard(
  sql: Sql,
  lease: Lease,
  results: PackedResults,
  trace: ShardTrace = {},
): Promise<boolean> {
  const [held] = await sql.rows<{ before: string }>(
    `with held as (
       select state from run_shard
       where run_id = $1 and number = $2 and token = $3 and state in ('leased', 'done') for update
     )
     update run_shard set state = 'done', leased_until = null, error = null, world = $4
     from held where run_id = $1 and number = $2 returning held.state as before`,
    [...leaseKeys(lease), trace.world ?? null],
  );
  if (held === undefined) return false;
  const runKey = keyOf(lease.shard.runId);
  // Rows and mark are one transaction, so there are rows only where the mark was there before.
  if (held.before === 'done') await dropLists(sql, runKey, results.laborerKey);
  await sql.copyIn(
    `copy recommendation_r${runKey} (${LIST_COPY_COLUMNS}) from stdin (format binary)`,
    listCopyChunks(runKey, results),
  );
  await storeTrace(sql, lease, trace);
  return true;
}

async function storeTrace(sql: Sql, { shard }: Lease, { memory, gone = [] }: ShardTrace): Promise<void> {
  const runKey = keyOf(shard.runId);
  if (memory !== undefined) {
    await sql.rows(
      `insert into run_memory (run_id, number, memory) values ($1, $2, $3)
       on conflict (run_id, number) do update set memory = excluded.memory`,
      [runKey, shard.number, memory],
    );
  }
  if (gone.length === 0) return;
  await sql.rows(
    `insert into recommendation_gone (run_id, laborer_id) select $1, unnest($2::int[]) on conflict do nothing`,
    [runKey, gone],
  );
}

async function dropLists(sql: Sql, runKey: number, laborerKeys: Int32Array): Promise<void> {
  await sql.rows('delete from recommendation where run_id = $1 and laborer_id = any($2)', [
    runKey,
    [...laborerKeys],
  ]);
}

/** Gives the shard back to be tried again, or marks it failed once it was tried `maxAttempts` times. */
export async function failShard(
  sql: Sql,
  lease: Lease,
  failure: { readonly error: string; readonly maxAttempts: number },
): Promise<void> {
  await sql.rows(
    `update run_shard
     set state = case when attempts >= $5 then 'failed' else 'waiting' end, error = $4, token = null, leased_until = null
     where run_id = $1 and number = $2 and token = $3 and state = 'leased'`,
    [...leaseKeys(lease), failure.error, failure.maxAttempts],
  );
}

/** Shards of running runs that nobody works on. */
export async function lostShards(sql: Sql): Promise<RunShard[]> {
  const rows = await sql.rows<ShardRow>(
    `select ${SHARD_COLUMNS} from run_shard s join match_run r on r.id = s.run_id
     where r.state = 'running'
       and (s.state = 'waiting' or (s.state = 'leased' and s.leased_until < clock_timestamp()))
     order by s.run_id, s.number`,
  );
  return rows.map(shardOf);
}

function leaseKeys(lease: Lease): readonly [number, number, string] {
  return [keyOf(lease.shard.runId), lease.shard.number, lease.token];
}

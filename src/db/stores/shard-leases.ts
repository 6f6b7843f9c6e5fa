import { keyOf } from '../../domain/ids.ts';
import type { RunShard } from '../../domain/match-run.ts';
import type { Lease, LeaseAsk, LostShard, RankedShard } from '../../flows/ports/run-store.ts';
import { LIST_COPY_COLUMNS, listCopyChunks } from '../copy/recommendation-copy.ts';
import { shardOf, SHARD_COLUMNS, type ShardRow } from '../rows/run-rows.ts';
import type { Sql } from '../sql.ts';

/**
 * Times a shard is taken before it counts as failed. Above the attempts that flows allow for errors: these
 * are workers that died without a word.
 */
const MAX_LEASES = 12;

/** Takes waiting shards, or ones whose lease ran out by PostgreSQL's clock; by number. */
export async function leaseShards(
  sql: Sql,
  { runId, numbers, worker, seconds }: LeaseAsk,
): Promise<readonly Lease[]> {
  const rows = await sql.rows<ShardRow & { token: string }>(LEASE, [
    keyOf(runId),
    numbers,
    worker,
    seconds,
    MAX_LEASES,
  ]);
  return rows
    .filter((row) => row.state === 'leased')
    .map((row) => ({ shard: shardOf(row), token: row.token }))
    .toSorted((one, other) => one.shard.number - other.shard.number);
}

/**
 * Not waited for until it is on the disk: a lease that a crash of PostgreSQL forgets is a shard that waits again. Rows are locked by
 * number, so that two who ask for the same ones wait for each other in one order.
 */
const LEASE = `
  with asked as (
    select number from run_shard where run_id = $1 and number = any($2) order by number for update
  )
  update run_shard s
  set state = case when s.attempts >= $5 then 'failed' else 'leased' end,
    error = case when s.attempts >= $5 then coalesce(s.error, 'workers died with it') else s.error end,
    attempts = least(s.attempts + 1, $5), token = gen_random_uuid(), leased_by = $3,
    leased_until = clock_timestamp() + make_interval(secs => $4)
  from match_run r, asked, (select set_config('synchronous_commit', 'off', true)) as lazily
  where s.run_id = $1 and s.number = asked.number and r.id = s.run_id and r.state in ('running', 'published')
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
 * Marks shards of one run done and stores their lists by binary COPY. The marks come first and hold the rows: a worker that
 * lost its lease writes nothing. A second time under the same lease replaces the same rows.
 * @returns the leases that held.
 */
export async function completeShards(sql: Sql, ranked: readonly RankedShard[]): Promise<ReadonlySet<Lease>> {
  const [first] = ranked;
  if (first === undefined) return new Set();
  const rows = await sql.rows<{ number: number; before: string }>(COMPLETE, [
    keyOf(first.lease.shard.runId),
    ranked.map(({ lease }) => lease.shard.number),
    ranked.map(({ lease }) => lease.token),
    ranked.map(({ trace }) => trace?.world ?? null),
  ]);
  const before = new Map(rows.map((row) => [row.number, row.before]));
  const held = ranked.filter(({ lease }) => before.has(lease.shard.number));
  if (held.length === 0) return new Set();
  const runKey = keyOf(first.lease.shard.runId);
  for (const { lease, results } of held) {
    // Rows and mark are one transaction, so a first ranking finds no rows; a later one may (ranked again after its check).
    if (before.get(lease.shard.number) === 'done' || lease.shard.attempts > 1)
      await dropLists(sql, lease.shard, results.laborerKey);
  }
  await sql.copyIn(
    `copy recommendation_r${runKey} (${LIST_COPY_COLUMNS}) from stdin (format binary)`,
    listCopyChunks(
      runKey,
      held.map(({ results }) => results),
    ),
  );
  await storeTraces(sql, runKey, held);
  return new Set(held.map(({ lease }) => lease));
}

const COMPLETE = `
  with ranked as (
    select * from unnest($2::int[], $3::uuid[], $4::text[]) as ranked(number, token, world)
  ), held as (
    select s.number, s.state, ranked.world from run_shard s join ranked on s.number = ranked.number and s.token = ranked.token
    where s.run_id = $1 and s.state in ('leased', 'done') order by s.number for update of s
  )
  update run_shard s set state = 'done', leased_until = null, error = null, world = held.world, done_at = clock_timestamp(),
    verified_at = null, faults = 0
  from held where s.run_id = $1 and s.number = held.number returning s.number, held.state as before`;

async function storeTraces(sql: Sql, runKey: number, ranked: readonly RankedShard[]): Promise<void> {
  for (const { lease, trace } of ranked) {
    if (trace?.memory === undefined) continue;
    await sql.rows(
      `insert into run_memory (run_id, number, memory) values ($1, $2, $3)
       on conflict (run_id, number) do update set memory = excluded.memory`,
      [runKey, lease.shard.number, trace.memory],
    );
  }
  const gone = ranked.flatMap(({ trace }) => trace?.gone ?? []);
  if (gone.length === 0) return;
  await sql.rows(
    `insert into recommendation_gone (run_id, laborer_id) select $1, unnest($2::int[]) on conflict do nothing`,
    [runKey, gone],
  );
}

/** Everything that an earlier ranking left for the shard's laborers, and for those that moved into it since. */
async function dropLists(
  sql: Sql,
  { runId, countyCode, firstLaborerKey, lastLaborerKey }: RunShard,
  laborerKeys: Int32Array,
): Promise<void> {
  for (const table of ['recommendation', 'recommendation_gone']) {
    await sql.rows(
      `delete from ${table} r where r.run_id = $1 and (r.laborer_id = any($2) or r.laborer_id in
         (select l.id from laborer l where l.county_code = $3 and l.id between $4 and $5))`,
      [keyOf(runId), [...laborerKeys], countyCode, firstLaborerKey, lastLaborerKey],
    );
  }
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

/** Shards that nobody ranks or checks although it is to be done, also those of a published run that are tried again. */
export async function lostShards(sql: Sql): Promise<LostShard[]> {
  const rows = await sql.rows<ShardRow & { turn: number | null }>(
    `select ${SHARD_COLUMNS}, case when s.leased_until is not null then s.attempts + s.checks end as turn from run_shard s join match_run r on r.id = s.run_id
     where r.state in ('running', 'published')
       and (s.state = 'waiting' or (s.state = 'leased' and s.leased_until < clock_timestamp())
         or (r.is_verified and s.state = 'done' and s.verified_at is null
           and (s.leased_until is null or s.leased_until < clock_timestamp())))
     order by s.run_id, s.number`,
  );
  return rows.map((row) => ({ ...shardOf(row), ...(row.turn === null ? {} : { turn: row.turn }) }));
}

/** Run, shard and token of a lease: what every statement that must hold it compares. */
export function leaseKeys(lease: Lease): readonly [number, number, string] {
  return [keyOf(lease.shard.runId), lease.shard.number, lease.token];
}

import { keyOf, type RunId } from '../../domain/ids.ts';
import type { BaseRun } from '../../flows/ports/run-store.ts';
import { BinaryRows } from '../copy/binary-rows.ts';
import { bytesAt, intAt } from '../copy/binary-values.ts';
import { runOf, SELECT_RUNS, type RunRow } from '../rows/run-rows.ts';
import type { Sql } from '../sql.ts';

/** Fields of a COPY of memories. */
const FIELDS = 2;

/** The newest published whole run of a scope that remembers all of its shards and whose lists are still there. */
export async function newestBase(sql: Sql, scope: string): Promise<BaseRun | null> {
  const [row] = await sql.rows<RunRow & { basis: string }>(
    `${SELECT_RUNS}
     where r.scope = $1 and r.state = 'published' and r.base_run_id is null and r.basis is not null
       and r.snapshot is not null and to_regclass('recommendation_r' || r.id) is not null
       and not exists (select from run_shard s where s.run_id = r.id and (s.state <> 'done' or s.faults > 0 or s.world is null))
     order by r.id desc limit 1`,
    [scope],
  );
  return row === undefined ? null : { run: runOf(row), basis: row.basis };
}

export async function saveWorld(sql: Sql, runId: RunId, world: string, prints: Uint8Array): Promise<void> {
  await sql.rows(
    'insert into run_world (run_id, world, prints) values ($1, $2, $3) on conflict (run_id, world) do nothing',
    [keyOf(runId), world, prints],
  );
}

/** @throws Error where a shard knew openings of which nothing was kept. */
export async function worldsOf(sql: Sql, runId: RunId): Promise<Uint8Array[]> {
  const rows = await sql.rows<{ prints: Buffer | null }>(
    `select w.prints from (select distinct run_id, world from run_shard where run_id = $1 and world is not null) s
     left join run_world w on w.run_id = s.run_id and w.world = s.world`,
    [keyOf(runId)],
  );
  return rows.map(({ prints }) => {
    if (prints === null) throw new Error(`run ${runId} did not keep what it knew of the openings`);
    return prints;
  });
}

/** By COPY: megabytes that are not spelled out in hexadecimal on the way. */
export async function memoriesOf(
  sql: Sql,
  runId: RunId,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, Uint8Array>> {
  const memories = new Map<number, Uint8Array>();
  const chunks: Buffer[] = [];
  await sql.copyOut(
    `copy (select number, memory from run_memory
       where run_id = ${keyOf(runId)} and number = any('{${numbers.map(Math.trunc).join()}}'::int[])) to stdout (format binary)`,
    (chunk) => {
      chunks.push(chunk);
    },
  );
  const rows = new BinaryRows(FIELDS, (row) => {
    const memory = bytesAt(row, 1);
    if (memory !== null) memories.set(intAt(row, 0) ?? 0, memory);
  });
  rows.push(Buffer.concat(chunks));
  rows.finish();
  return memories;
}

import { makeId } from '../../domain/ids.ts';
import type { AsOf, FreshnessStore, ListChanges } from '../../flows/ports/freshness-store.ts';
import type { Sql } from '../sql.ts';
import { EVERYBODY, TODAY } from './list-marks.ts';

/** Changes of more laborers than this are changes of all. */
const MOST_NAMED = 10_000;

export function freshnessStore(sql: Sql): FreshnessStore {
  return {
    asOf: async () => await asOf(sql),
    listChanges: async (since) => await listChanges(sql, since),
  };
}

/**
 * The snapshot says which transactions are over: two statements with the same one see the same rows (PostgreSQL, "Transaction
 * ID and Snapshot Information Functions"). A server that was started again, or another one, counts transactions anew.
 */
const AS_OF = `concat_ws(' ', pg_current_snapshot(), ${TODAY}::date, extract(epoch from pg_postmaster_start_time()))`;

async function asOf(sql: Sql): Promise<AsOf> {
  const [row] = await sql.rows<{ as_of: string }>(`select ${AS_OF} as as_of`);
  if (row === undefined) throw noRow();
  return row.as_of;
}

/** A select list without a table gives one. */
function noRow(): Error {
  return new Error('PostgreSQL gave no row');
}

interface ChangesRow {
  readonly as_of: string;
  readonly everybody: string;
  readonly is_unknown: boolean;
  readonly laborers: readonly (number | null)[];
}

async function listChanges(sql: Sql, since: AsOf | null): Promise<ListChanges> {
  const [row] = await sql.rows<ChangesRow>(CHANGES, [since ?? '']);
  if (row === undefined) throw noRow();
  const keys = row.laborers.flatMap((key) => key ?? []);
  const isEveryone = row.is_unknown || keys.length < row.laborers.length || keys.length > MOST_NAMED;
  return {
    asOf: row.as_of,
    everybody: row.everybody,
    laborers: isEveryone ? null : keys.map((key) => makeId('L', key)),
  };
}

/**
 * Lines of the change log that the earlier look did not see. The log is cut below the snapshot of some run: where any run
 * began later than the look, lines may be missing. A line without a laborer stands for all.
 */
const CHANGES = `
  with known as (
    select case when $1 <> '' then split_part($1, ' ', 1)::pg_snapshot end as snapshot,
      split_part($1, ' ', 3) as server
  )
  select ${AS_OF} as as_of, md5(${EVERYBODY}) as everybody,
    known.snapshot is null or known.server <> split_part(${AS_OF}, ' ', 3)
      or exists (select from match_run r where pg_snapshot_xmin(r.snapshot) > pg_snapshot_xmin(known.snapshot))
      as is_unknown,
    array(select distinct one.laborer_id from laborer_change c
      left join lateral generate_series(c.laborer_id, coalesce(c.last_laborer_id, c.laborer_id)) as one(laborer_id) on true
      where c.xid >= pg_snapshot_xmin(known.snapshot) and not pg_visible_in_snapshot(c.xid, known.snapshot)
      limit ${MOST_NAMED} + 1) as laborers
  from known`;

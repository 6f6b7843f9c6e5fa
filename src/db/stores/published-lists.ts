import type { AreaPrefix } from '../../domain/area.ts';
import { keyOf, makeId, type LaborerId, type RunId } from '../../domain/ids.ts';
import type { RecommendationList } from '../../domain/recommendation.ts';
import { keysOf } from '../pages.ts';
import type { PublishedList } from '../../flows/ports/run-store.ts';
import { listOf, RECOMMENDATION_COLUMNS, type RecommendationRow } from '../rows/recommendation-rows.ts';
import { insideScope } from '../scope.ts';
import type { Sql } from '../sql.ts';

/** Lists of one batch. */
const BATCH = 2_000;

/**
 * The published list of each laborer that has one, with the run that her county points to. A list of an incremental run stands
 * before that of its base, which is older and so has the smaller number.
 */
export async function publishedLists(
  sql: Sql,
  ids: readonly LaborerId[],
): Promise<ReadonlyMap<LaborerId, PublishedList>> {
  const rows = await sql.rows<RecommendationRow & { run_id: number; ranked_in: number }>(
    `select p.run_id, r.run_id as ranked_in, ${RECOMMENDATION_COLUMNS}
     from laborer l
     join published p on p.county_code = l.county_code
     join match_run m on m.id = p.run_id
     cross join lateral (
       select * from recommendation where run_id in (m.id, m.base_run_id) and laborer_id = l.id
       order by run_id desc limit 1
     ) r
     where l.id = any($1) and l.removed_on is null and not exists (${isGone('p.run_id', 'l.id')})`,
    [keysOf(ids)],
  );
  return new Map(
    rows.map((row) => [
      makeId('L', row.laborer_id),
      { run: makeId('R', row.run_id), rankedIn: makeId('R', row.ranked_in), list: listOf(row) },
    ]),
  );
}

/**
 * SQL of all rows of a run's lists: its own, and those of its base of laborers for whom it has none. Keys are written into it: so
 * PostgreSQL reads the two partitions and no other.
 */
export async function listsUnder(sql: Sql, runKey: number): Promise<string> {
  const [run] = await sql.rows<{ base_run_id: number | null }>(
    'select base_run_id from match_run where id = $1',
    [runKey],
  );
  const own = `select * from recommendation where run_id = ${Math.trunc(runKey)}`;
  const base = run?.base_run_id ?? null;
  if (base === null) return own;
  return `${own} union all
    select b.* from recommendation b where b.run_id = ${Math.trunc(base)}
      and not exists (select from recommendation o where o.run_id = ${Math.trunc(runKey)} and o.laborer_id = b.laborer_id)
      and not exists (${isGone(String(Math.trunc(runKey)), 'b.laborer_id')})`;
}

/** SQL that has a row where the list of the base counts no more. */
function isGone(run: string, laborer: string): string {
  return `select from recommendation_gone g where g.run_id = ${run} and g.laborer_id = ${laborer}`;
}

/** All lists of a run, ascending by laborer key, a batch at a time. */
export async function* listsOfRun(
  sql: Sql,
  runId: RunId,
  scope: readonly AreaPrefix[] = [''],
): AsyncGenerator<readonly RecommendationList[]> {
  const inside = insideScope('l.home_code', scope, 4);
  const isEverywhere = inside.sql === 'true';
  const statement = `select ${RECOMMENDATION_COLUMNS} from (${await listsUnder(sql, keyOf(runId))}) r
    ${isEverywhere ? '' : 'join laborer l on l.id = r.laborer_id'}
    where $1::int is not null and r.laborer_id > $2 and ${inside.sql} order by r.laborer_id limit $3`;
  let after = 0;
  for (;;) {
    const rows = await sql.rows<RecommendationRow>(statement, [
      keyOf(runId),
      after,
      BATCH,
      ...inside.parameters,
    ]);
    if (rows.length > 0) yield rows.map(listOf);
    if (rows.length < BATCH) return;
    after = rows.at(-1)?.laborer_id ?? after;
  }
}

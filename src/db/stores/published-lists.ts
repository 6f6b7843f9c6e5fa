import type { AreaPrefix } from '../../domain/area.ts';
import { keyOf, makeId, type LaborerId, type RunId } from '../../domain/ids.ts';
import type { RecommendationList } from '../../domain/recommendation.ts';
import { keysOf } from '../pages.ts';
import { listOf, RECOMMENDATION_COLUMNS, type RecommendationRow } from '../rows/recommendation-rows.ts';
import { insideScope } from '../scope.ts';
import type { Sql } from '../sql.ts';

/** Lists of one batch. */
const BATCH = 2_000;

/** The published list of each laborer that has one, with the run that her county points to. */
export async function publishedLists(
  sql: Sql,
  ids: readonly LaborerId[],
): Promise<ReadonlyMap<LaborerId, { readonly run: RunId; readonly list: RecommendationList }>> {
  const rows = await sql.rows<RecommendationRow & { run_id: number }>(
    `select r.run_id, ${RECOMMENDATION_COLUMNS}
     from laborer l
     join published p on p.county_code = l.county_code
     join recommendation r on r.run_id = p.run_id and r.laborer_id = l.id
     where l.id = any($1) and l.removed_on is null`,
    [keysOf(ids)],
  );
  return new Map(
    rows.map((row) => [makeId('L', row.laborer_id), { run: makeId('R', row.run_id), list: listOf(row) }]),
  );
}

/** All lists of a run, ascending by laborer key, a batch at a time. */
export async function* listsOfRun(
  sql: Sql,
  runId: RunId,
  scope: readonly AreaPrefix[] = [''],
): AsyncGenerator<readonly RecommendationList[]> {
  const inside = insideScope('l.home_code', scope, 4);
  const isEverywhere = inside.sql === 'true';
  const statement = `select ${RECOMMENDATION_COLUMNS} from recommendation r
    ${isEverywhere ? '' : 'join laborer l on l.id = r.laborer_id'}
    where r.run_id = $1 and r.laborer_id > $2 and ${inside.sql} order by r.laborer_id limit $3`;
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

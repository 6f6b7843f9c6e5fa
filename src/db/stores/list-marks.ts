import type { LaborerId } from '../../domain/ids.ts';
import { makeId } from '../../domain/ids.ts';
import type { ListMark } from '../../flows/ports/run-store.ts';
import { keysOf } from '../pages.ts';
import type { Sql } from '../sql.ts';
import { willingOn } from './laborer-matching.ts';

/**
 * The marks of laborers' published lists. A row's version is its `xmin` and place: whoever writes a row gives it new ones.
 * Whatever concerns everybody (the day, the counts of changed openings, employers and settings, the published runs) is in
 * every mark.
 */
export async function listMarks(
  sql: Sql,
  ids: readonly LaborerId[],
): Promise<ReadonlyMap<LaborerId, ListMark>> {
  const rows = await sql.rows<{ id: number; home_code: string; mark: string }>(MARKS, [keysOf(ids)]);
  return new Map(
    rows.map(({ id, home_code: homeCode, mark }) => [makeId('L', id), { homeCode, mark }] as const),
  );
}

/** Now, by the clock of Gansu. */
export const TODAY = `(now() at time zone 'Asia/Shanghai')`;

/** What every mark depends on, as one text: the day, the counts of changes, the published runs with their versions. */
export const EVERYBODY = `(${TODAY}::date::text
      || (select coalesce(string_agg(family || ':' || changes, ' ' order by family collate "C"), '')
          from (select family, sum(changes) as changes from change_mark group by family) marks)
      || (select coalesce(string_agg(id || ':' || xmin::text, ' ' order by id), '')
          from match_run where state = 'published'))`;

const MARKS = `
  with everybody as materialized (
    select ${EVERYBODY} as mark
  )
  select l.id, l.home_code, concat_ws('|', md5(everybody.mark), p.run_id, l.xmin, l.ctid, e.xmin, e.ctid,
    (select string_agg(f.id || ':' || f.xmin, ',' order by f.id) from referral f
     where f.laborer_id = l.id and f.state = 'refused')) as mark
  from everybody, laborer l
  join published p on p.county_code = l.county_code
  left join list_entry e on e.laborer_id = l.id and ${willingOn(TODAY)}
  where l.id = any($1) and l.removed_on is null`;

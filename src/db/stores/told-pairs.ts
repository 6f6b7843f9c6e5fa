import { keyOf } from '../../domain/ids.ts';
import type { Digest } from '../../domain/notification.ts';
import type { Sql } from '../sql.ts';
import { MARKS } from './digest-facts.ts';

/** Writes the inbox row and what was told by it, in one statement: see `NoticeStore.putInInbox`. */
export async function putInInbox(sql: Sql, digest: Digest, titleZh: string): Promise<void> {
  const items = digest.items.map(({ laborerId, openingId, score }) => ({ laborerId, openingId, score }));
  const losses = digest.losses.map(({ laborerId, openingId }) => ({
    laborerId,
    openingId,
    score: TOLD_GONE,
  }));
  const given = [...items, ...losses].map(({ laborerId, openingId, score }) => ({
    laborer: keyOf(laborerId),
    opening: keyOf(openingId),
    score,
  }));
  await sql.rows(PUT, [
    keyOf(digest.brokerId),
    keyOf(digest.runId),
    JSON.stringify(digest),
    titleZh,
    JSON.stringify(given),
  ]);
}

/** Score of a pair whose end was told: when it comes back it is news. */
const TOLD_GONE = 0;

/** Pairs of the digest replace what was remembered of them; all else that was told of these laborers stays. */
const PUT = `
  with put as (
    insert into notification (broker_id, run_id, digest, title_zh) values ($1, $2, $3, $4)
    on conflict (broker_id, run_id) do nothing returning id
  ), given as materialized (
    select distinct on (g.laborer, g.opening) g.laborer, g.opening, g.score
    from put, json_to_recordset($5::json) as g(laborer int, opening int, score int)
    order by g.laborer, g.opening, g.score desc
  ), pairs as (
    select g.laborer, g.opening, g.score, ${MARKS.wage} as wage, ${MARKS.place} as place, ${MARKS.start} as start
    from given g join opening o on o.id = g.opening
    union all
    select t.laborer_id, old.*
    from told t
    cross join lateral unnest(t.opening_ids, t.scores, t.wage_marks, t.place_marks, t.start_marks)
      as old(opening, score, wage, place, start)
    where t.broker_id = $1 and t.laborer_id in (select laborer from given)
      and not exists (select from given g where g.laborer = t.laborer_id and g.opening = old.opening)
  )
  insert into told (broker_id, laborer_id, opening_ids, scores, wage_marks, place_marks, start_marks)
  select $1, laborer, array_agg(opening order by opening), array_agg(score order by opening),
    array_agg(wage order by opening), array_agg(place order by opening), array_agg(start order by opening)
  from pairs group by laborer
  on conflict (broker_id, laborer_id) do update
  set opening_ids = excluded.opening_ids, scores = excluded.scores, wage_marks = excluded.wage_marks,
    place_marks = excluded.place_marks, start_marks = excluded.start_marks`;

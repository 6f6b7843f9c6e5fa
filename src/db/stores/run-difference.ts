import { keyOf, makeId, type RunId } from '../../domain/ids.ts';
import type { LossReason } from '../../domain/notification.ts';
import type { GainReason, RunDifference } from '../../domain/run-difference.ts';
import type { Sql } from '../sql.ts';
import { LABORER_FAULT, OPENING_FAULT } from './digest-facts.ts';
import { listsUnder } from './published-lists.ts';

/** Lists whose pairs are all looked at; of more, one in so many stands for the rest. */
const MOST_LISTS = 50_000;

/** How a run's lists differ from those of the published run before: see `RunDifference`. */
export async function runDifference(sql: Sql, runId: RunId): Promise<RunDifference> {
  const key = keyOf(runId);
  const before = await runBefore(sql, key);
  const none = { runId, before: null, listsChanged: 0, isEstimate: false, left: [], came: [] };
  if (before === null) return none;
  const [own, old] = [await listsUnder(sql, key), await listsUnder(sql, before.id)];
  const changed = `
    select coalesce(r.laborer_id, b.laborer_id) as laborer_id, coalesce(r.opening_ids, '{}') as now,
      coalesce(b.opening_ids, '{}') as before, b.laborer_id is null as is_new
    from (${own}) r full join (${old}) b using (laborer_id)
    where r.opening_ids is distinct from b.opening_ids`;
  const [counted] = await sql.rows<{ lists: number }>(`select count(*)::int as lists from (${changed}) c`);
  const lists = counted?.lists ?? 0;
  const every = Math.max(1, Math.ceil(lists / MOST_LISTS));
  const sampled = `select * from (${changed}) c where c.laborer_id % ${every} = 0`;
  const times = <Row extends { pairs: number }>(row: Row): Row => ({ ...row, pairs: row.pairs * every });
  const left = await sql.rows<{ reason: LossReason; pairs: number }>(leftPairs(sampled));
  const came = await sql.rows<{ reason: GainReason; pairs: number }>(camePairs(sampled), [before.created_at]);
  return {
    runId,
    before: makeId('R', before.id),
    listsChanged: lists,
    isEstimate: every > 1,
    left: left.map(times),
    came: came.map(times),
  };
}

/** The newest published run of the same area before it whose lists are still there. */
async function runBefore(sql: Sql, key: number): Promise<{ id: number; created_at: string } | null> {
  const [row] = await sql.rows<{ id: number; created_at: string }>(
    `select b.id, b.created_at from match_run r
     join match_run b on b.scope = r.scope and b.id < r.id and b.state = 'published'
     where r.id = $1 and to_regclass('recommendation_r' || b.id) is not null
       and (b.base_run_id is null or to_regclass('recommendation_r' || b.base_run_id) is not null)
     order by b.id desc limit 1`,
    [key],
  );
  return row ?? null;
}

/** Why it left is asked of the facts of now, as a digest does. */
const leftPairs = (changed: string): string => `
  select coalesce(${LABORER_FAULT}, ${OPENING_FAULT}, case when o.id is null then 'opening_withdrawn' end, 'outranked')
    as reason, count(*)::int as pairs
  from (${changed}) c cross join lateral unnest(c.before) as gone(opening_id)
  join laborer l on l.id = c.laborer_id
  left join opening o on o.id = gone.opening_id
  where gone.opening_id <> all (c.now)
  group by 1 order by 2 desc, 1`;

const camePairs = (changed: string): string => `
  select case when c.is_new then 'laborer_new' when o.created_at > $1 then 'opening_new'
    when o.updated_at > $1 then 'opening_changed' else 'ranked_higher' end as reason, count(*)::int as pairs
  from (${changed}) c cross join lateral unnest(c.now) as new(opening_id)
  join opening o on o.id = new.opening_id
  where new.opening_id <> all (c.before)
  group by 1 order by 2 desc, 1`;

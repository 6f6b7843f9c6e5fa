import { keyOf, type RunId } from '../../domain/ids.ts';
import type { ChangedLaborer } from '../../flows/ports/run-store.ts';
import type { Sql } from '../sql.ts';
import { REFUSAL_DAYS, willingOn } from './laborer-matching.ts';

/** Up to so many changes, and up to a fifth of all, an incremental run is worth it. */
const FEW_CHANGES = 1_000;
const MOST_CHANGED = 0.2;
/** The largest key: a shard reaches to the next one of its county, so that new people fall into one. */
const LAST_KEY = 2_147_483_647;

/**
 * Gives a planned incremental run the shards of its base and moves it to running. Where the base is gone, or too much has changed
 * since, it loses its base and is left to be planned as a whole run.
 */
export async function planOverBase(sql: Sql, runId: RunId): Promise<void> {
  await sql.rows(GIVE_UP_BASE, [keyOf(runId)]);
  await sql.rows(PLAN_OVER_BASE, [keyOf(runId)]);
}

/** Lines of the change log that a base run (`b`) did not see. A line of an aborted transaction is not there. */
const UNSEEN = `c.xid >= pg_snapshot_xmin(b.snapshot) and not pg_visible_in_snapshot(c.xid, b.snapshot)`;

/** A line of the change log (`c`) as `one.laborer_id` for each of the people that it covers; `null` for a line for everyone. */
const EACH_LABORER = `left join lateral generate_series(c.laborer_id, coalesce(c.last_laborer_id, c.laborer_id))
    as one(laborer_id) on true`;

/** The count of openings is a rule of thumb by the clock: it decides on the cost alone. */
const GIVE_UP_BASE = `
  with planned as (
    select r.id, b.id as base_id, b.snapshot, b.created_at, b.openings,
      to_regclass('recommendation_r' || b.id) is not null as has_base
    from match_run r join match_run b on b.id = r.base_run_id where r.id = $1 and r.state = 'planned'
  ), changed as (
    select count(distinct one.laborer_id) as laborers, coalesce(bool_or(c.laborer_id is null), false) as is_everyone
    from planned b join laborer_change c on ${UNSEEN} ${EACH_LABORER}
  ), known as (
    select coalesce(sum(s.laborers), 0) as laborers from planned b join run_shard s on s.run_id = b.base_id
  ), moved as (
    select count(*) as openings from planned b join opening o on o.updated_at >= b.created_at
  )
  update match_run r set base_run_id = null,
    whole_reason = case when planned.has_base then 'much_changed' else 'no_base' end
  from planned, changed, known, moved
  where r.id = planned.id and (
    not planned.has_base or changed.is_everyone
    or changed.laborers > greatest(${FEW_CHANGES}, ${MOST_CHANGED} * known.laborers)
    or moved.openings > greatest(${FEW_CHANGES}, ${MOST_CHANGED} * planned.openings))`;

/**
 * Whoever may have changed, by `span` (the days of the run and of its base, and the base's snapshot). Whether somebody is on the
 * willing list flips on the first and on the last day of an entry; a refusal counts from its day on for REFUSAL_DAYS.
 */
const TOUCHED = `
  select one.laborer_id from span b join laborer_change c on ${UNSEEN} ${EACH_LABORER}
  union
  select e.laborer_id from span join list_entry e
    on (e.valid_from > span.base_date and e.valid_from <= span.run_date)
    or (e.valid_to > span.base_date and e.valid_to <= span.run_date)
  where span.base_date < span.run_date
  union
  select f.laborer_id from span join referral f on f.state = 'refused' and (
    (f.refused_on > span.base_date and f.refused_on <= span.run_date)
    or (f.refused_on >= span.base_date - ${REFUSAL_DAYS} and f.refused_on < span.run_date - ${REFUSAL_DAYS}))
  where span.base_date < span.run_date`;

/**
 * The laborer of a touched one by her key, `null` where her row is gone. The limit keeps PostgreSQL from reading the whole table: it
 * takes those who are touched for many more than they are.
 */
const LABORER_OF_EACH = `left join lateral (select * from laborer where id = t.laborer_id limit 1)`;

/** Counties in which nobody was willing when the base run began get a shard behind those of the base. */
const PLAN_OVER_BASE = `
  with run as (
    update match_run set state = 'running' where id = $1 and state = 'planned' and base_run_id is not null
    returning id, base_run_id, run_date, scope
  ), span as (
    select run.run_date, b.run_date as base_date, b.snapshot from run join match_run b on b.id = run.base_run_id
  ), base as (
    select s.number, s.county_code, s.first_laborer_id, s.laborers, run.id as run_id,
      row_number() over county as nth, lead(s.first_laborer_id) over county as next_first
    from run join run_shard s on s.run_id = run.base_run_id
    window county as (partition by s.county_code order by s.first_laborer_id)
  ), joined as (
    select l.county_code, count(*) as laborers
    from run cross join (${TOUCHED}) t ${LABORER_OF_EACH} l on true
    where l.removed_on is null and l.county_code not in (select county_code from base) and starts_with(l.home_code, run.scope)
      and exists (select from list_entry e where e.laborer_id = l.id and ${willingOn('run.run_date')})
    group by l.county_code
  )
  insert into run_shard (run_id, number, county_code, first_laborer_id, last_laborer_id, laborers)
  select run_id, number, county_code, case when nth = 1 then 0 else first_laborer_id end,
    coalesce(next_first - 1, ${LAST_KEY}), laborers
  from base
  union all
  select run.id, (select coalesce(max(number), 0) from base) + row_number() over (order by county_code), county_code, 0,
    ${LAST_KEY}, laborers
  from run, joined`;

/** See the port. */
export async function changedLaborers(sql: Sql, runId: RunId): Promise<readonly ChangedLaborer[]> {
  const rows = await sql.rows<{ key: number; county: string | null; is_willing: boolean }>(CHANGED, [
    keyOf(runId),
  ]);
  return rows.map((row) => ({ key: row.key, county: row.county, isWilling: row.is_willing }));
}

const CHANGED = `
  with span as (
    select r.run_date, b.run_date as base_date, b.snapshot from match_run r join match_run b on b.id = r.base_run_id
    where r.id = $1
  )
  select t.laborer_id as key, l.county_code as county,
    coalesce(l.removed_on is null and exists (
      select from list_entry e where e.laborer_id = l.id and ${willingOn('span.run_date')}), false) as is_willing
  from span cross join (${TOUCHED}) t ${LABORER_OF_EACH} l on true
  where t.laborer_id is not null order by 1`;

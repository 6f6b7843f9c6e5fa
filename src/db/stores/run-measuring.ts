import { keyOf, type RunId } from '../../domain/ids.ts';
import {
  EXPOSURE_GROUPS,
  type Coverage,
  type ExposureGroup,
  type RunMeasures,
} from '../../domain/run-measures.ts';
import type { Sql } from '../sql.ts';
import { listsUnder } from './published-lists.ts';

/** Measures a run's lists in PostgreSQL, beside those that its counties show now, and keeps what was found with the run. */
export async function measureRun(sql: Sql, runId: RunId): Promise<RunMeasures> {
  const key = keyOf(runId);
  const own = await listsUnder(sql, key);
  const shown = await shownBefore(sql, key);
  const before = shown === null ? 'select * from recommendation where false' : await listsUnder(sql, shown);
  const [lists] = await sql.rows<ListsRow>(ofLists(own, before), [shown]);
  const [crowd] = await sql.rows<{ share: number | null }>(congestion(own));
  const groups = await sql.rows<GroupRow>(byGroup(own), [key]);
  const measures: RunMeasures = {
    laborers: lists?.laborers ?? 0,
    listed: lists?.listed ?? 0,
    pairs: lists?.pairs ?? 0,
    meanScore: Math.round(lists?.mean_score ?? 0),
    comparedLists: lists?.compared ?? 0,
    changedLists: lists?.changed ?? 0,
    congestion: crowd?.share ?? 0,
    byGroup: coverages(groups),
  };
  await sql.rows(`update match_run set measures = $2::jsonb where id = $1`, [key, JSON.stringify(measures)]);
  return measures;
}

interface ListsRow {
  laborers: number;
  listed: number;
  pairs: number;
  mean_score: number | null;
  compared: number;
  changed: number;
}

/** The run that most counties of this run show now; `null`: they show none. */
async function shownBefore(sql: Sql, key: number): Promise<number | null> {
  const [row] = await sql.rows<{ run_id: number }>(
    `select p.run_id from published p join match_run r on r.id = $1 and starts_with(p.county_code, r.scope)
     where p.run_id <> $1 group by 1 order by count(*) desc, 1 desc limit 1`,
    [key],
  );
  return row?.run_id ?? null;
}

/** The lists beside those of the run before, in the counties that show it. */
const ofLists = (own: string, before: string): string => `
  select count(*)::int as laborers, count(*) filter (where cardinality(r.opening_ids) > 0)::int as listed,
    coalesce(sum(cardinality(r.opening_ids)), 0)::float8 as pairs,
    sum((select sum(s::float8) from unnest(r.scores) as s)) / nullif(sum(cardinality(r.opening_ids)), 0)::float8 as mean_score,
    count(b.laborer_id)::int as compared, count(*) filter (where b.opening_ids <> r.opening_ids)::int as changed
  from (${own}) r
  left join (
    select b.laborer_id, b.opening_ids from (${before}) b
    join laborer l on l.id = b.laborer_id
    join published p on p.county_code = l.county_code and p.run_id = $1
  ) b on b.laborer_id = r.laborer_id`;

/** What share of all pairs the most named hundredth of the named openings hold. */
const congestion = (own: string): string => `
  with named as (
    select opening, count(*) as times from (${own}) r, unnest(r.opening_ids) as opening group by 1
  ), ranked as (
    select times, row_number() over (order by times desc) as place, count(*) over () as openings from named
  )
  select (sum(times) filter (where place <= greatest(1, openings / 100)) / sum(times))::float8 as share from ranked`;

interface GroupRow {
  age: string | null;
  education: string | null;
  is_weak: boolean;
  has_no_trade: boolean;
  is_poor: boolean;
  laborers: number;
  listed: number;
}

/** Ages at the run date; education and ability by their stored numbers (docs/schema.md); the first three flags. */
const byGroup = (own: string): string => `
  select case when years < 25 then 'age_16_24' when years <= 40 then 'age_25_40' when years <= 50 then 'age_41_50'
      else 'age_over_50' end as age,
    case when education <= 1 then 'education_primary' when education = 2 then 'education_junior'
      when education >= 3 then 'education_senior' end as education,
    is_weak, has_no_trade, is_poor, count(*)::int as laborers, count(*) filter (where is_listed)::int as listed
  from (
    select extract(year from age(m.run_date, l.birth_date)) as years, l.education, coalesce(l.labor_ability = 2, false) as is_weak,
      coalesce(cardinality(l.holding_codes) = 0, false) as has_no_trade, (l.flags & 7) <> 0 as is_poor,
      cardinality(r.opening_ids) > 0 as is_listed
    from match_run m cross join (${own}) r join laborer l on l.id = r.laborer_id where m.id = $1
  ) as each
  group by 1, 2, 3, 4, 5`;

function coverages(rows: readonly GroupRow[]): RunMeasures['byGroup'] {
  const found: Partial<Record<ExposureGroup, Coverage>> = {};
  for (const group of EXPOSURE_GROUPS) {
    const members = rows.filter((row) => isOf(group, row));
    found[group] = {
      laborers: members.reduce((sum, row) => sum + row.laborers, 0),
      listed: members.reduce((sum, row) => sum + row.listed, 0),
    };
  }
  return found;
}

function isOf(group: ExposureGroup, row: GroupRow): boolean {
  if (group === 'ability_weak') return row.is_weak;
  if (group === 'no_trade') return row.has_no_trade;
  if (group === 'poor') return row.is_poor;
  return row.age === group || row.education === group;
}

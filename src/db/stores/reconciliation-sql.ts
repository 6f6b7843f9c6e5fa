/**
 * The comparison. Roles: 0 last year's list, 1 survey, 2 placements, 3 insurance. A record is newer than the survey's word, or of
 * the survey's year where the survey has none. A finding counts from the survey's day on. People registered outside the area are
 * another county's. The class comes from the table that is given, so that the words of the field stay in one place.
 */
export const COMPARE = `
  with q as materialized (
    select id, area, surveyed_on, date_trunc('year', surveyed_on)::date as year_start from reconciliation where id = $1
  ), classes as materialized (
    select * from unnest($2::boolean[], $3::smallint[], $4::boolean[], $5::smallint[], $6::smallint[], $7::boolean[])
      as input(on_last, survey, has_newer, finding, reconciled, needs_visit)
  ), last as (
    select * from reconciliation_row where reconciliation_id = $1 and role = 0
  ), survey as (
    select * from reconciliation_row where reconciliation_id = $1 and role = 1
  ), record as (
    select distinct on (id_hash) * from reconciliation_row where reconciliation_id = $1 and role >= 2
    order by id_hash, dated desc, role
  ), finding as materialized (
    select distinct on (f.id_hash) f.id_hash, f.found, f.found_on, f.found_by from visit_finding f, q
    where f.reconciliation_id = q.id or f.found_on >= q.surveyed_on
    order by f.id_hash, f.found_on desc, f.id desc
  ), person as (
    select coalesce(l.id_hash, s.id_hash) as id_hash, l.id_hash is not null as on_last, coalesce(s.says, 0) as survey,
      coalesce(s.name, l.name) as name, coalesce(s.id_masked, l.id_masked) as id_masked,
      coalesce(s.home_code, l.home_code) as told_home,
      l.sheet as last_sheet, l.row_no as last_row, l.dated as last_dated,
      s.sheet as survey_sheet, s.row_no as survey_row, s.dated as survey_dated, s.says as survey_says,
      coalesce(s.since, l.since) as since, coalesce(s.place_code, case when coalesce(s.says, 1) = 1 then l.place_code end) as place_code,
      coalesce(s.employer_name, case when coalesce(s.says, 1) = 1 then l.employer_name end) as employer_name
    from last l full join survey s on s.id_hash = l.id_hash
  ), cases as (
    select p.*, k.reconciled, k.needs_visit, b.id as laborer_id,
      coalesce(p.told_home, b.home_code, rpad(q.area, greatest(6, length(q.area)), '0')) as home_code,
      r.role as record_role, r.sheet as record_sheet, r.row_no as record_row, r.dated as record_dated,
      f.found, f.found_on, f.found_by,
      case when f.found_on is not null then f.found_on
        when r.dated is not null and r.dated > coalesce(p.survey_dated, q.year_start - 1) then r.dated
        else coalesce(p.survey_dated, q.surveyed_on) end as decided_on,
      coalesce(r.place_code, p.place_code) as work_place, coalesce(r.employer_name, p.employer_name) as work_employer
    from person p cross join q
    left join record r on r.id_hash = p.id_hash
    left join finding f on f.id_hash = p.id_hash
    left join laborer b on b.id_number_hash = p.id_hash and b.removed_on is null
    join classes k on k.on_last = p.on_last and k.survey = p.survey and k.finding = coalesce(f.found, -1)
      and k.has_newer = coalesce(r.dated > p.survey_dated, r.dated >= q.year_start, false)
    where b.id is null or starts_with(b.home_code, q.area)
  ), written as (
    insert into reconciliation_case (reconciliation_id, number, id_hash, laborer_id, reconciled, needs_visit, home_code,
      name, id_masked, last_sheet, last_row, last_dated, survey_sheet, survey_row, survey_dated, survey_says, record_role,
      record_sheet, record_row, record_dated, found, found_on, found_by, decided_on, since, place_code, employer_name)
    select $1, row_number() over (order by home_code, id_hash), id_hash, laborer_id, reconciled, needs_visit, home_code,
      name, id_masked, last_sheet, last_row, last_dated, survey_sheet, survey_row, survey_dated, survey_says, record_role,
      record_sheet, record_row, record_dated, found, found_on, found_by, decided_on, since, work_place, work_employer
    from cases
    returning reconciled
  )
  select reconciled, count(*)::int as people from written group by reconciled`;

/**
 * Moves registered people as their class has it. Who is on that list already stays; news older than the lists have changes
 * nothing; so a second time moves nobody.
 */
export const APPLY = `
  with moves as materialized (
    select * from unnest($2::smallint[], $3::text[], $4::text[], $5::text[], $6::text[])
      as input(reconciled, kind, begin_reason, end_reason, end_of_willing)
  ), news as materialized (
    select c.laborer_id, c.number, c.decided_on, c.place_code, c.employer_name, m.*, e.kind as open_kind
    from reconciliation_case c
    join moves m on m.reconciled = c.reconciled
    join laborer l on l.id = c.laborer_id and l.removed_on is null
    left join list_entry e on e.laborer_id = c.laborer_id and e.valid_to is null
    where c.reconciliation_id = $1 and e.kind is distinct from m.kind and not exists (
      select from list_entry n where n.laborer_id = c.laborer_id and coalesce(n.valid_to, n.valid_from) > c.decided_on)
  ), taken as materialized (
    select id from laborer where id in (select laborer_id from news) order by id for update
  ), closed as (
    update list_entry e set valid_to = n.decided_on,
      end_reason = case e.kind when 'employed' then n.end_reason else n.end_of_willing end,
      end_source = $7 || '-' || n.number
    from news n join taken t on t.id = n.laborer_id
    where e.laborer_id = n.laborer_id and e.valid_to is null
    returning e.laborer_id
  ), opened as (
    insert into list_entry (laborer_id, kind, valid_from, reason, source, place_code, employer_name)
    select n.laborer_id, n.kind, n.decided_on, n.begin_reason, $7 || '-' || n.number,
      case n.kind when 'employed' then n.place_code end, case n.kind when 'employed' then n.employer_name end
    from news n where n.kind is not null and (select count(*) from closed) >= 0
    order by n.laborer_id
    on conflict (laborer_id) where valid_to is null do nothing
    returning laborer_id
  ), moved as (
    select laborer_id from closed union select laborer_id from opened
  ), noted as (
    update laborer l set version = version + 1, updated_at = now(),
      current_place_code = case when n.open_kind = 'employed' and n.kind is distinct from 'employed' then ''
        else current_place_code end
    from moved join news n using (laborer_id) where l.id = moved.laborer_id
  )
  select count(*)::int as moved from moved`;

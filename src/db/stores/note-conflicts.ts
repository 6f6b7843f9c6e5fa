import type { ConflictField } from '../../domain/identity-conflict.ts';
import type { LaborerRecord } from '../../domain/laborer.ts';
import type { Sql } from '../sql.ts';

/** What a source says of a known person, by her key. */
export interface GivenIdentity {
  readonly key: number;
  readonly record: LaborerRecord;
  /** The household number where another county has it too; `null` where nothing is claimed. */
  readonly claimedHousehold: string | null;
}

/**
 * Notes where sources disagree with what is stored of who somebody is; what is stored stays. The same disagreement again counts
 * up, and one that was decided is not asked again while the decision stands.
 * @returns the fields in conflict, by the laborer's key.
 */
export async function noteConflicts(
  sql: Sql,
  given: readonly GivenIdentity[],
): Promise<ReadonlyMap<number, readonly ConflictField[]>> {
  const rows = await sql.rows<{ laborer_id: number; fields: ConflictField[] }>(NOTE, [
    given.map((one) => one.key),
    given.map((one) => one.record.name),
    given.map((one) => one.record.sex ?? null),
    given.map((one) => one.record.birthDate),
    given.map((one) => one.record.homeCode),
    given.map((one) => one.claimedHousehold),
  ]);
  return new Map(rows.map((row) => [row.laborer_id, row.fields]));
}

/** The column of a field, to find who wrote it last. */
const NOTE = `
  with given as materialized (
    select * from unnest($1::int[], $2::text[], $3::text[], $4::date[], $5::text[], $6::text[])
      as input(laborer_id, name, sex, birth_date, home_code, household_no)
  ), differing as materialized (
    select l.id as laborer_id, f.field, f.stored, f.given, f.from_column, l.recorded_from, l.created_at
    from given join laborer l on l.id = given.laborer_id and l.removed_on is null
    left join household h on h.id = l.household_id
    cross join lateral (values
      ('name', l.name, given.name, 'name', l.name <> given.name),
      ('sex', case l.sex when 0 then 'male' when 1 then 'female' end, given.sex, 'sex',
        l.sex is not null and given.sex is not null and (l.sex = 1) <> (given.sex = 'female')),
      ('birthDate', l.birth_date::text, given.birth_date::text, 'birth_date', l.birth_date <> given.birth_date),
      ('homeCode', l.home_code, given.home_code, 'home_code', l.county_code <> left(given.home_code, 6)),
      ('householdNo', h.household_no, given.household_no, 'household_id',
        given.household_no is not null and given.household_no is distinct from h.household_no)
    ) as f(field, stored, given, from_column, is_other)
    where f.is_other
  ), noted as (
    insert into identity_conflict
      (laborer_id, field, stored, stored_from, stored_at, given, given_from, given_by)
    select d.laborer_id, d.field, d.stored,
      case when v.at is null then d.recorded_from else coalesce(v.source, v.actor) end, coalesce(v.at, d.created_at),
      d.given, nullif(current_setting('longqiao.source', true), ''), nullif(current_setting('longqiao.actor', true), '')
    from differing d
    left join lateral (
      select v.at, v.actor, v.source from laborer_version v
      where v.laborer_id = d.laborer_id and v.after ? d.from_column order by v.version desc limit 1
    ) v on true
    order by d.laborer_id, d.field
    on conflict (laborer_id, field, given) do update
    set times = identity_conflict.times + 1, last_given_at = now(),
      given_from = excluded.given_from, given_by = excluded.given_by,
      stored = excluded.stored, stored_from = excluded.stored_from, stored_at = excluded.stored_at,
      state = case when identity_conflict.resolved_value is not distinct from excluded.stored
        then identity_conflict.state else 'open' end,
      resolved_at = case when identity_conflict.resolved_value is not distinct from excluded.stored
        then identity_conflict.resolved_at end
    returning laborer_id, field, state
  )
  select laborer_id, array_agg(field order by field) as fields from noted where state = 'open' group by laborer_id`;

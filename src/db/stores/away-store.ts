import { keyOf, makeId } from '../../domain/ids.ts';
import type { ContactResult } from '../../domain/referral.ts';
import type { AwayStore, PersonAway } from '../../flows/ports/away-store.ts';
import { keyAfter } from '../pages.ts';
import { insideScope } from '../scope.ts';
import type { Sql } from '../sql.ts';

/** People away in PostgreSQL. */
export function awayStore(sql: Sql): AwayStore {
  return {
    due: async (filter, page) => {
      const inside = insideScope('l.home_code', filter.scope, 6);
      const area = insideScope('l.home_code', [filter.area ?? ''], 6 + inside.parameters.length);
      const rows = await sql.rows<AwayRow>(
        `${DUE} and ${inside.sql} and ${area.sql} order by l.id limit $2`,
        [
          keyAfter('L', page),
          page.limit + 1,
          filter.date,
          filter.contractsUntil,
          filter.firstContactDays,
          ...inside.parameters,
          ...area.parameters,
        ],
      );
      const items = rows.slice(0, page.limit).map(personOf);
      const last = items.at(-1);
      return { items, next: rows.length > page.limit && last !== undefined ? last.laborerId : null };
    },
    noteContact: async (contact) => {
      const rows = await sql.rows(NOTE, [
        keyOf(contact.laborerId),
        contact.contactedOn,
        contact.result,
        contact.note,
        contact.nextContactOn,
        contact.stationId === null ? null : keyOf(contact.stationId),
        contact.by,
      ]);
      return rows.length > 0;
    },
  };
}

/** The station and the next contact follow from the entry where nobody set them, so every entry has them, whoever wrote it. */
const DUE = `
  select l.id, l.name, l.id_number_masked, l.home_code, e.place_code, e.employer_name, a.next_contact_on,
    a.contract_ends_on, s.id as station_id, s.name as station_name, c.contacted_on, c.result
  from list_entry e
  join laborer l on l.id = e.laborer_id and l.removed_on is null
  cross join lateral (
    select coalesce(e.next_contact_on, e.valid_from + $5::int) as next_contact_on,
      coalesce(e.contract_until, (e.valid_from + make_interval(months => e.contract_months::int) - interval '1 day')::date)
        as contract_ends_on
  ) a
  left join lateral (
    select id, name from labor_station
    where id = e.station_id or (e.station_id is null and starts_with(l.home_code, area_code))
    order by length(area_code) desc, id limit 1
  ) s on true
  left join lateral (
    select contacted_on, result from away_contact where laborer_id = l.id order by id desc limit 1
  ) c on true
  where l.id > $1 and e.kind = 'employed' and e.valid_to is null
    and (a.next_contact_on <= $3 or a.contract_ends_on <= $4)`;

const NOTE = `
  with entry as (
    update list_entry set next_contact_on = $5, station_id = coalesce($6::int, station_id)
    where laborer_id = $1 and kind = 'employed' and valid_to is null
      and ($6::int is null or exists (select from labor_station where id = $6))
    returning laborer_id
  )
  insert into away_contact (laborer_id, contacted_on, result, note, contacted_by)
  select laborer_id, $2, $3, $4, $7 from entry returning id`;

interface AwayRow {
  id: number;
  name: string;
  id_number_masked: string;
  home_code: string;
  place_code: string | null;
  employer_name: string | null;
  next_contact_on: string;
  contract_ends_on: string | null;
  station_id: number | null;
  station_name: string | null;
  contacted_on: string | null;
  result: ContactResult | null;
}

function personOf(row: AwayRow): PersonAway {
  return {
    laborerId: makeId('L', row.id),
    name: row.name,
    idNumberMasked: row.id_number_masked,
    homeCode: row.home_code,
    placeCode: row.place_code,
    employerName: row.employer_name,
    station:
      row.station_id === null ? null : { id: makeId('S', row.station_id), name: row.station_name ?? '' },
    nextContactOn: row.next_contact_on,
    contractEndsOn: row.contract_ends_on,
    lastContactOn: row.contacted_on,
    lastResult: row.result,
  };
}

import type { IsoDate } from '../../domain/dates.ts';
import { keyOf, makeId, type LaborerId } from '../../domain/ids.ts';
import { LABOR_ABILITIES } from '../../domain/laborer.ts';
import type { ListedPerson, ListKind, ListReason, ListStay } from '../../domain/list-entry.ts';
import type { ListFilter, ListStore, LockedStanding } from '../../flows/ports/list-store.ts';
import type { Page, PageRequest } from '../../flows/ports/paging.ts';
import { keyAfter, keysOf } from '../pages.ts';
import { codeOf, textOrNone } from '../rows/codes.ts';
import { AT_HOME } from '../rows/laborer-columns.ts';
import { insideScope } from '../scope.ts';
import type { Sql } from '../sql.ts';

/** The history of the two lists in PostgreSQL. */
export function listStore(sql: Sql): ListStore {
  return {
    lockStanding: async (id) => await lockStanding(sql, id),
    history: async (id) => await history(sql, id),
    on: async (filter, page) => await on(sql, filter, page),
    named: async (ids) => {
      const rows = await sql.rows<PersonRow & { id: number; removed_on: string | null }>(
        `select l.id, l.name, l.id_number_masked, l.home_code, l.removed_on
         from unnest($1::int[]) with ordinality as wanted(id, place) join laborer l using (id) order by wanted.place`,
        [keysOf(ids)],
      );
      return rows.map((row) => ({
        laborerId: makeId('L', row.id),
        name: row.name,
        idNumberMasked: row.id_number_masked,
        homeCode: row.home_code,
        removedOn: row.removed_on,
      }));
    },
    noteFacts: async (id, facts) => {
      await sql.rows(NOTE_FACTS, [
        keyOf(id),
        textOrNone(facts.currentPlaceCode, AT_HOME),
        codeOf(LABOR_ABILITIES, facts.laborAbility),
      ]);
    },
  };
}

const NOTE_FACTS = `
  update laborer set current_place_code = coalesce($2, current_place_code),
    labor_ability = coalesce($3::smallint, labor_ability), version = version + 1, updated_at = now()
  where id = $1 and (current_place_code is distinct from coalesce($2, current_place_code)
    or labor_ability is distinct from coalesce($3::smallint, labor_ability))`;

/** Two statements: what the first one waited for is seen by the second. */
async function lockStanding(sql: Sql, id: LaborerId): Promise<LockedStanding | null> {
  const locked = await sql.rows('select id from laborer where id = $1 and removed_on is null for update', [
    keyOf(id),
  ]);
  if (locked.length === 0) return null;
  const [row] = await sql.rows<StandingRow>(
    `select e.kind, e.place_code,
       (select max(coalesce(w.valid_to, w.valid_from)) from list_entry w where w.laborer_id = $1) as last_change_on,
       coalesce((select w.end_reason is null or w.end_reason in ('placement_started', 'found_working', 'imported')
         from list_entry w where w.laborer_id = $1 and w.kind = 'willing'
         order by w.valid_from desc, w.id desc limit 1), false) as is_word_standing
     from (select 1) one left join list_entry e on e.laborer_id = $1 and e.valid_to is null`,
    [keyOf(id)],
  );
  return {
    open: row?.kind ?? null,
    isWordStanding: row?.is_word_standing === true,
    lastChangeOn: row?.last_change_on ?? null,
    workplaceCode: row?.kind === 'employed' ? (row.place_code ?? null) : null,
  };
}

interface StandingRow {
  kind: ListKind | null;
  last_change_on: IsoDate | null;
  place_code: string | null;
  is_word_standing: boolean;
}

const STAY = `e.laborer_id, e.kind, e.valid_from, e.valid_to, e.reason, e.source, e.end_reason, e.end_source,
  e.place_code, e.employer_name, e.contract_months, e.contract_until`;

async function history(sql: Sql, id: LaborerId): Promise<ListStay[]> {
  const rows = await sql.rows<StayRow>(
    `select ${STAY} from list_entry e where e.laborer_id = $1 order by e.valid_from, e.id`,
    [keyOf(id)],
  );
  return rows.map(stayOf);
}

async function on(sql: Sql, filter: ListFilter, page: PageRequest): Promise<Page<ListedPerson>> {
  const inside = insideScope('l.home_code', filter.scope, 5);
  const area = insideScope('l.home_code', [filter.area ?? ''], 5 + inside.parameters.length);
  const rows = await sql.rows<StayRow & PersonRow>(
    `select ${STAY}, l.name, l.id_number_masked, l.home_code
     from list_entry e join laborer l on l.id = e.laborer_id
     where e.laborer_id > $1 and e.valid_from <= $3 and (e.valid_to is null or e.valid_to > $3)
       and (l.removed_on is null or l.removed_on > $3) and ($4::text is null or e.kind = $4)
       and ${inside.sql} and ${area.sql}
     order by e.laborer_id limit $2`,
    [
      keyAfter('L', page),
      page.limit + 1,
      filter.date,
      filter.kind ?? null,
      ...inside.parameters,
      ...area.parameters,
    ],
  );
  const items = rows.slice(0, page.limit).map((row) => ({
    ...stayOf(row),
    name: row.name,
    idNumberMasked: row.id_number_masked,
    homeCode: row.home_code,
  }));
  const last = items.at(-1);
  return { items, next: rows.length > page.limit && last !== undefined ? last.laborerId : null };
}

interface StayRow {
  laborer_id: number;
  kind: ListKind;
  valid_from: string;
  valid_to: string | null;
  reason: ListReason;
  source: string;
  end_reason: ListReason | null;
  end_source: string | null;
  place_code: string | null;
  employer_name: string | null;
  contract_months: number | null;
  contract_until: string | null;
}

interface PersonRow {
  name: string;
  id_number_masked: string;
  home_code: string;
}

function stayOf(row: StayRow): ListStay {
  return {
    laborerId: makeId('L', row.laborer_id),
    kind: row.kind,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    reason: row.reason,
    source: row.source,
    endReason: row.end_reason,
    endSource: row.end_source,
    work: {
      placeCode: row.place_code ?? undefined,
      employerName: row.employer_name ?? undefined,
      contractMonths: row.contract_months ?? undefined,
      contractUntil: row.contract_until ?? undefined,
    },
  };
}

import type { ConflictField, ConflictState, IdentityConflict } from '../../domain/identity-conflict.ts';
import { keyOf, makeId, type LaborerId } from '../../domain/ids.ts';
import { SEXES } from '../../domain/laborer.ts';
import type { ConflictStore } from '../../flows/ports/conflict-store.ts';
import { keyAfter, pageOf } from '../pages.ts';
import { insideScope } from '../scope.ts';
import type { Sql } from '../sql.ts';
import { householdKeys } from './households.ts';

/** The review list: where two sources disagree on who somebody is. */
export function conflictStore(sql: Sql): ConflictStore {
  return {
    list: async (filter, page) => {
      const home = insideScope('l.home_code', filter.scope, 5);
      const rows = await sql.rows<ConflictRow>(
        `${SELECT} where c.id > $1 and ($3::text is null or c.state = $3) and ($4::int is null or c.laborer_id = $4)
           and (${home.sql} or (c.field = 'homeCode' and ${home.sql.replaceAll('l.home_code', 'c.given')}))
         order by c.id limit $2`,
        [
          keyAfter('C', page),
          page.limit + 1,
          filter.state ?? null,
          filter.laborerId === undefined ? null : keyOf(filter.laborerId),
          ...home.parameters,
        ],
      );
      return pageOf(rows.map(conflictOf), page);
    },
    find: async (id) => {
      const [row] = await sql.rows<ConflictRow>(`${SELECT} where c.id = $1`, [keyOf(id)]);
      return row === undefined ? null : conflictOf(row);
    },
    resolve: async (id, { state, value, by }) => {
      const rows = await sql.rows(
        `update identity_conflict set state = $2, resolved_value = $3, resolved_by = $4, resolved_at = now()
         where id = $1 and state = 'open' returning id`,
        [keyOf(id), state, value, by],
      );
      return rows.length === 1;
    },
    setField: async (id, field, value) => {
      await setField(sql, { id, field, value });
    },
  };
}

const COLUMNS: Readonly<Record<ConflictField, string>> = {
  name: 'name = $2',
  sex: 'sex = $2::smallint',
  birthDate: 'birth_date = $2::date',
  homeCode: 'home_code = $2',
  householdNo: 'household_id = $2::int',
};

async function setField(
  sql: Sql,
  { id, field, value }: { readonly id: LaborerId; readonly field: ConflictField; readonly value: string },
): Promise<void> {
  await sql.rows(
    `update laborer set ${COLUMNS[field]}, version = version + 1, updated_at = now()
     where id = $1 and removed_on is null`,
    [keyOf(id), await columnValue(sql, field, value)],
  );
}

async function columnValue(sql: Sql, field: ConflictField, value: string): Promise<string | number> {
  if (field === 'sex') return SEXES.findIndex((sex) => sex === value);
  if (field !== 'householdNo') return value;
  return (await householdKeys(sql, [value])).get(value) ?? 0;
}

const SELECT = `
  select c.*, l.home_code, l.id_number_masked from identity_conflict c
  join laborer l on l.id = c.laborer_id and l.removed_on is null`;

interface ConflictRow {
  id: number;
  laborer_id: number;
  id_number_masked: string;
  home_code: string;
  field: ConflictField;
  stored: string | null;
  stored_from: string | null;
  stored_at: string;
  given: string;
  given_from: string | null;
  given_by: string | null;
  last_given_at: string;
  times: number;
  state: ConflictState;
  resolved_value: string | null;
  resolved_by: string | null;
  resolved_at: string | null;
}

function conflictOf(row: ConflictRow): IdentityConflict {
  return {
    id: makeId('C', row.id),
    laborerId: makeId('L', row.laborer_id),
    idNumberMasked: row.id_number_masked,
    homeCode: row.home_code,
    field: row.field,
    stored: { value: row.stored, from: row.stored_from, at: row.stored_at },
    given: { value: row.given, from: row.given_from ?? row.given_by, at: row.last_given_at },
    times: row.times,
    state: row.state,
    resolvedValue: row.resolved_value,
    resolvedBy: row.resolved_by,
    resolvedAt: row.resolved_at,
  };
}

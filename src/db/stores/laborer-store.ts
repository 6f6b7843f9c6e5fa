import { say } from '../../domain/bilingual.ts';
import type { AppError } from '../../domain/errors.ts';
import { keyOf, makeId, type LaborerId } from '../../domain/ids.ts';
import type { Laborer, LaborerRecord, PersonalData } from '../../domain/laborer.ts';
import type { LaborerFilter, LaborerStore } from '../../flows/ports/laborer-store.ts';
import type { Page, PageRequest } from '../../flows/ports/paging.ts';
import { replaceRow } from '../bulk-upsert.ts';
import { notFound, versionConflict } from '../faults.ts';
import { keyAfter, keysOf, pageOf } from '../pages.ts';
import type { PersonalCrypto } from '../personal-crypto.ts';
import { laborerRow, RECORD_COLUMNS } from '../rows/laborer-columns.ts';
import { LABORER_COLUMNS, laborerOf, type LaborerRow } from '../rows/laborer-rows.ts';
import { insideScope } from '../scope.ts';
import type { Sql } from '../sql.ts';
import { consentEntries, setConsent } from './consents.ts';
import {
  laborersForMatching,
  shardForMatching,
  streamForMatching,
  willingForMatching,
} from './laborer-matching.ts';
import { ID_NUMBER_HASH, LABORER_TABLE, phoneCells, placeOf } from './laborer-cells.ts';
import { householdKeys } from './households.ts';
import { upsertLaborers } from './laborer-upsert.ts';
import { moveOnList, openEntries } from './list-moves.ts';

/** Laborers in PostgreSQL. ID numbers and phones go in encrypted and come out by `reveal` alone. */
export function laborerStore(sql: Sql, crypto: PersonalCrypto): LaborerStore {
  return {
    upsert: async (inputs) => await upsertLaborers(sql, crypto, inputs),
    find: async (ids) => await find(sql, ids),
    list: async (filter, page) => await list(sql, filter, page),
    replace: async (id, record, version) => await replace(sql, { id, record, version }),
    setPhone: async (id, phone) => await setPhone(sql, crypto, { id, phone }),
    remove: async (id, date) => {
      await moveOnList(sql, { laborerId: id, kind: null, date, reason: 'moved_out', source: 'removed' });
      return await remove(sql, id, date);
    },
    setConsent: async (id, consent, about) => {
      if (!(await setConsent(sql, { id, consent, ...about }))) throw unknownLaborer(id);
    },
    consentEntries: async (id) => await consentEntries(sql, id),
    reveal: async (id) => await reveal(sql, crypto, id),
    findByIdNumber: async (idNumber) => await findByIdNumber(sql, crypto, idNumber),
    openEntries: async (ids) => await openEntries(sql, ids),
    moveOnList: async (move) => {
      await moveOnList(sql, move);
    },
    forMatching: async (ids, runDate) => await laborersForMatching(sql, ids, runDate),
    willingForMatching: (scope, runDate) => willingForMatching(sql, scope, runDate),
    shardForMatching: async (shard, runDate) => await shardForMatching(sql, shard, runDate),
    streamForMatching: async (which, runDate, take) => {
      await streamForMatching(sql, which, runDate, take);
    },
    count: async () => await count(sql),
  };
}

const FROM = `from laborer l
  left join household h on h.id = l.household_id
  left join list_entry e on e.laborer_id = l.id and e.valid_to is null`;

/** In the order of the ids; unknown and removed ones are left out. */
async function find(sql: Sql, ids: readonly LaborerId[]): Promise<Laborer[]> {
  const rows = await sql.rows<LaborerRow>(
    `select ${LABORER_COLUMNS} ${FROM} join unnest($1::int[]) with ordinality as wanted(id, place) on wanted.id = l.id
     where l.removed_on is null order by wanted.place`,
    [keysOf(ids)],
  );
  return rows.map(laborerOf);
}

async function list(sql: Sql, filter: LaborerFilter, page: PageRequest): Promise<Page<Laborer>> {
  const inside = insideScope('l.home_code', filter.scope, 4);
  const area = insideScope('l.home_code', [filter.area ?? ''], 4 + inside.parameters.length);
  const rows = await sql.rows<LaborerRow>(
    `select ${LABORER_COLUMNS} ${FROM}
     where l.removed_on is null and l.id > $1 and ($3::text is null or e.kind = $3) and ${inside.sql} and ${area.sql}
     order by l.id limit $2`,
    [keyAfter('L', page), page.limit + 1, filter.list ?? null, ...inside.parameters, ...area.parameters],
  );
  return pageOf(rows.map(laborerOf), page);
}

interface Replacement {
  readonly id: LaborerId;
  readonly record: LaborerRecord;
  readonly version: number;
}

async function replace(sql: Sql, { id, record, version }: Replacement): Promise<Laborer> {
  const numbers = record.householdNo === undefined ? [] : [record.householdNo];
  const households = await householdKeys(sql, numbers);
  const row = laborerRow(record, households.get(record.householdNo ?? '') ?? null);
  const table = { ...LABORER_TABLE, columns: RECORD_COLUMNS, mayChange: 'stored.removed_on is null' };
  const isDone = await replaceRow(sql, table, { key: keyOf(id), version, row });
  const [laborer] = await find(sql, [id]);
  if (laborer === undefined) throw unknownLaborer(id);
  if (!isDone) throw versionConflict(id, version);
  return laborer;
}

async function setPhone(
  sql: Sql,
  crypto: PersonalCrypto,
  { id, phone }: { readonly id: LaborerId; readonly phone: string | null },
): Promise<boolean> {
  const [row] = await sql.rows<{ id_number_hash: Buffer }>(
    'select id_number_hash from laborer where id = $1 and removed_on is null',
    [keyOf(id)],
  );
  if (row === undefined) throw unknownLaborer(id);
  const cells = phoneCells(crypto, phone, row.id_number_hash);
  const changed = await sql.rows(
    `update laborer set phone_hash = $2::bytea, phone = $3::bytea, phone_masked = $4
     where id = $1 and removed_on is null and phone_hash is distinct from $2::bytea returning id`,
    [keyOf(id), cells.phone_hash, cells.phone, cells.phone_masked],
  );
  return changed.length === 1;
}

async function remove(sql: Sql, id: LaborerId, date: string): Promise<boolean> {
  const done = await sql.rows(
    `update laborer set removed_on = $2, version = version + 1, updated_at = now()
     where id = $1 and removed_on is null returning id`,
    [keyOf(id), date],
  );
  return done.length === 1;
}

async function reveal(sql: Sql, crypto: PersonalCrypto, id: LaborerId): Promise<PersonalData | null> {
  const [row] = await sql.rows<{ id_number_hash: Buffer; id_number: Buffer; phone: Buffer | null }>(
    'select id_number_hash, id_number, phone from laborer where id = $1 and removed_on is null',
    [keyOf(id)],
  );
  if (row === undefined) return null;
  return {
    idNumber: crypto.decrypt(row.id_number, placeOf('id_number', row.id_number_hash)),
    phone: row.phone === null ? null : crypto.decrypt(row.phone, placeOf('phone', row.id_number_hash)),
  };
}

async function findByIdNumber(sql: Sql, crypto: PersonalCrypto, idNumber: string): Promise<LaborerId | null> {
  const [row] = await sql.rows<{ id: number }>(
    'select id from laborer where id_number_hash = $1 and removed_on is null',
    [crypto.hash(idNumber, ID_NUMBER_HASH)],
  );
  return row === undefined ? null : makeId('L', row.id);
}

async function count(sql: Sql): Promise<number> {
  const [row] = await sql.rows<{ count: number }>(
    'select count(*) as count from laborer where removed_on is null',
  );
  return row?.count ?? 0;
}

function unknownLaborer(id: LaborerId): AppError {
  return notFound('LABORER_UNKNOWN', say(`没有劳动力 ${id}`, `There is no laborer ${id}`));
}

import type { ConflictField } from '../../domain/identity-conflict.ts';
import { makeId, type LaborerId } from '../../domain/ids.ts';
import { maskIdNumber, maskPhone } from '../../domain/id-number.ts';
import type { LaborerRecord, PersonalData } from '../../domain/laborer.ts';
import type { LaborerInput, SilentFact } from '../../flows/ports/laborer-store.ts';
import type { Upserted } from '../../flows/ports/paging.ts';
import { bulkUpsert, type BulkOutcome, type BulkRow, type BulkTable } from '../bulk-upsert.ts';
import type { PersonalCrypto } from '../personal-crypto.ts';
import { laborerRow, RECORD_COLUMNS, silentLists } from '../rows/laborer-columns.ts';
import type { Sql } from '../sql.ts';
import { lastWords } from './last-words.ts';
import { takeStatedEntries } from './list-moves.ts';
import { contestedHouseholds, noteConflicts, type GivenIdentity } from './note-conflicts.ts';

/** A new phone brings its ciphertext and mask along; none given keeps all three. */
const withPhone = (name: string): { readonly sql: string } => ({
  sql: `case when given.phone_hash is null or given.phone_hash = stored.phone_hash
    then stored.${name} else given.${name} end`,
});

/**
 * `laborer` as bulk writes see it. A removed laborer stays as she is, and so does one whom a source puts into another county,
 * until a person decides which county she belongs to.
 */
export const LABORER_TABLE: BulkTable = {
  table: 'laborer',
  keys: ['id_number_hash'],
  mayChange: 'stored.removed_on is null and stored.county_code = left(given.home_code, 6)',
  columns: [
    { name: 'id_number_hash', type: 'bytea', merge: 'once' },
    { name: 'id_number', type: 'bytea', merge: 'once' },
    { name: 'id_number_masked', type: 'text', merge: 'once' },
    { name: 'phone_hash', type: 'bytea', merge: withPhone('phone_hash') },
    { name: 'phone', type: 'bytea', merge: withPhone('phone') },
    { name: 'phone_masked', type: 'text', merge: withPhone('phone_masked') },
    ...RECORD_COLUMNS,
  ],
};

/** What ciphertexts and hashes are bound to. */
export const ID_NUMBER_HASH = 'laborer.id_number';
const PHONE_HASH = 'laborer.phone';

/** The place of a ciphertext: column and row, so that it cannot be moved to another person. */
export function placeOf(column: 'id_number' | 'phone', idNumberHash: Uint8Array): string {
  return `laborer.${column}/${Buffer.from(idNumberHash).toString('hex')}`;
}

/**
 * Registers people or adds to what is known of them, by the keyed hash of the ID number. Two inputs for one
 * person are merged, the later one wins; the first of them carries the row's outcome, the others are
 * `updated` (or `unchanged`).
 */
export async function upsertLaborers(
  sql: Sql,
  crypto: PersonalCrypto,
  inputs: readonly LaborerInput[],
): Promise<readonly Upserted<LaborerId>[]> {
  const people = inputs.map((input) => ({
    hash: crypto.hash(input.personal.idNumber, ID_NUMBER_HASH),
    input,
    silentOn: input.silentOn ?? silentLists(input.record.intention),
  }));
  const batch = lastWords(people, ({ hash }) => hash.toString('base64'), mergePeople);
  const { distinct } = batch;
  const contested = await contestedHouseholds(
    sql,
    distinct.map(({ hash, input }) => ({ hash, record: input.record })),
  );
  const households = await householdKeys(sql, householdNumbers(distinct));
  const rows = new Map(distinct.map((person, at) => [person, contested.has(at) ? null : person]));
  const toRow = (person: Person): BulkRow =>
    personRow(crypto, person, rows.get(person) === null ? new Map() : households);
  const written = await bulkUpsert(sql, LABORER_TABLE, distinct, toRow);
  const conflicts = await conflictsOf(sql, { people: distinct, written, contested });
  const outcomes = await withLists(sql, distinct, { written, conflicts });
  return batch.outcomes(outcomes).map((row): Upserted<LaborerId> => {
    const fields = conflicts.get(row.id);
    const id = makeId('L', row.id);
    return fields === undefined
      ? { id, outcome: row.outcome }
      : { id, outcome: row.outcome, conflicts: fields };
  });
}

/** Only who was known can differ from what is known; a new person can claim a household of another county. */
async function conflictsOf(
  sql: Sql,
  batch: {
    readonly people: readonly Person[];
    readonly written: readonly BulkOutcome[];
    readonly contested: ReadonlySet<number>;
  },
): Promise<ReadonlyMap<number, readonly ConflictField[]>> {
  const known = batch.people.flatMap(({ input: { record } }, at): GivenIdentity[] => {
    const row = batch.written[at];
    const isContested = batch.contested.has(at);
    if (row === undefined || (row.outcome === 'created' && !isContested)) return [];
    return [{ key: row.id, record, claimedHousehold: isContested ? (record.householdNo ?? null) : null }];
  });
  return known.length === 0 ? new Map() : await noteConflicts(sql, known);
}

interface Person {
  readonly hash: Buffer;
  readonly input: LaborerInput;
  readonly silentOn: readonly SilentFact[];
}

/** What two rows after one another would leave. */
function mergePeople(earlier: Person, later: Person): Person {
  const { silentOn } = later;
  const input: LaborerInput = {
    record: mergeRecords(earlier.input.record, later.input.record, silentOn),
    personal: { ...later.input.personal, phone: later.input.personal.phone ?? earlier.input.personal.phone },
    list: later.input.list ?? earlier.input.list,
  };
  return { hash: later.hash, input, silentOn: silentOn.filter((fact) => earlier.silentOn.includes(fact)) };
}

function mergeRecords(
  earlier: LaborerRecord,
  later: LaborerRecord,
  silentOn: readonly SilentFact[],
): LaborerRecord {
  const isWithdrawn = earlier.matchConsent === 'withdrawn';
  return {
    ...earlier,
    ...given(later),
    matchConsent: isWithdrawn ? 'withdrawn' : (later.matchConsent ?? earlier.matchConsent),
    flags: { ...earlier.flags, ...given(later.flags) },
    intention: { ...earlier.intention, ...given(later.intention), ...only(earlier.intention, silentOn) },
  };
}

/** The fields of these names. */
function only<Fields extends object>(fields: Fields, names: readonly string[]): Partial<Fields> {
  // A part of the fields is a part of the type.
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => names.includes(name)),
  ) as Partial<Fields>;
}

/** Without the fields that are `undefined`: they keep what is known. */
function given<Fields extends object>(fields: Fields): Fields {
  // Dropping undefined fields leaves every field that the type demands.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;
}

function householdNumbers(people: readonly Person[]): string[] {
  return [...new Set(people.flatMap(({ input }) => input.record.householdNo ?? []))];
}

/** Household keys by number; unknown ones are made. */
export async function householdKeys(
  sql: Sql,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (numbers.length === 0) return new Map();
  await sql.rows(
    `insert into household (household_no)
     select no from unnest($1::text[]) as given(no)
     where not exists (select from household where household_no = no) order by no collate "C"
     on conflict (household_no) do nothing`,
    [numbers],
  );
  const rows = await sql.rows<{ id: number; household_no: string }>(
    'select id, household_no from household where household_no = any($1)',
    [numbers],
  );
  return new Map(rows.map((row) => [row.household_no, row.id]));
}

function personRow(
  crypto: PersonalCrypto,
  { hash, input, silentOn }: Person,
  households: ReadonlyMap<string, number>,
): BulkRow {
  const { record } = input;
  const householdId = record.householdNo === undefined ? null : (households.get(record.householdNo) ?? null);
  return { ...personalRow(crypto, hash, input.personal), ...laborerRow(record, householdId, silentOn) };
}

function personalRow(crypto: PersonalCrypto, hash: Buffer, personal: PersonalData): BulkRow {
  const { idNumber, phone } = personal;
  return {
    id_number_hash: bytea(hash),
    id_number: bytea(crypto.encrypt(idNumber, placeOf('id_number', hash))),
    id_number_masked: maskIdNumber(idNumber),
    ...phoneCells(crypto, phone, hash),
  };
}

/** A phone as its row holds it: keyed hash, ciphertext bound to the person, and mask; none is three times `null`. */
export function phoneCells(
  crypto: PersonalCrypto,
  phone: string | null,
  idNumberHash: Buffer,
): Record<'phone_hash' | 'phone' | 'phone_masked', string | null> {
  if (phone === null) return { phone_hash: null, phone: null, phone_masked: null };
  return {
    phone_hash: bytea(crypto.hash(phone, PHONE_HASH)),
    phone: bytea(crypto.encrypt(phone, placeOf('phone', idNumberHash))),
    phone_masked: maskPhone(phone),
  };
}

/** PostgreSQL's text form of bytes. */
function bytea(bytes: Buffer): string {
  return `\\x${bytes.toString('hex')}`;
}

/** A change of list is a change of the laborer. */
async function withLists(
  sql: Sql,
  people: readonly Person[],
  {
    written,
    conflicts,
  }: {
    readonly written: readonly BulkOutcome[];
    readonly conflicts: ReadonlyMap<number, readonly ConflictField[]>;
  },
): Promise<readonly BulkOutcome[]> {
  const entries = people.flatMap(({ input }, at) => {
    const row = written[at];
    if (input.list === null || row === undefined) return [];
    return conflicts.get(row.id)?.includes('homeCode') === true ? [] : [{ key: row.id, ...input.list }];
  });
  if (entries.length === 0) return written;
  const moved = await takeStatedEntries(sql, entries);
  const touched = written.filter((row) => row.outcome === 'unchanged' && moved.has(row.id));
  if (touched.length === 0) return written;
  await sql.rows('update laborer set version = version + 1, updated_at = now() where id = any($1)', [
    touched.map((row) => row.id),
  ]);
  const updated = new Set(touched);
  return written.map((row) => (updated.has(row) ? { ...row, outcome: 'updated' } : row));
}

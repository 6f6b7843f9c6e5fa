import type { ConflictField } from '../../domain/identity-conflict.ts';
import { makeId, type LaborerId } from '../../domain/ids.ts';
import type { LaborerRecord } from '../../domain/laborer.ts';
import type { LaborerInput, SilentFact } from '../../flows/ports/laborer-store.ts';
import type { Upserted } from '../../flows/ports/paging.ts';
import { bulkUpsert, type BulkOutcome, type BulkRow } from '../bulk-upsert.ts';
import type { PersonalCrypto } from '../personal-crypto.ts';
import { laborerRow, silentLists } from '../rows/laborer-columns.ts';
import type { Sql } from '../sql.ts';
import { ID_NUMBER_HASH, LABORER_TABLE, personalCells } from './laborer-cells.ts';
import { lastWords } from './last-words.ts';
import { takeStatedEntries } from './list-moves.ts';
import { copyNewLaborers } from './new-laborers.ts';
import { contestedHouseholds, noteConflicts, type GivenIdentity } from './note-conflicts.ts';

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
  const given = inputs.map((input) => ({
    hash: crypto.hash(input.personal.idNumber, ID_NUMBER_HASH),
    input,
    silentOn: input.silentOn ?? silentLists(input.record.intention),
  }));
  const batch = lastWords(given, ({ hash }) => hash.toString('latin1'), mergePeople);
  const { distinct } = batch;
  const contested = await contestedHouseholds(
    sql,
    distinct.map(({ hash, input }) => ({ hash, record: input.record })),
  );
  const households = await householdKeys(sql, householdNumbers(distinct));
  const householdOf = (person: Person, at: number): number | null =>
    contested.has(at) ? null : (households.get(person.input.record.householdNo ?? '') ?? null);
  const people = distinct.map((person, at) => ({ ...person, householdId: householdOf(person, at) }));
  const copied = await copyNewLaborers(sql, crypto, people);
  const rest = people.filter((_, at) => copied[at] === undefined);
  const upserted = await bulkUpsert(sql, LABORER_TABLE, rest, (person) => personRow(crypto, person));
  const restIterator = upserted.values();
  const written = people.map((_, at) => copied[at] ?? settled(restIterator.next().value));
  const conflicts = await conflictsOf(sql, { people: distinct, written, contested });
  const outcomes = await withLists(sql, distinct, { written, conflicts, copied });
  return batch.outcomes(outcomes).map((row): Upserted<LaborerId> => {
    const fields = conflicts.get(row.id);
    const id = makeId('L', row.id);
    return fields === undefined
      ? { id, outcome: row.outcome }
      : { id, outcome: row.outcome, conflicts: fields };
  });
}

function settled(outcome: BulkOutcome | undefined): BulkOutcome {
  if (outcome === undefined) throw new Error('a row was neither found nor created');
  return outcome;
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
    ...told(later),
    matchConsent: isWithdrawn ? 'withdrawn' : (later.matchConsent ?? earlier.matchConsent),
    flags: { ...earlier.flags, ...told(later.flags) },
    intention: { ...earlier.intention, ...told(later.intention), ...only(earlier.intention, silentOn) },
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
function told<Fields extends object>(fields: Fields): Fields {
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
  { hash, input, silentOn, householdId }: Person & { readonly householdId: number | null },
): BulkRow {
  const cells = Object.entries(personalCells(crypto, input.personal, hash));
  return {
    ...Object.fromEntries(cells.map(([name, cell]) => [name, Buffer.isBuffer(cell) ? bytea(cell) : cell])),
    ...laborerRow(input.record, householdId, silentOn),
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
    copied,
  }: {
    readonly written: readonly BulkOutcome[];
    readonly conflicts: ReadonlyMap<number, readonly ConflictField[]>;
    /** Whose entries were written together with their rows. */
    readonly copied: readonly (BulkOutcome | undefined)[];
  },
): Promise<readonly BulkOutcome[]> {
  const entries = people.flatMap(({ input }, at) => {
    const row = written[at];
    if (input.list === null || row === undefined || copied[at] !== undefined) return [];
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

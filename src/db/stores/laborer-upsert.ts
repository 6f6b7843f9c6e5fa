import type { ConflictField } from '../../domain/identity-conflict.ts';
import { makeId, type LaborerId } from '../../domain/ids.ts';
import type { LaborerInput } from '../../flows/ports/laborer-store.ts';
import type { Upserted } from '../../flows/ports/paging.ts';
import type { BulkOutcome } from '../bulk-upsert.ts';
import type { PersonalCrypto } from '../personal-crypto.ts';
import { silentLists } from '../rows/laborer-columns.ts';
import type { Sql } from '../sql.ts';
import { ID_NUMBER_HASH } from './laborer-cells.ts';
import { lastWords } from './last-words.ts';
import { takeStatedEntries } from './list-moves.ts';
import { householdsOf } from './households.ts';
import { mergePeople, type Person } from './merge-people.ts';
import { FEW_PEOPLE } from './new-laborers.ts';
import { noteConflicts, type GivenIdentity } from './note-conflicts.ts';
import { writePeople, type PlacedPerson, type Written } from './write-people.ts';

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
  const { outcomes, conflicts } =
    distinct.length >= FEW_PEOPLE && (await sql.isInTransaction())
      ? await byIndexes(sql, async () => await takePeople(sql, crypto, distinct))
      : await takePeople(sql, crypto, distinct);
  return batch.outcomes(outcomes).map((row): Upserted<LaborerId> => {
    const fields = conflicts.get(row.id);
    const id = makeId('L', row.id);
    return fields === undefined
      ? { id, outcome: row.outcome }
      : { id, outcome: row.outcome, conflicts: fields };
  });
}

/**
 * PostgreSQL knows nothing yet of the sizes of tables that this very transaction fills, and would read them whole for each of many
 * people.
 */
async function byIndexes<Result>(sql: Sql, work: () => Promise<Result>): Promise<Result> {
  const [before] = await sql.rows<{ seqscan: string; bitmapscan: string }>(
    `select current_setting('enable_seqscan') as seqscan, current_setting('enable_bitmapscan') as bitmapscan,
       set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true)`,
  );
  const result = await work();
  await sql.rows(`select set_config('enable_seqscan', $1, true), set_config('enable_bitmapscan', $2, true)`, [
    before?.seqscan ?? 'on',
    before?.bitmapscan ?? 'on',
  ]);
  return result;
}

async function takePeople(
  sql: Sql,
  crypto: PersonalCrypto,
  distinct: readonly Person[],
): Promise<{
  readonly outcomes: readonly BulkOutcome[];
  readonly conflicts: ReadonlyMap<number, readonly ConflictField[]>;
}> {
  const { keys, contested } = await householdsOf(
    sql,
    distinct.map(({ hash, input }) => ({ hash, record: input.record })),
  );
  const people = distinct.map((person, at): PlacedPerson => {
    const no = person.input.record.householdNo;
    const isContested = contested.has(at);
    const householdId = isContested ? null : (keys.get(no ?? '') ?? null);
    return { ...person, householdId, claimedHousehold: isContested ? (no ?? null) : null };
  });
  const written = await writePeople(sql, crypto, people);
  const conflicts = await conflictsOf(sql, people, written);
  const outcomes = await withLists(sql, people, { written, conflicts });
  return { outcomes, conflicts };
}

/** Only who was known can differ from what is known; a new person can claim a household of another county. */
async function conflictsOf(
  sql: Sql,
  people: readonly PlacedPerson[],
  written: readonly Written[],
): Promise<ReadonlyMap<number, readonly ConflictField[]>> {
  const known = people.flatMap(({ input: { record }, claimedHousehold }, at): GivenIdentity[] => {
    const row = written[at];
    if (row === undefined || row.isToCheck === false) return [];
    if (row.outcome === 'created' && claimedHousehold === null) return [];
    return [{ key: row.id, record, claimedHousehold }];
  });
  return known.length === 0 ? new Map() : await noteConflicts(sql, known);
}

/** A change of list is a change of the laborer. */
async function withLists(
  sql: Sql,
  people: readonly Person[],
  {
    written,
    conflicts,
  }: {
    readonly written: readonly Written[];
    readonly conflicts: ReadonlyMap<number, readonly ConflictField[]>;
  },
): Promise<readonly BulkOutcome[]> {
  const entries = people.flatMap(({ input }, at) => {
    const row = written[at];
    if (input.list === null || row === undefined || row.hasList === true || row.isToCheck === false)
      return [];
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

import { bulkUpsert, type BulkOutcome, type BulkRow } from '../bulk-upsert.ts';
import type { PersonalCrypto } from '../personal-crypto.ts';
import { laborerRow } from '../rows/laborer-columns.ts';
import type { Sql } from '../sql.ts';
import { changeKnownLaborers } from './known-laborers.ts';
import { LABORER_TABLE, personalCells } from './laborer-cells.ts';
import type { Person } from './merge-people.ts';
import { copyNewLaborers, FEW_PEOPLE } from './new-laborers.ts';
import { storedPeople, type StoredPerson } from './stored-people.ts';

/** Somebody with the key of her household. */
export interface PlacedPerson extends Person {
  readonly householdId: number | null;
  /** The household number where another county has it too; `null` where nothing is claimed. */
  readonly claimedHousehold: string | null;
}

/** A person's row as it was written. */
export interface Written extends BulkOutcome {
  /** She is new, and her list entry was written together with her row. */
  readonly hasList?: boolean;
  /** `false`: nothing that her source says is another thing than what is stored. */
  readonly isToCheck?: boolean;
}

/** Many new people go in by COPY, many known ones are compared in one look; everybody else is upserted. */
export async function writePeople(
  sql: Sql,
  crypto: PersonalCrypto,
  people: readonly PlacedPerson[],
): Promise<readonly Written[]> {
  const isMany = people.length >= FEW_PEOPLE;
  const stored: ReadonlyMap<number, StoredPerson> = isMany
    ? await storedPeople(
        sql,
        people.map(({ hash }) => hash),
      )
    : new Map();
  const copied = isMany ? await copyNewLaborers(sql, crypto, people, (at) => stored.has(at)) : [];
  const changed = await changeMany(sql, crypto, people, stored);
  const isLeft = (at: number): boolean => copied[at] === undefined && !changed.has(at);
  const rest = people.filter((_, at) => isLeft(at));
  const upserted = (
    await bulkUpsert(sql, LABORER_TABLE, rest, (person) => personRow(crypto, person))
  ).values();
  return people.map((_, at): Written => {
    const isNew = copied[at];
    if (isNew !== undefined) return { ...isNew, hasList: true };
    return changed.get(at) ?? settled(upserted.next().value);
  });
}

/** Of people who are registered, if they are many and within a transaction, what became of them by their places. */
async function changeMany(
  sql: Sql,
  crypto: PersonalCrypto,
  people: readonly PlacedPerson[],
  stored: ReadonlyMap<number, StoredPerson>,
): Promise<ReadonlyMap<number, Written>> {
  if (stored.size < FEW_PEOPLE || !(await sql.isInTransaction())) return new Map();
  const known = people.flatMap((person, at) => {
    const row = stored.get(at);
    return row === undefined ? [] : [{ at, person: { ...person, stored: row } }];
  });
  const outcomes = await changeKnownLaborers(
    sql,
    crypto,
    known.map(({ person }) => person),
  );
  return new Map(known.map(({ at }, nth) => [at, settled(outcomes[nth])]));
}

function settled<Outcome extends BulkOutcome>(outcome: Outcome | undefined): Outcome {
  if (outcome === undefined) throw new Error('a row was neither found nor created');
  return outcome;
}

function personRow(crypto: PersonalCrypto, { hash, input, silentOn, householdId }: PlacedPerson): BulkRow {
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

import type { LaborerInput, SilentFact } from '../../flows/ports/laborer-store.ts';
import { mergedChanges, mergedColumns, type BulkOutcome } from '../bulk-upsert.ts';
import { CopyWriter } from '../copy/copy-writer.ts';
import { writeCell } from '../copy/typed-cells.ts';
import type { PersonalCrypto } from '../personal-crypto.ts';
import { laborerRow, RECORD_COLUMNS } from '../rows/laborer-columns.ts';
import type { Sql } from '../sql.ts';
import { LABORER_TABLE, phoneCells, phoneHashOf } from './laborer-cells.ts';
import type { StoredPerson } from './stored-people.ts';

/** What a source says of somebody who is registered. */
export interface KnownLaborer {
  readonly stored: StoredPerson;
  readonly hash: Buffer;
  readonly input: LaborerInput;
  readonly silentOn: readonly SilentFact[];
  readonly householdId: number | null;
  /** The household number where another county has it too; `null` where nothing is claimed. */
  readonly claimedHousehold: string | null;
}

/** What became of a known person, and what else has to be looked at. */
export interface ChangedLaborer extends BulkOutcome {
  /** Whether the source says anything of who she is, or of her list, that is not stored so. */
  readonly isToCheck: boolean;
}

/**
 * Adds what a source says to what is known of many registered people; needs a transaction. Their rows go into a table of the
 * transaction by COPY and are compared there, so that a file that says nothing new costs one look. @returns in their order.
 */
export async function changeKnownLaborers(
  sql: Sql,
  crypto: PersonalCrypto,
  people: readonly KnownLaborer[],
): Promise<readonly ChangedLaborer[]> {
  await sql.rows(CREATE_GIVEN);
  await sql.rows('truncate given_laborer');
  await sql.copyIn(COPY_GIVEN, givenChunks(crypto, people));
  const told = await sql.rows<{ id: number; is_changed: boolean }>(COMPARE);
  const toCheck = new Set(told.map(({ id }) => id));
  const updated = await update(
    sql,
    told.flatMap(({ id, is_changed: isChanged }) => (isChanged ? [id] : [])),
  );
  return people.map(({ stored: { id } }) => ({
    id,
    outcome: updated.has(id) ? 'updated' : 'unchanged',
    isToCheck: toCheck.has(id),
  }));
}

const GIVEN_COLUMNS = [
  { name: 'phone_hash', type: 'bytea' },
  { name: 'phone', type: 'bytea' },
  { name: 'phone_masked', type: 'text' },
  ...RECORD_COLUMNS,
  { name: 'claimed_household', type: 'text' },
  { name: 'list_kind', type: 'text' },
  { name: 'list_from', type: 'date' },
  { name: 'has_work', type: 'boolean' },
];
const CREATE_GIVEN = `
  create temporary table if not exists given_laborer
    (id int, ${GIVEN_COLUMNS.map(({ name, type }) => `${name} ${type}`).join(', ')}) on commit drop`;
const COPY_GIVEN = `copy given_laborer from stdin (format binary)`;

function* givenChunks(crypto: PersonalCrypto, people: readonly KnownLaborer[]): Generator<Uint8Array> {
  const out = new CopyWriter();
  for (const person of people) {
    const row = givenRow(crypto, person);
    out.row(1 + GIVEN_COLUMNS.length);
    out.int(person.stored.id);
    for (const { name, type } of GIVEN_COLUMNS) writeCell(out, type, row[name] ?? null);
    yield* out.take();
  }
  yield* out.finish();
}

/** A phone that is stored already is not encrypted once more: it counts as not given. */
function givenRow(crypto: PersonalCrypto, person: KnownLaborer): Readonly<Record<string, unknown>> {
  const { hash, stored, householdId, silentOn, claimedHousehold } = person;
  const { record, list, personal } = person.input;
  const isStored = personal.phone !== null && stored.phoneHash?.equals(phoneHashOf(crypto, personal.phone));
  return {
    ...laborerRow(record, householdId, silentOn),
    ...phoneCells(crypto, isStored === true ? null : personal.phone, hash),
    claimed_household: claimedHousehold,
    list_kind: list?.kind ?? null,
    list_from: list?.validFrom ?? null,
    has_work: list?.work !== undefined,
  };
}

/** As `note-conflicts.ts` decides it. */
const IS_OTHER_PERSON = `
  stored.name <> given.name or stored.birth_date <> given.birth_date
  or (stored.sex is not null and given.sex is not null and stored.sex <> given.sex)
  or stored.county_code <> left(given.home_code, 6) or given.claimed_household is not null`;

/** As `list-moves.ts` decides it; of the work behind an entry it looks at every open one that has a gap. */
const IS_LIST_NEWS = `
  given.list_kind is not null and (
    (given.list_kind is distinct from lists.open_kind and (lists.newest is null or given.list_from >= lists.newest))
    or (given.list_kind = 'employed' and given.has_work and lists.has_gaps))`;

const COMPARE = `
  select * from (
    select stored.id, coalesce((${LABORER_TABLE.mayChange}) and (${mergedChanges(LABORER_TABLE)}), false) as is_changed,
      ${IS_OTHER_PERSON} as is_other, ${IS_LIST_NEWS} as is_news
    from given_laborer given
    cross join lateral (select * from laborer where id = given.id offset 0) stored
    cross join lateral (
      select max(coalesce(valid_to, valid_from)) as newest, max(kind) filter (where valid_to is null) as open_kind,
        bool_or(valid_to is null and (place_code is null or employer_name is null or contract_months is null
          or contract_until is null)) as has_gaps
      from list_entry where laborer_id = given.id
    ) lists
  ) compared where is_changed or is_other or is_news`;

/** Rows are locked in the order of their ids, so that two writers of the same rows wait for each other instead of for ever. */
async function update(sql: Sql, ids: readonly number[]): Promise<ReadonlySet<number>> {
  if (ids.length === 0) return new Set();
  await sql.rows('select from laborer where id = any($1) order by id for update', [ids]);
  const rows = await sql.rows<{ id: number }>(UPDATE, [ids]);
  return new Set(rows.map(({ id }) => id));
}

const UPDATE = `
  update laborer stored set ${mergedColumns(LABORER_TABLE)}, version = stored.version + 1, updated_at = now()
  from given_laborer given
  where stored.id = any($1) and given.id = stored.id and (${LABORER_TABLE.mayChange})
    and (${mergedChanges(LABORER_TABLE)})
  returning stored.id`;

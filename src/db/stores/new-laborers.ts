import type { LaborerInput, SilentFact } from '../../flows/ports/laborer-store.ts';
import type { BulkOutcome, BulkRow } from '../bulk-upsert.ts';
import { CopyWriter } from '../copy/copy-writer.ts';
import type { PersonalCrypto } from '../personal-crypto.ts';
import { laborerRow, RECORD_COLUMNS } from '../rows/laborer-columns.ts';
import type { Sql } from '../sql.ts';
import { personalCells } from './laborer-cells.ts';

/** Fewer new people than these are not worth questions of their own. */
const FEW_PEOPLE = 100;

/** A person as the registry would take her up. */
export interface NewLaborer {
  readonly hash: Buffer;
  readonly input: LaborerInput;
  readonly silentOn: readonly SilentFact[];
  readonly householdId: number | null;
}

/**
 * Of many people, registers those whom nobody knows by COPY, with their list entries: three times as fast as a bulk upsert. Ids
 * follow the input. @returns `created` at their places, `undefined` for everybody else, who is to be upserted: who is known,
 * where they are few, or where another writer was faster.
 */
export async function copyNewLaborers(
  sql: Sql,
  crypto: PersonalCrypto,
  people: readonly NewLaborer[],
): Promise<readonly (BulkOutcome | undefined)[]> {
  if (people.length < FEW_PEOPLE) return people.map(() => undefined);
  const known = await knownPlaces(sql, people);
  const fresh = people.flatMap((person, at) => (known.has(at) ? [] : [{ person, at }]));
  if (fresh.length < FEW_PEOPLE) return people.map(() => undefined);
  const ids = await sql.rows<{ id: number }>(
    `select nextval(pg_get_serial_sequence('laborer', 'id'))::int as id from generate_series(1, $1)`,
    [fresh.length],
  );
  const rows = fresh.map(({ person, at }, nth) => ({ ...person, at, id: ids[nth]?.id ?? 0 }));
  // In the order of their keys: two writers of the same people wait for each other instead of for ever.
  const inOrder = rows.toSorted((a, b) => a.hash.compare(b.hash));
  const isDone = await sql.attempt(async () => {
    await sql.copyIn(COPY_LABORERS, laborerChunks(crypto, inOrder));
    await sql.copyIn(COPY_ENTRIES, entryChunks(rows));
  });
  const outcomes = Array.from<BulkOutcome | undefined>({ length: people.length });
  if (isDone) for (const { at, id } of rows) outcomes[at] = { id, outcome: 'created' };
  return outcomes;
}

async function knownPlaces(sql: Sql, people: readonly NewLaborer[]): Promise<ReadonlySet<number>> {
  const rows = await sql.rows<{ at: number }>(
    `select (given.place - 1)::int as at from unnest($1::bytea[]) with ordinality as given(hash, place)
     join laborer l on l.id_number_hash = given.hash`,
    [people.map(({ hash }) => hash)],
  );
  return new Set(rows.map(({ at }) => at));
}

const PERSONAL_COLUMNS = [
  { name: 'id_number_hash', type: 'bytea' },
  { name: 'id_number', type: 'bytea' },
  { name: 'id_number_masked', type: 'text' },
  { name: 'phone_hash', type: 'bytea' },
  { name: 'phone', type: 'bytea' },
  { name: 'phone_masked', type: 'text' },
] as const;
const COPY_COLUMNS = [...PERSONAL_COLUMNS, ...RECORD_COLUMNS];
const COPY_LABORERS = `copy laborer (id, ${COPY_COLUMNS.map(({ name }) => name).join(', ')}) from stdin (format binary)`;
/** What stands where nothing is given, as `initial` of the columns says it. */
const INITIAL: Readonly<Record<string, unknown>> = {
  wished_areas: [],
  willing_tiers: 0,
  wished_occupations: [],
  refused_occupations: [],
};

type NumberedLaborer = NewLaborer & { readonly id: number };

function laborerChunks(crypto: PersonalCrypto, people: readonly NumberedLaborer[]): readonly Uint8Array[] {
  const out = new CopyWriter();
  for (const { id, hash, input, silentOn, householdId } of people) {
    const personal: BulkRow = { ...personalCells(crypto, input.personal, hash) };
    const record = laborerRow(input.record, householdId, silentOn);
    out.row(1 + COPY_COLUMNS.length);
    out.int(id);
    for (const { name, type } of PERSONAL_COLUMNS) writeCell(out, type, personal[name]);
    for (const { name, type } of RECORD_COLUMNS) writeCell(out, type, record[name] ?? INITIAL[name] ?? null);
  }
  return out.finish();
}

/** The row made its cells of the types that its columns name. */
function writeCell(out: CopyWriter, type: string, cell: unknown): void {
  switch (type) {
    case 'bytea':
      return out.bytes(cell as Buffer | null);
    case 'text':
      return out.text(cell as string | null);
    case 'smallint':
      return out.smallint(cell as number | null);
    case 'int':
      return out.int(cell as number | null);
    case 'double precision':
      return out.double(cell as number | null);
    case 'boolean':
      return out.boolean(cell as boolean | null);
    case 'date':
      return out.day(cell as string | null);
    case 'text[]':
      return out.texts(cell as string[] | null);
    case 'smallint[]':
      return out.smallints(cell as number[] | null);
    default:
      throw new Error(`a column of type ${type} cannot be copied`);
  }
}

const COPY_ENTRIES = `copy list_entry (laborer_id, kind, valid_from, reason, source, place_code, employer_name,
  contract_months, contract_until) from stdin (format binary)`;
const ENTRY_COLUMNS = 9;

function entryChunks(people: readonly NumberedLaborer[]): readonly Uint8Array[] {
  const out = new CopyWriter();
  for (const { id, input } of people) {
    if (input.list === null) continue;
    const { kind, validFrom, source, work } = input.list;
    out.row(ENTRY_COLUMNS);
    out.int(id);
    out.text(kind);
    out.day(validFrom);
    out.text('imported');
    out.text(source);
    out.text(work?.placeCode ?? null);
    out.text(work?.employerName ?? null);
    out.smallint(work?.contractMonths ?? null);
    out.day(work?.contractUntil ?? null);
  }
  return out.finish();
}

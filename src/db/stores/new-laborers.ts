import type { LaborerInput, SilentFact } from '../../flows/ports/laborer-store.ts';
import type { BulkOutcome, BulkRow } from '../bulk-upsert.ts';
import { CopyWriter } from '../copy/copy-writer.ts';
import { writeCell } from '../copy/typed-cells.ts';
import type { PersonalCrypto } from '../personal-crypto.ts';
import { laborerRow, RECORD_COLUMNS } from '../rows/laborer-columns.ts';
import type { Sql } from '../sql.ts';
import { personalCells } from './laborer-cells.ts';

/** Fewer people than these are not worth questions of their own. */
export const FEW_PEOPLE = 100;

/** A person as the registry would take her up. */
export interface NewLaborer {
  readonly hash: Buffer;
  readonly input: LaborerInput;
  readonly silentOn: readonly SilentFact[];
  readonly householdId: number | null;
}

/**
 * Of many people, registers those whom nobody knows by COPY, with their list entries: three times as fast as a bulk upsert. Ids
 * follow the input. `isKnown` tells who is registered, by place. @returns `created` at their places, `undefined` for everybody else,
 * who is to be upserted: who is known, where new ones are few, or where another writer was faster.
 */
export async function copyNewLaborers(
  sql: Sql,
  crypto: PersonalCrypto,
  people: readonly NewLaborer[],
  isKnown: (at: number) => boolean,
): Promise<readonly (BulkOutcome | undefined)[]> {
  const fresh = people.flatMap((person, at) => (isKnown(at) ? [] : [{ person, at }]));
  if (fresh.length < FEW_PEOPLE) return people.map(() => undefined);
  const ids = await sql.rows<{ id: number }>(NEXT_KEYS, [fresh.length]);
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

/** The sequence is looked up once, not for each key. */
const NEXT_KEYS = `
  select nextval(sequence.name)::int as id
  from (select pg_get_serial_sequence('laborer', 'id')::regclass as name offset 0) as sequence, generate_series(1, $1)`;

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

/** Written as they are sent, so that encryption and PostgreSQL's work overlap. */
function* laborerChunks(crypto: PersonalCrypto, people: readonly NumberedLaborer[]): Generator<Uint8Array> {
  const out = new CopyWriter();
  for (const { id, hash, input, silentOn, householdId } of people) {
    const personal: BulkRow = { ...personalCells(crypto, input.personal, hash) };
    const record = laborerRow(input.record, householdId, silentOn);
    out.row(1 + COPY_COLUMNS.length);
    out.int(id);
    for (const { name, type } of PERSONAL_COLUMNS) writeCell(out, type, personal[name]);
    for (const { name, type } of RECORD_COLUMNS) writeCell(out, type, record[name] ?? INITIAL[name] ?? null);
    yield* out.take();
  }
  yield* out.finish();
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

import { keyOf, type LaborerId } from '../../domain/ids.ts';
import type { PersonFile } from '../../domain/person-file.ts';
import { ENCRYPTED_TABLES, type EncryptedTable } from '../encrypted-columns.ts';
import type { PersonalCrypto } from '../personal-crypto.ts';
import type { Sql } from '../sql.ts';
import { placeOf } from './laborer-cells.ts';
import { IMPORTS_OF_HER, tablesOfPeople, type PersonTable } from './person-tables.ts';

/** All rows of a laborer by table, ciphertexts as texts. `null` when there is no such laborer. */
export async function everythingOf(
  sql: Sql,
  crypto: PersonalCrypto,
  id: LaborerId,
): Promise<PersonFile | null> {
  const [row] = await sql.rows<{ id_number_hash: Buffer; id_number: Buffer; phone: Buffer | null }>(
    'select id_number_hash, id_number, phone from laborer where id = $1',
    [keyOf(id)],
  );
  if (row === undefined) return null;
  const tables = await tablesToShow(sql);
  const parts = tables.map(
    ({ table, where }) =>
      `select '${table}' as name, coalesce(jsonb_agg(to_jsonb(t)), '[]') as rows from ${table} t where ${where}`,
  );
  // The parameters are used whichever tables there are.
  const found = await sql.rows<{ name: string; rows: Row[] }>(
    `select * from (${parts.join(' union all ')}) parts where $1::int is not null and $2::text is not null`,
    [keyOf(id), id],
  );
  const shown = new Map(found.map((part) => [part.name, part.rows.map(withoutBytes)]));
  for (const table of tables) await addTexts(sql, crypto, { id, ...table }, shown.get(table.table) ?? []);
  return {
    id,
    personal: {
      idNumber: crypto.decrypt(row.id_number, placeOf('id_number', row.id_number_hash)),
      phone: row.phone === null ? null : crypto.decrypt(row.phone, placeOf('phone', row.id_number_hash)),
    },
    tables: Object.fromEntries(shown),
  };
}

type Row = Record<string, unknown>;

/** The files of imports hold thousands of others: of hers it is told which they are, and her rows in them. */
async function tablesToShow(sql: Sql): Promise<readonly PersonTable[]> {
  const tables = await tablesOfPeople(sql);
  return [
    ...tables.filter(({ table }) => table !== 'import_file'),
    { table: 'import_batch', where: IMPORTS_OF_HER.replace('t.batch_id', 't.id') },
    { table: 'household', where: 't.id = (select household_id from laborer where id = $1)' },
    { table: 'audit_log', where: 't.subject = $2' },
  ];
}

/** Puts what is encrypted beside what is not; `personal` has those of the laborer herself. */
async function addTexts(
  sql: Sql,
  crypto: PersonalCrypto,
  { id, table, where }: PersonTable & { readonly id: LaborerId },
  rows: readonly Row[],
): Promise<void> {
  const encrypted = ENCRYPTED_TABLES.find((one) => one.table === table);
  if (encrypted === undefined || table === 'laborer' || rows.length === 0) return;
  const { key, boundTo, columns } = encrypted;
  const stored = await sql.rows<Row & { bound_to: Buffer | null }>(
    `select t.${key}, ${boundTo} as bound_to, ${columns.join(', ')} from ${table} t where ${where}`,
    [keyOf(id)],
  );
  for (const one of stored) {
    const row = rows.find((shown) => shown[key] === one[key]);
    if (row !== undefined) Object.assign(row, textsOf(crypto, encrypted, one));
  }
}

function textsOf(
  crypto: PersonalCrypto,
  { columns, placeOf: placeOfColumn }: EncryptedTable,
  row: Row & { bound_to: Buffer | null },
): Row {
  const texts: Row = {};
  for (const column of columns) {
    const ciphertext = row[column];
    if (!Buffer.isBuffer(ciphertext) || row.bound_to === null) continue;
    const text = crypto.decrypt(ciphertext, placeOfColumn(column, row.bound_to));
    // What a row of an import would do is an object.
    texts[column] = text.startsWith('{') ? (JSON.parse(text) as unknown) : text;
  }
  return texts;
}

/** Bytes are ciphertexts, hashes and packed parts: no person reads them, and JSON shows them as `\x…`, in images of rows too. */
function withoutBytes(row: Readonly<Row>): Row {
  const kept = Object.entries(row).filter(
    ([, value]) => typeof value !== 'string' || !value.startsWith(String.raw`\x`),
  );
  return Object.fromEntries(kept.map(([name, value]) => [name, isRow(value) ? withoutBytes(value) : value]));
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import type { KeyRotation, KeyUse } from '../../domain/key-rotation.ts';
import type { KeyRotationStore } from '../../flows/ports/key-rotation-store.ts';
import { ENCRYPTED_TABLES, keyIdSql, type EncryptedTable } from '../encrypted-columns.ts';
import type { PersonalCrypto } from '../personal-crypto.ts';
import type { Sql } from '../sql.ts';

/** Rotation of the keys of personal data, and its state. */
export function keyRotationStore(sql: Sql, crypto: PersonalCrypto): KeyRotationStore {
  return {
    keyIds: () => crypto.keyIds,
    use: async () => await countUse(sql),
    latest: async () => {
      const [row] = await sql.rows<RotationRow>(
        `select ${COLUMNS} from key_rotation order by id desc limit 1`,
      );
      return row === undefined ? null : rotationOf(row);
    },
    start: async (input) => await start(sql, crypto, input),
    step: async (rotation, rows) => await step(sql, crypto, { rotation, rows }),
    addBusy: async (id, ms) => {
      await sql.rows('update key_rotation set busy_ms = busy_ms + $2, updated_at = now() where id = $1', [
        id,
        Math.round(ms),
      ]);
    },
  };
}

async function countUse(sql: Sql): Promise<KeyUse[]> {
  const columns = ENCRYPTED_TABLES.flatMap(({ table, columns: names }) =>
    names.map(
      (name) => `select '${table}.${name}' as column, ${keyIdSql(name)} as key_id, count(*) as ciphertexts
        from ${table} where ${name} is not null group by 2`,
    ),
  );
  const rows = await sql.rows<{ column: string; key_id: string; ciphertexts: number }>(
    `select * from (${columns.join(' union all ')}) used order by "column" collate "C", key_id collate "C"`,
  );
  return rows.map((row) => ({ column: row.column, keyId: row.key_id, ciphertexts: row.ciphertexts }));
}

/** SQL that is true for a row with a ciphertext of another key than `$1`. */
function isOfOtherKey({ columns }: EncryptedTable): string {
  return columns.map((name) => `(${name} is not null and ${keyIdSql(name)} <> $1)`).join(' or ');
}

async function start(
  sql: Sql,
  crypto: PersonalCrypto,
  input: Parameters<KeyRotationStore['start']>[0],
): Promise<KeyRotation> {
  const counts = ENCRYPTED_TABLES.map(
    (table) => `(select count(*) from ${table.table} where ${isOfOtherKey(table)})`,
  );
  const [begun] = await sql.rows<RotationRow>(
    `insert into key_rotation (to_key, started_by, rows_per_second, rows_total)
     select $1, $2, $3, ${counts.join(' + ')}
     where not exists (select from key_rotation where finished_at is null)
     on conflict do nothing returning ${COLUMNS}`,
    [crypto.keyIds[0], input.startedBy, input.rowsPerSecond],
  );
  if (begun !== undefined) return rotationOf(begun);
  const [open] = await sql.rows<RotationRow>(`select ${COLUMNS} from key_rotation where finished_at is null`);
  // It ended between the two statements: the next try begins a new one.
  return open === undefined ? await start(sql, crypto, input) : rotationOf(open);
}

interface Step {
  readonly rotation: KeyRotation;
  readonly rows: number;
}

async function step(sql: Sql, crypto: PersonalCrypto, { rotation, rows }: Step): Promise<KeyRotation> {
  const [at] = await sql.rows<{ at_table: number; at_id: number }>(
    'select at_table, at_id from key_rotation where id = $1 for update',
    [rotation.id],
  );
  const table = ENCRYPTED_TABLES[at?.at_table ?? 0];
  if (at === undefined || table === undefined) return rotation;
  const taken = await takeRows(sql, table, { toKey: rotation.toKey, after: at.at_id, rows });
  if (taken.length === 0) return await passTable(sql, rotation, at.at_table);
  await writeAnew(sql, crypto, table, taken);
  return await note(
    sql,
    `update key_rotation set rows_done = rows_done + $2, at_id = $3, updated_at = now() where id = $1
     returning ${COLUMNS}`,
    [rotation.id, taken.length, taken.at(-1)?.key ?? at.at_id],
  );
}

/** A row's key, what its ciphertexts are bound to, and they themselves in the order of the table's columns. */
interface TakenRow {
  readonly key: number;
  readonly bound_to: Buffer;
  readonly texts: readonly (Buffer | null)[];
}

async function takeRows(
  sql: Sql,
  table: EncryptedTable,
  from: { readonly toKey: string; readonly after: number; readonly rows: number },
): Promise<TakenRow[]> {
  return await sql.rows<TakenRow>(
    `select ${table.key} as key, ${table.boundTo} as bound_to, array[${table.columns.join(', ')}] as texts
     from ${table.table} where ${table.key} > $2 and (${isOfOtherKey(table)})
     order by ${table.key} limit $3 for no key update`,
    [from.toKey, from.after, from.rows],
  );
}

/** The rows are locked: nobody wrote between reading and this. */
async function writeAnew(
  sql: Sql,
  crypto: PersonalCrypto,
  table: EncryptedTable,
  rows: readonly TakenRow[],
): Promise<void> {
  const columns = table.columns.map((name, at) =>
    rows.map(({ bound_to: boundTo, texts }) => {
      const text = texts[at] ?? null;
      const place = table.placeOf(name, boundTo);
      return text === null ? null : crypto.encrypt(crypto.decrypt(text, place), place);
    }),
  );
  await sql.rows(
    `update ${table.table} stored set ${table.columns.map((name) => `${name} = given.${name}`).join(', ')}
     from unnest($1::int[], ${table.columns.map((_name, at) => `$${at + 2}::bytea[]`).join(', ')})
       as given(key, ${table.columns.join(', ')})
     where stored.${table.key} = given.key`,
    [rows.map((row) => row.key), ...columns],
  );
}

/** The end of a table: on to the next, or (all of them) once more, or finished. */
async function passTable(sql: Sql, rotation: KeyRotation, at: number): Promise<KeyRotation> {
  const isLast = at >= ENCRYPTED_TABLES.length - 1;
  const rest = ENCRYPTED_TABLES.map(
    (table) => `exists (select from ${table.table} where ${isOfOtherKey(table)})`,
  );
  const [left] = isLast
    ? await sql.rows<{ is_left: boolean }>(`select ${rest.join(' or ')} as is_left`, [rotation.toKey])
    : [];
  return await note(
    sql,
    `update key_rotation set at_id = 0, at_table = $2, updated_at = now(),
       finished_at = case when $3 then now() end
     where id = $1 returning ${COLUMNS}`,
    [rotation.id, isLast ? 0 : at + 1, isLast && left?.is_left === false],
  );
}

async function note(sql: Sql, statement: string, parameters: readonly unknown[]): Promise<KeyRotation> {
  const [row] = await sql.rows<RotationRow>(statement, parameters);
  if (row === undefined) throw new Error('the rotation is gone');
  return rotationOf(row);
}

const COLUMNS =
  'id, to_key, started_by, rows_per_second, rows_total, rows_done, busy_ms, started_at, finished_at';

interface RotationRow {
  id: number;
  to_key: string;
  started_by: string;
  rows_per_second: number | null;
  rows_total: number;
  rows_done: number;
  busy_ms: number;
  started_at: string;
  finished_at: string | null;
}

function rotationOf(row: RotationRow): KeyRotation {
  return {
    id: row.id,
    toKey: row.to_key,
    startedBy: row.started_by,
    rowsPerSecond: row.rows_per_second,
    rowsTotal: row.rows_total,
    rowsDone: row.rows_done,
    busyMs: row.busy_ms,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}

import type { AreaPrefix } from '../../domain/area.ts';
import type {
  ImportBatch,
  ImportRow,
  RowCounts,
  StagedKind,
  ImportState,
} from '../../domain/import-batch.ts';
import { keyOf, makeId, type AnyId, type ImportId } from '../../domain/ids.ts';
import type {
  AddedRows,
  ExpectedRow,
  ImportStore,
  NewImport,
  StagedRow,
} from '../../flows/ports/import-store.ts';
import type { Page, PageRequest } from '../../flows/ports/paging.ts';
import { keyAfter, pageOf } from '../pages.ts';
import type { PersonalCrypto } from '../personal-crypto.ts';
import type { Sql } from '../sql.ts';
import { ID_NUMBER_HASH } from './laborer-cells.ts';
import { imagesOf, keepWayBack, restore, standing } from './import-way-back.ts';

/** Bytes of a piece of a stored file before it is encrypted. */
const PIECE_BYTES = 512 * 1024;

/** Staged imports. Files and the details of rows are encrypted: they hold what people typed, ID numbers too. */
export function importStore(sql: Sql, crypto: PersonalCrypto): ImportStore {
  return {
    add: async (input) => await add(sql, crypto, input),
    find: async (id) => await findOne(sql, id, ''),
    lock: async (id) => await findOne(sql, id, 'for update'),
    addRows: async (id, added) => await addRows(sql, crypto, keyOf(id), added),
    list: async (scope, page) => await list(sql, scope, page),
    filePiece: async (id, part) => await filePiece(sql, crypto, id, part),
    rows: async (id, outcome, page) => await rowsOf(sql, crypto, { id, outcome, page }),
    expected: async (id, place, count) => await expectedOf(sql, { id, place, count }),
    move: async (id, state, counts) => await move(sql, id, state, counts),
    markStale: async (id, rows) => await markStale(sql, crypto, id, rows),
    images: async (ids) => await imagesOf(sql, ids),
    keepWayBack: async (id, touched, before) => await keepWayBack(sql, id, touched, before),
    standing: async (id) => await standing(sql, keyOf(id)),
    restore: async (id) => await restore(sql, keyOf(id)),
    forget: async (id) => await forget(sql, [keyOf(id)]),
    expire: async () => await expire(sql),
  };
}

async function add(sql: Sql, crypto: PersonalCrypto, input: NewImport): Promise<ImportId> {
  const [made] = await sql.rows<{ id: number }>(
    `insert into import_batch (file_name, kind, uploaded_by, scope, read_on, rows_new, rows_changed, rows_same,
       rows_rejected) values ($1, $2, $3, $4, $5, 0, 0, 0, 0) returning id`,
    [input.fileName, input.kind, input.uploadedBy, input.scope, input.readOn],
  );
  const key = made?.id ?? 0;
  await addFile(sql, crypto, key, input.bytes);
  return makeId('I', key);
}

async function addFile(
  sql: Sql,
  crypto: PersonalCrypto,
  key: number,
  bytes: NewImport['bytes'],
): Promise<void> {
  for (let part = 0; part * PIECE_BYTES < bytes.length; part += 1) {
    const [from, to] = [part * PIECE_BYTES, (part + 1) * PIECE_BYTES];
    const piece = bytes instanceof Uint8Array ? bytes.subarray(from, to) : bytes.read(from, to);
    await sql.rows('insert into import_file (batch_id, part, content) values ($1, $2, $3)', [
      key,
      part,
      crypto.encrypt(Buffer.from(piece).toString('base64'), importFilePlace(key)),
    ]);
  }
}

async function addRows(
  sql: Sql,
  crypto: PersonalCrypto,
  key: number,
  { rows, place, idNumbers }: AddedRows,
): Promise<void> {
  await sql.rows(
    `insert into import_row (batch_id, place, sheet, row_number, outcome, subject, version, details, id_hash)
     select $1, * from unnest($2::int[], $3::text[], $4::int[], $5::text[], $6::text[], $7::int[], $8::bytea[], $9::bytea[])`,
    [
      key,
      rows.map((_, at) => place + at),
      rows.map((row) => row.sheet),
      rows.map((row) => row.row),
      rows.map((row) => row.outcome),
      rows.map((row) => row.subject),
      rows.map((row) => row.version),
      rows.map((row) => detailsOf(crypto, key, row)),
      idNumbers.map((one) => (one === null ? null : crypto.hash(one, ID_NUMBER_HASH))),
    ],
  );
}

type Details = Pick<StagedRow, 'changes' | 'problems' | 'warnings'>;

function detailsOf(crypto: PersonalCrypto, key: number, row: Details): Buffer | null {
  const { changes, problems, warnings } = row;
  if (changes.length + problems.length + warnings.length === 0) return null;
  return crypto.encrypt(JSON.stringify({ changes, problems, warnings }), importRowPlace(key));
}

/** What the ciphertexts of a batch's file are bound to, by its key. */
export function importFilePlace(key: number): string {
  return `import_file.content/${key}`;
}

/** The same for the details of its rows. */
export function importRowPlace(key: number): string {
  return `import_row.details/${key}`;
}

interface BatchRow {
  id: number;
  file_name: string;
  kind: StagedKind;
  state: ImportState;
  uploaded_by: string;
  scope: string[];
  read_on: string;
  rows_new: number;
  rows_changed: number;
  rows_same: number;
  rows_rejected: number;
  rows_stale: number;
  uploaded_at: string;
  applied_at: string | null;
  expires_at: string;
  is_forgotten: boolean;
}

function batchOf(row: BatchRow): ImportBatch {
  const counts = {
    new: row.rows_new,
    changed: row.rows_changed,
    same: row.rows_same,
    rejected: row.rows_rejected,
    stale: row.rows_stale,
  };
  return {
    id: makeId('I', row.id),
    fileName: row.file_name,
    kind: row.kind,
    state: row.state,
    uploadedBy: row.uploaded_by,
    scope: row.scope,
    readOn: row.read_on,
    rowsRead: Object.values(counts).reduce((sum, count) => sum + count, 0),
    counts,
    uploadedAt: row.uploaded_at,
    appliedAt: row.applied_at,
    expiresAt: row.expires_at,
    isForgotten: row.is_forgotten,
  };
}

async function findOne(sql: Sql, id: ImportId, lock: 'for update' | ''): Promise<ImportBatch | null> {
  const [row] = await sql.rows<BatchRow>(`select * from import_batch where id = $1 ${lock}`, [keyOf(id)]);
  return row === undefined ? null : batchOf(row);
}

async function list(sql: Sql, scope: readonly AreaPrefix[], page: PageRequest): Promise<Page<ImportBatch>> {
  const rows = await sql.rows<BatchRow>(
    `select * from import_batch where id > $1
       and not exists (
         select from unnest(scope) as area where not exists (
           select from unnest($3::text[]) as mine where left(area, length(mine)) = mine))
     order by id limit $2`,
    [keyAfter('I', page), page.limit + 1, scope],
  );
  return pageOf(rows.map(batchOf), page);
}

async function filePiece(
  sql: Sql,
  crypto: PersonalCrypto,
  id: ImportId,
  part: number,
): Promise<Uint8Array | null> {
  const [row] = await sql.rows<{ content: Buffer }>(
    'select content from import_file where batch_id = $1 and part = $2',
    [keyOf(id), part],
  );
  if (row === undefined) return null;
  return Buffer.from(crypto.decrypt(row.content, importFilePlace(keyOf(id))), 'base64');
}

interface RowRow {
  place: number;
  sheet: string | null;
  row_number: number;
  outcome: ImportRow['outcome'];
  subject: string | null;
  version: number | null;
  details: Buffer | null;
}

async function rowsOf(
  sql: Sql,
  crypto: PersonalCrypto,
  asked: { readonly id: ImportId; readonly outcome: string | null; readonly page: PageRequest },
): Promise<Page<ImportRow>> {
  const key = keyOf(asked.id);
  const { after, limit } = asked.page;
  const rows = await sql.rows<RowRow>(
    `select place, sheet, row_number, outcome, subject, version, details from import_row
     where batch_id = $1 and place > $2 and ($3::text is null or outcome = $3) order by place limit $4`,
    [key, after === null ? -1 : Number(after) || 0, asked.outcome, limit + 1],
  );
  const items = rows.slice(0, limit).map((row) => rowOf(crypto, key, row));
  return { items, next: rows.length > limit ? String(items.at(-1)?.place) : null };
}

function rowOf(crypto: PersonalCrypto, key: number, row: RowRow): ImportRow {
  const { place, sheet, outcome, subject } = row;
  const empty: Details = { changes: [], problems: [], warnings: [] };
  const details =
    row.details === null
      ? empty
      : // What this store wrote.
        (JSON.parse(crypto.decrypt(row.details, importRowPlace(key))) as Details);
  return { place, sheet, row: row.row_number, outcome, subject, ...details };
}

async function expectedOf(
  sql: Sql,
  { id, place: from, count }: { readonly id: ImportId; readonly place: number; readonly count: number },
): Promise<ExpectedRow[]> {
  const rows = await sql.rows<RowRow>(
    `select place, sheet, row_number, outcome, subject, version, null as details from import_row
     where batch_id = $1 and place >= $2 and place < $2 + $3 order by place`,
    [keyOf(id), from, count],
  );
  return rows.map(({ place, sheet, row_number, outcome, subject, version }) => ({
    place,
    sheet,
    row: row_number,
    outcome,
    // Only ids are written there.
    subject: subject as AnyId | null,
    version,
  }));
}

async function move(sql: Sql, id: ImportId, state: ImportState, counts?: RowCounts): Promise<void> {
  await sql.rows(
    `update import_batch set state = $2, applied_at = case when $2 = 'applied' then now() else applied_at end
     where id = $1`,
    [keyOf(id), state],
  );
  if (counts === undefined) return;
  await sql.rows(
    `update import_batch set rows_new = $2, rows_changed = $3, rows_same = $4, rows_rejected = $5, rows_stale = $6
     where id = $1`,
    [keyOf(id), counts.new, counts.changed, counts.same, counts.rejected, counts.stale],
  );
}

async function markStale(
  sql: Sql,
  crypto: PersonalCrypto,
  id: ImportId,
  rows: Parameters<ImportStore['markStale']>[1],
): Promise<void> {
  const key = keyOf(id);
  const details = rows.map(({ note }) =>
    detailsOf(crypto, key, { changes: [], problems: [note], warnings: [] }),
  );
  await sql.rows(
    `update import_row r set outcome = 'stale', details = given.details
     from unnest($2::int[], $3::bytea[]) as given(place, details)
     where r.batch_id = $1 and r.place = given.place`,
    [key, rows.map((row) => row.place), details],
  );
}

async function forget(sql: Sql, keys: readonly number[]): Promise<void> {
  await sql.rows(
    `with files as (delete from import_file where batch_id = any($1)),
     staged as (delete from import_row where batch_id = any($1)),
     touched as (delete from import_touched where batch_id = any($1))
     update import_batch set is_forgotten = true where id = any($1)`,
    [keys],
  );
}

async function expire(sql: Sql): Promise<number> {
  const rows = await sql.rows<{ id: number }>(
    `update import_batch set state = case when state in ('checked', 'reviewed') then 'discarded' else state end
     where expires_at <= now() and not is_forgotten returning id`,
  );
  if (rows.length > 0) {
    await forget(
      sql,
      rows.map((row) => row.id),
    );
  }
  return rows.length;
}

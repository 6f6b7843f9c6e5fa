import type { Sql } from './sql.ts';

/** A column of a bulk write. */
export interface BulkColumn {
  readonly name: string;
  /** PostgreSQL's type, written out. */
  readonly type: string;
  /**
   * How a new value meets the stored one. `given`: the new one unless it is null (not given). `always`: the
   * new one, null too. `once`: kept as it was created. `derived`: never written; the table computes it, and
   * it finds the row. Else SQL over `stored` and `given`, the two rows.
   */
  readonly merge: 'given' | 'always' | 'once' | 'derived' | { readonly sql: string };
  /** SQL of the value where none is given: for new rows and replaced ones. Without it: null. */
  readonly initial?: string;
  /** SQL over `given` and `stored` for a replaced row, where it is not simply the given value. */
  readonly replaced?: string;
}

/** A table that bulk writes go to. Besides its columns it has `id`, `version` and `updated_at`. */
export interface BulkTable {
  readonly table: string;
  /** Columns by which a row is found again. They must be unique together and never null. */
  readonly keys: readonly string[];
  readonly columns: readonly BulkColumn[];
  /** SQL over `stored` that says whether a stored row may change. */
  readonly mayChange: string;
}

export interface BulkOutcome {
  readonly id: number;
  readonly outcome: 'created' | 'updated' | 'unchanged';
}

/** A record as JSON: column name to value, `null` for not given. */
export type BulkRow = Readonly<Record<string, unknown>>;

/** Rows of one statement: some two megabytes of JSON. */
const CHUNK_ROWS = 2_000;
/** Rounds after which rows that other writers keep creating and deleting are given up. */
const MAX_ROUNDS = 5;

/**
 * Creates or changes rows, and tells of each what became of it, in the order of the input. Rows that would
 * not change are not written. The caller has made the keys distinct; `toRow` is asked for a chunk at a time.
 * New ids follow the input; rows of a chunk are created in the order of their keys and locked in the order of
 * their ids, so that two writers of the same rows wait for each other instead of for ever.
 */
export async function bulkUpsert<Item>(
  sql: Sql,
  table: BulkTable,
  items: readonly Item[],
  toRow: (item: Item) => BulkRow,
): Promise<readonly BulkOutcome[]> {
  const outcomes = Array.from<BulkOutcome>({ length: items.length });
  for (let start = 0; start < items.length; start += CHUNK_ROWS) {
    const rows = items
      .slice(start, start + CHUNK_ROWS)
      .map((item, at) => ({ ...toRow(item), ord: start + at }));
    for (const { ord, id, outcome } of await writeChunk(sql, table, rows)) outcomes[ord] = { id, outcome };
  }
  return outcomes;
}

interface ChunkOutcome extends BulkOutcome {
  readonly ord: number;
}

/** A row that another writer created between our look and our insert is met again in the next round. */
async function writeChunk(
  sql: Sql,
  table: BulkTable,
  rows: readonly (BulkRow & { readonly ord: number })[],
  round = 1,
): Promise<ChunkOutcome[]> {
  const statement = statementOf(table);
  const done = await sql.rows<ChunkOutcome>(statement, [JSON.stringify(rows)]);
  if (done.length === rows.length) return done;
  if (round === MAX_ROUNDS) throw new Error(`${table.table}: other writers were faster ${MAX_ROUNDS} times`);
  const settled = new Set(done.map((one) => one.ord));
  const rest = rows.filter((row) => !settled.has(row.ord));
  return [...done, ...(await writeChunk(sql, table, rest, round + 1))];
}

/** Statements by table: they never change. */
const statements = new Map<string, string>();

function statementOf(table: BulkTable): string {
  const known = statements.get(table.table);
  if (known !== undefined) return known;
  const made = makeStatement(table);
  statements.set(table.table, made);
  return made;
}

function makeStatement(table: BulkTable): string {
  const { keys, columns, mayChange } = table;
  const sameKey = (left: string): string => keys.map((key) => `${left}.${key} = given.${key}`).join(' and ');
  const written = columns.filter((column) => column.merge !== 'derived');
  const names = written.map((column) => column.name).join(', ');
  return `
    with given as materialized (
      select * from json_to_recordset($1::json) as input(ord int, ${columns.map(({ name, type }) => `${name} ${type}`).join(', ')})
    ), found as materialized (
      select given.ord, stored.id, (${mayChange}) and (${mergedChanges(table)}) as is_changed
      from given join ${table.table} stored on ${sameKey('stored')}
    ), locked as materialized (
      select id from ${table.table} where id in (select id from found where is_changed) order by id for update
    ), updated as (
      update ${table.table} stored
      set ${mergedColumns(table)},
        version = stored.version + 1, updated_at = now()
      from locked join found using (id) join given using (ord)
      where stored.id = locked.id
      returning stored.id
    ), numbered as materialized (
      select fresh.*, nextval(pg_get_serial_sequence('${table.table}', 'id'))::int as new_id
      from (select * from given where ord not in (select ord from found) order by ord) fresh
    ), created as (
      insert into ${table.table} (id, ${names}) overriding system value
      select given.new_id, ${written.map(initialValue).join(', ')} from numbered given
      order by ${keys.map((key) => `given.${key}`).join(', ')}
      on conflict (${keys.join(', ')}) do nothing
      returning id, ${keys.join(', ')}
    )
    select ord, id, case when is_changed then 'updated' else 'unchanged' end as outcome from found
    union all
    select given.ord, created.id, 'created' from created join given on ${sameKey('created')}`;
}

/** SQL over `stored` and `given`, the two rows: whether the stored one would become another. */
export function mergedChanges(table: BulkTable): string {
  return mutableColumns(table)
    .map((column) => `stored.${column.name} is distinct from (${mergedValue(column)})`)
    .join(' or ');
}

/** SQL of the assignments that put what is given into the stored row. */
export function mergedColumns(table: BulkTable): string {
  return mutableColumns(table)
    .map((column) => `${column.name} = ${mergedValue(column)}`)
    .join(', ');
}

function mutableColumns({ columns }: BulkTable): readonly BulkColumn[] {
  return columns.filter(({ merge }) => merge !== 'derived' && merge !== 'once');
}

/**
 * Replaces what a row says, whatever was known, when it is at the version that the caller read.
 * @returns false when it is not there or at another version.
 */
export async function replaceRow(
  sql: Sql,
  table: BulkTable,
  target: { readonly key: number; readonly version: number; readonly row: BulkRow },
): Promise<boolean> {
  const columns = table.columns.filter(({ merge }) => merge !== 'derived' && merge !== 'once');
  const done = await sql.rows(
    `update ${table.table} stored
     set ${columns.map((column) => `${column.name} = ${column.replaced ?? initialValue(column)}`).join(', ')},
       version = stored.version + 1, updated_at = now()
     from json_to_record($1::json) as given(${columns.map(({ name, type }) => `${name} ${type}`).join(', ')})
     where stored.id = $2 and stored.version = $3 and (${table.mayChange})
     returning stored.id`,
    [JSON.stringify(target.row), target.key, target.version],
  );
  return done.length === 1;
}

function initialValue({ name, initial }: BulkColumn): string {
  return initial === undefined ? `given.${name}` : `coalesce(given.${name}, ${initial})`;
}

function mergedValue(column: BulkColumn): string {
  if (typeof column.merge === 'object') return column.merge.sql;
  return column.merge === 'given'
    ? `coalesce(given.${column.name}, stored.${column.name})`
    : `given.${column.name}`;
}

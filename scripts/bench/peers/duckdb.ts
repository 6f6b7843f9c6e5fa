import {
  BIGINT,
  DOUBLE,
  DuckDBDataChunk,
  DuckDBInstance,
  DuckDBListValue,
  INTEGER,
  LIST,
  listValue,
  type DuckDBConnection,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import { timedAsync } from '../timing.ts';
import { cutLists } from './cut-lists.ts';
import type { Peer } from './peer.ts';
import { allowed, orderKey, type SqlDialect } from './sql-statement.ts';
import { sqlTables, type SqlColumn, type SqlTable } from './sql-tables.ts';

/** Rows of one vector: DuckDB takes no more in a chunk. */
const VECTOR_ROWS = 2_048;
/**
 * Rows that one thread takes at once. By default 122,880: then the joins over our tables would start in one thread and
 * leave the other core idle.
 */
const ROW_GROUP_ROWS = 8_192;

const DIALECT: SqlDialect = {
  xor: (one, other) => `xor(${one}, ${other})`,
  isIn: (value, list) => `list_contains(${list}, ${value})`,
};

const TYPES: Readonly<Record<SqlColumn['type'], { readonly sql: string; readonly type: DuckDBType }>> = {
  integer: { sql: 'INTEGER', type: INTEGER },
  double: { sql: 'DOUBLE', type: DOUBLE },
  bigint: { sql: 'BIGINT', type: BIGINT },
  integers: { sql: 'INTEGER[]', type: LIST(INTEGER) },
};

/**
 * DuckDB on two threads, in memory: one statement joins what is possible (patterns of a skill profile, places of a place
 * profile), filters, and keeps the best of each laborer with `max_by`.
 */
export async function duckdbPeer(): Promise<Peer> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  let databases = 0;
  return {
    name: 'duckdb',
    cores: 2,
    async answer(tables) {
      databases += 1;
      const database = `bench${databases}`;
      await connection.run(`ATTACH ':memory:' AS ${database} (ROW_GROUP_SIZE ${ROW_GROUP_ROWS})`);
      await connection.run(`USE ${database}`);
      for (const table of sqlTables(tables)) await load(connection, database, table);
      const { result, seconds } = await timedAsync(
        async () =>
          await cutLists(tables, async (length, laborers) => await topLists(connection, length, laborers)),
      );
      return { lists: result, seconds };
    },
    close: async () => {
      connection.closeSync();
      instance.closeSync();
      await Promise.resolve();
    },
  };
}

async function topLists(
  connection: DuckDBConnection,
  length: number,
  laborers: readonly number[] | null,
): Promise<ReadonlyMap<number, readonly number[]>> {
  const reader = await connection.runAndReadAll(`
    SELECT l.id, max_by(o.id, ${orderKey(DIALECT)}, ${length})
    FROM laborers l
    JOIN skill_points s ON s.profile = l.skills
    JOIN openings o ON o.pattern = s.pattern
    JOIN place_points p ON p.profile = l.place AND p.place = o.place
    WHERE ${allowed(DIALECT)}${laborers === null ? '' : ` AND l.id IN (${laborers.join()})`}
    GROUP BY l.id`);
  const [ids = [], lists = []] = reader.getColumns();
  return new Map(ids.map((id, at) => [Number(id), numbersOf(lists[at])]));
}

function numbersOf(list: DuckDBValue | undefined): number[] {
  return list instanceof DuckDBListValue ? list.items.map(Number) : [];
}

async function load(
  connection: DuckDBConnection,
  database: string,
  { name, columns }: SqlTable,
): Promise<void> {
  const fields = columns.map((column) => `${column.name} ${TYPES[column.type].sql}`);
  await connection.run(`CREATE TABLE ${name} (${fields.join()})`);
  const appender = await connection.createAppender(name, 'main', database);
  const rows = columns[0]?.values.length ?? 0;
  for (let from = 0; from < rows; from += VECTOR_ROWS) {
    const to = Math.min(rows, from + VECTOR_ROWS);
    const chunk = DuckDBDataChunk.create(
      columns.map(({ type }) => TYPES[type].type),
      to - from,
    );
    chunk.setColumns(columns.map((column) => valuesOf(column, from, to)));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

function valuesOf({ type, values }: SqlColumn, from: number, to: number): DuckDBValue[] {
  if (type === 'integers') return values.slice(from, to).map((list) => listValue(list));
  return Array.from({ length: to - from }, (_row, at) => values[from + at] ?? null);
}

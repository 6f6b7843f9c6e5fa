import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../../src/services/embedded-postgres.ts';
import { timedAsync } from '../timing.ts';
import { cutLists } from './cut-lists.ts';
import type { Peer } from './peer.ts';
import { allowed, orderKey, type SqlDialect } from './sql-statement.ts';
import { sqlTables, type SqlColumn, type SqlTable } from './sql-tables.ts';

const DIALECT: SqlDialect = {
  xor: (one, other) => `(${one} # ${other})`,
  isIn: (value, list) => `(${value} = ANY(${list}))`,
};

const TYPES: Readonly<Record<SqlColumn['type'], string>> = {
  integer: 'integer',
  double: 'double precision',
  bigint: 'bigint',
  integers: 'integer[]',
};

/**
 * Both cores: the leader and one worker. What parallel work costs is set to nothing, or the planner would not start a
 * worker for tables that are so small; joins are by hash, since the planner takes each join for far smaller than it is.
 */
const SETTINGS = [
  'max_parallel_workers_per_gather = 1',
  'parallel_setup_cost = 0',
  'parallel_tuple_cost = 0',
  'min_parallel_table_scan_size = 0',
  "work_mem = '256MB'",
  'jit = off',
];

/**
 * The embedded PostgreSQL with its own planner tuned: one statement calls, for each laborer and in parallel, a function
 * that joins, filters and sorts her top. (In one flat statement all eligible pairs would be sorted at once; a lateral
 * subquery with a limit would keep PostgreSQL from working in parallel.)
 */
export async function postgresPeer(): Promise<Peer> {
  const directory = mkdtempSync(path.join(tmpdir(), 'longqiao-bench-'));
  const server = await startEmbeddedPostgres({ directory, database: 'bench', durability: 'throw_away' });
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  for (const setting of SETTINGS) await client.query(`SET ${setting}`);
  return {
    name: 'postgres',
    cores: 2,
    async answer(tables) {
      await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
      for (const table of sqlTables(tables)) await load(client, table);
      await prepare(client);
      const { result, seconds } = await timedAsync(
        async () =>
          await cutLists(tables, async (length, laborers) => await topLists(client, length, laborers)),
      );
      return { lists: result, seconds };
    },
    async close() {
      await client.end();
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function prepare(client: pg.Client): Promise<void> {
  await client.query(`
    CREATE INDEX ON skill_points (profile) INCLUDE (pattern, points);
    CREATE INDEX ON place_points (profile) INCLUDE (place, points, road);
    ALTER TABLE laborers SET (parallel_workers = 1);
    CREATE FUNCTION top(l laborers, length integer) RETURNS integer[]
    LANGUAGE sql STABLE PARALLEL SAFE SET enable_nestloop = off AS $$
      SELECT array_agg(id) FROM (
        SELECT o.id
        FROM openings o
        JOIN skill_points s ON s.pattern = o.pattern
        JOIN place_points p ON p.place = o.place
        WHERE s.profile = (l).skills AND p.profile = (l).place AND ${ofParameter(allowed(DIALECT))}
        ORDER BY ${ofParameter(orderKey(DIALECT))} DESC
        LIMIT length
      ) best
    $$`);
  await client.query('VACUUM ANALYZE');
}

/** A parameter's field is written `(l).field`. */
function ofParameter(expression: string): string {
  return expression.replaceAll(/\bl\./g, '(l).');
}

async function topLists(
  client: pg.Client,
  length: number,
  laborers: readonly number[] | null,
): Promise<ReadonlyMap<number, readonly number[]>> {
  const { rows } = await client.query<{ id: number; best: readonly number[] | null }>(
    `SELECT l.id, top(l, $1) AS best FROM laborers l WHERE $2::integer[] IS NULL OR l.id = ANY($2)`,
    [length, laborers],
  );
  return new Map(rows.map(({ id, best }) => [id, best ?? []]));
}

async function load(client: pg.Client, { name, columns }: SqlTable): Promise<void> {
  const fields = columns.map((column) => `${column.name} ${TYPES[column.type]}`);
  await client.query(`CREATE UNLOGGED TABLE ${name} (${fields.join()})`);
  const names = columns.map((column) => column.name).join();
  const taken = columns.map(({ name: field, type }) => (type === 'integers' ? `${field}::integer[]` : field));
  // Arrays in an array would have to be equally long, so they come as text.
  const arrays = columns.map(({ type }, at) => `$${at + 1}::${type === 'integers' ? 'text' : TYPES[type]}[]`);
  await client.query(
    `INSERT INTO ${name} (${names}) SELECT ${taken.join()} FROM unnest(${arrays.join()}) AS rows (${names})`,
    columns.map(valuesOf),
  );
}

function valuesOf({ type, values }: SqlColumn): unknown[] {
  switch (type) {
    case 'integers':
      return values.map((list) => `{${list.join()}}`);
    case 'bigint':
      return values.map(String);
    case 'integer':
    case 'double':
      return Array.from(values);
  }
}

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { POSTGRES_USER } from './postgres-data.ts';

/** Loopback answers in milliseconds; this only bounds the wait for a port that somebody else holds. */
const CONNECT_TIMEOUT_MS = 2_000;
/** Line of postmaster.pid (from 0) that holds the port. */
const PORT_LINE = 3;

/** Makes the database that the URL names on its server, unless it is there. */
export async function createDatabaseUnlessThere(url: string): Promise<void> {
  const maintenance = new URL(url);
  const name = decodeURIComponent(maintenance.pathname.slice(1));
  maintenance.pathname = '/postgres';
  await withClient(maintenance.href, async (client) => {
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  });
}

/**
 * Ends the server that a killed run left on a data directory, if there is one. It is ended only when it takes our
 * password and says that this is its directory: a process id in a file may by now be anybody's.
 */
export async function endOrphanPostgres(dataDirectory: string, password: string): Promise<void> {
  const orphan = readPidFile(dataDirectory);
  if (orphan === null) return;
  const url = `postgres://${POSTGRES_USER}:${password}@127.0.0.1:${orphan.port}/postgres`;
  const isOurs = await withClient(url, async (client) => {
    const shown = await client.query<{ data_directory: string }>('show data_directory');
    return shown.rows[0]?.data_directory === dataDirectory;
  }).catch(() => false);
  if (isOurs) endProcess(orphan.pid);
}

/** Runs `work` with a connection of its own, and closes it. */
export async function withClient<Result>(
  url: string,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  // A server that goes away while we are connected is reported by the pending query as well.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function readPidFile(dataDirectory: string): { readonly pid: number; readonly port: number } | null {
  try {
    const lines = readFileSync(path.join(dataDirectory, 'postmaster.pid'), 'utf8').split('\n');
    const [pid, port] = [Number(lines[0]), Number(lines[PORT_LINE])];
    return pid > 0 && port > 0 ? { pid, port } : null;
  } catch {
    return null;
  }
}

/** SIGINT is PostgreSQL's fast shutdown. */
function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGINT');
  } catch {
    // It has ended by itself in the meantime.
  }
}

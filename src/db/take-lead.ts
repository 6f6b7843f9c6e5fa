import pg from 'pg';
import type { Leadership } from '../flows/ports/database.ts';
import { KEEP_ALIVE_MS, SESSION_OPTIONS } from './session-options.ts';

/** Connecting is given up after this long. */
const CONNECT_TIMEOUT_MS = 2_000;
/** A beat that is not answered in this time is a lost lead: PostgreSQL may have given it to another. */
const BEAT_TIMEOUT_MS = 10_000;

/**
 * Takes an advisory lock on a connection of its own; `null` where another session has it. PostgreSQL lets go of it when the connection
 * ends, and probes a silent one after 10 s, three times: else a host that was cut off would keep it for two hours.
 * @throws what pg throws where the server is away.
 */
export async function takeLead(url: string, name: string): Promise<Leadership | null> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: BEAT_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    options: SESSION_OPTIONS,
    application_name: 'longqiao-leader',
  });
  const lead = new Lead(client);
  try {
    await client.connect();
    const { rows } = await client.query<{ taken: boolean }>(TAKE, [name]);
    if (rows[0]?.taken === true) return lead;
  } catch (error) {
    await lead.release();
    throw error;
  }
  await lead.release();
  return null;
}

/** The seed keeps it apart from the locks of migrations, work and digests. */
const TAKE = 'select pg_try_advisory_lock(hashtextextended($1, 4)) as taken';

class Lead implements Leadership {
  readonly #client: pg.Client;
  #isLost = false;

  constructor(client: pg.Client) {
    this.#client = client;
    const lose = (): void => {
      this.#isLost = true;
    };
    client.on('error', lose);
    client.on('end', lose);
  }

  async beat(): Promise<Date | null> {
    if (this.#isLost) return null;
    try {
      const { rows } = await this.#client.query<{ now: Date }>('select clock_timestamp() as now');
      return rows[0]?.now ?? null;
    } catch {
      await this.release();
      return null;
    }
  }

  async release(): Promise<void> {
    this.#isLost = true;
    // A server that does not answer must not keep the program.
    await Promise.race([
      this.#client.end().catch(() => undefined),
      new Promise((resolve) => setTimeout(resolve, CONNECT_TIMEOUT_MS).unref()),
    ]);
  }
}

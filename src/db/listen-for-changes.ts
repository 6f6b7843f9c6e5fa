import pg from 'pg';
import type { ChangeListener } from '../flows/ports/database.ts';

/** The channel of the migration of change notices. */
const CHANNEL = 'longqiao_change';
/** Connecting is given up after this long. */
const CONNECT_TIMEOUT_MS = 2_000;
/** Waits between attempts double from the first to the longest. */
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;

/**
 * Listens on a connection of its own, and opens another one when it is lost, for as long as it is not closed. `heard` is
 * called without knowing what changed: after each notice, and after each connecting, since notices may have been missed.
 * Resolves when it listens for the first time, or when the first attempt has failed; it goes on trying.
 */
export async function listenForChanges(url: string, heard: () => void): Promise<ChangeListener> {
  const listening = new Listening(url, heard);
  await listening.open();
  return { close: async () => await listening.close() };
}

class Listening {
  readonly #url: string;
  readonly #heard: () => void;
  #client: pg.Client | null = null;
  #again: NodeJS.Timeout | undefined;
  #waitMs = FIRST_WAIT_MS;
  #isClosed = false;

  constructor(url: string, heard: () => void) {
    this.#url = url;
    this.#heard = heard;
  }

  async open(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#url,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
      application_name: 'longqiao-listener',
    });
    this.#client = client;
    client.on('notification', this.#heard);
    // A lost connection says so by an error, an end, or both; the first one counts.
    client.on('error', () => this.#lose(client));
    client.on('end', () => this.#lose(client));
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      this.#waitMs = FIRST_WAIT_MS;
      this.#heard();
    } catch {
      this.#lose(client);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#again);
    const client = this.#client;
    this.#client = null;
    await client?.end().catch(() => undefined);
  }

  #lose(client: pg.Client): void {
    if (this.#client !== client || this.#isClosed) return;
    this.#client = null;
    client.end().catch(() => undefined);
    this.#again = setTimeout(() => void this.open(), this.#waitMs);
    this.#waitMs = Math.min(LONGEST_WAIT_MS, this.#waitMs * 2);
  }
}

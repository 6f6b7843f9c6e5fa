import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { findFreePort } from '../../../src/services/free-port.ts';
import { findPostgresBinaries } from '../../../src/services/postgres-binaries.ts';
import { withClient } from '../../../src/services/postgres-control.ts';
import { POSTGRES_USER, preparePostgresData } from '../../../src/services/postgres-data.ts';
import { choosePostgresLauncher } from '../../../src/services/postgres-launcher.ts';
import { startServiceProcess, type ServiceProcess } from '../../../src/services/service-process.ts';
import { untilUp } from './until-up.ts';

const START_TIMEOUT_MS = 120_000;
/** As the embedded server of a home is run: a commit that was answered outlives a crash. */
const SETTINGS = [
  'unix_socket_directories=',
  'max_connections=100',
  'shared_buffers=256MB',
  'max_wal_size=2GB',
  'timezone=UTC',
  'lc_messages=C',
] as const;

/** A PostgreSQL that can crash and be started again on its port. */
export class PostgresProcess {
  readonly #folder: string;
  readonly #port: number;
  readonly #password: string;
  readonly #addresses: readonly string[];
  #server: ServiceProcess | null = null;

  private constructor(
    folder: string,
    given: { readonly port: number; readonly password: string; readonly addresses: readonly string[] },
  ) {
    this.#folder = folder;
    this.#port = given.port;
    this.#password = given.password;
    this.#addresses = given.addresses;
  }

  /** @param addresses it listens on, and lets in whoever comes by them; the first is that of `url`. */
  static async start(folder: string, addresses: readonly string[]): Promise<PostgresProcess> {
    const binaries = findPostgresBinaries();
    const launcher = choosePostgresLauncher(binaries.postgres);
    const dataDirectory = path.join(folder, 'postgres');
    const password = preparePostgresData({ binaries, launcher, dataDirectory, isDurable: true });
    appendFileSync(path.join(dataDirectory, 'pg_hba.conf'), '\nhost all all samenet scram-sha-256\n');
    const postgres = new PostgresProcess(folder, { port: await findFreePort(), password, addresses });
    await postgres.startAgain();
    return postgres;
  }

  /** A secret. */
  url(database = 'postgres', address: string = this.#addresses[0] ?? ''): string {
    return `postgres://${POSTGRES_USER}:${this.#password}@${address}:${this.#port}/${database}`;
  }

  /** Resolves when it answers again; after a crash it replays its log first. */
  async startAgain(): Promise<void> {
    const { postgres } = findPostgresBinaries();
    const { prefix } = choosePostgresLauncher(postgres);
    const settings = [...SETTINGS, `listen_addresses=${this.#addresses.join(',')}`, `port=${this.#port}`];
    const [program, ...rest] = [...prefix, postgres, '-D', path.join(this.#folder, 'postgres')];
    this.#server = await startServiceProcess({
      argv: [program, ...rest, ...settings.flatMap((setting) => ['-c', setting])],
      logFile: path.join(this.#folder, 'postgres.log'),
    });
    await untilUp('PostgreSQL', START_TIMEOUT_MS, async () => await this.#answers());
  }

  /** SIGQUIT, its "immediate shutdown": nothing is written down, as if the power had failed. */
  async crash(): Promise<void> {
    const server = this.#server;
    if (server === null) return;
    process.kill(server.pid, 'SIGQUIT');
    await server.stop('SIGINT');
    this.#server = null;
  }

  /** SIGINT, its "fast shutdown": who is connected is thrown out. */
  async stop(): Promise<void> {
    await this.#server?.stop('SIGINT');
    this.#server = null;
  }

  async #answers(): Promise<boolean> {
    return await withClient(this.url(), async (client) => await client.query('select 1')).then(
      () => true,
      () => false,
    );
  }
}

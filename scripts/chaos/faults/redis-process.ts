import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { findFreePort } from '../../../src/services/free-port.ts';
import { withRedis } from '../../../src/services/redis-control.ts';
import {
  dieWithParent,
  startServiceProcess,
  type ServiceProcess,
} from '../../../src/services/service-process.ts';
import { untilUp } from './until-up.ts';

const START_TIMEOUT_MS = 60_000;

/** A redis-server with an append-only file that can be killed and started again on its port. */
export class RedisProcess {
  readonly #folder: string;
  readonly #port: number;
  readonly #password = randomBytes(16).toString('hex');
  readonly #addresses: readonly string[];
  #server: ServiceProcess | null = null;

  private constructor(folder: string, port: number, addresses: readonly string[]) {
    this.#folder = folder;
    this.#port = port;
    this.#addresses = addresses;
  }

  /** @param addresses it listens on; the first is that of `url`. */
  static async start(folder: string, addresses: readonly string[]): Promise<RedisProcess> {
    mkdirSync(path.join(folder, 'redis'), { recursive: true });
    const redis = new RedisProcess(folder, await findFreePort(), addresses);
    await redis.startAgain();
    return redis;
  }

  /** A secret. */
  url(address: string = this.#addresses[0] ?? ''): string {
    return `redis://:${this.#password}@${address}:${this.#port}`;
  }

  async startAgain(): Promise<void> {
    const [first, ...rest] = [...dieWithParent('TERM'), 'redis-server', '-'];
    const settings = [
      `port ${this.#port}`,
      `bind ${this.#addresses.join(' ')}`,
      `requirepass ${this.#password}`,
      `dir ${path.join(this.#folder, 'redis')}`,
      'appendonly yes',
      'appendfsync everysec',
      'maxmemory-policy noeviction',
    ].join('\n');
    this.#server = await startServiceProcess({
      argv: [first, ...rest],
      logFile: path.join(this.#folder, 'redis.log'),
      input: `${settings}\n`,
    });
    await untilUp('Redis', START_TIMEOUT_MS, async () => await this.#answers());
  }

  /** SIGKILL: up to a second of what it was told is not on the disk. */
  async kill(): Promise<void> {
    const server = this.#server;
    if (server === null) return;
    process.kill(server.pid, 'SIGKILL');
    await server.stop('SIGTERM');
    this.#server = null;
  }

  async flushAll(): Promise<void> {
    await withRedis(this.url(), async (client) => await client.flushall());
  }

  async stop(): Promise<void> {
    await this.#server?.stop('SIGTERM');
    this.#server = null;
  }

  async #answers(): Promise<boolean> {
    return await withRedis(this.url(), async (client) => await client.ping()).then(
      (answer) => answer === 'PONG',
      () => false,
    );
  }
}

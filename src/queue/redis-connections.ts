import { Redis, type RedisOptions } from 'ioredis';
import { adaptBlockingPop } from './redis-flavor.ts';

/** What a connection is for: commands, events, or the blocking pop of one queue. */
export type ConnectionRole = 'client' | 'subscriber' | 'bclient';

/** Longest pause between two attempts to reconnect: Redis is used again within a second of its return. */
const MAX_RECONNECT_MS = 1_000;
/** A host that drops packets is given up after this long. */
const CONNECT_TIMEOUT_MS = 2_000;
/** Idle TCP connections are probed after this long, so that a firewall does not drop them silently. */
const KEEP_ALIVE_MS = 10_000;

/**
 * The connections that a process has to Redis. Bull never closes what `createClient` gave it, so they are owned and closed here. They
 * reconnect for ever; no error of theirs ends the process.
 */
export class RedisConnections {
  readonly #url: string;
  readonly #onError: (error: Error) => void;
  readonly #shared = new Map<ConnectionRole, Redis>();
  readonly #all = new Set<Redis>();

  constructor(url: string, onError: (error: Error) => void) {
    this.#url = url;
    this.#onError = onError;
  }

  /** The connection for a role: one for commands, one for events, a new one for each blocking pop. */
  get(role: ConnectionRole): Redis {
    if (role === 'bclient') return this.#open(role);
    const known = this.#shared.get(role) ?? this.#open(role);
    this.#shared.set(role, known);
    return known;
  }

  /** Drops every connection at once; a command that still waits rejects. */
  close(): void {
    for (const client of this.#all) client.disconnect();
  }

  #open(role: ConnectionRole): Redis {
    const client = new Redis(this.#url, optionsFor(role));
    // Several parts of Bull listen on one connection.
    client.setMaxListeners(0);
    client.on('error', this.#onError);
    if (role === 'bclient') adaptBlockingPop(client);
    this.#all.add(client);
    return client;
  }
}

function optionsFor(role: ConnectionRole): RedisOptions {
  return {
    // Bull asks for both on its blocking and event connections. A worker's commands wait out an outage, so that a finished job is
    // still marked as finished.
    maxRetriesPerRequest: null,
    // The command connection is ready only when the server has loaded its data.
    enableReadyCheck: role === 'client',
    connectTimeout: CONNECT_TIMEOUT_MS,
    keepAlive: KEEP_ALIVE_MS,
    retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times, 10), MAX_RECONNECT_MS),
  };
}

/**
 * Resolves when the connection is usable. Failed attempts to connect do not count.
 * @throws when the connection is closed for good, or `signal` says that nobody waits any more.
 */
export function whenReady(client: Redis, signal?: AbortSignal): Promise<void> {
  if (client.status === 'ready') return Promise.resolve();
  if (client.status === 'end') return Promise.reject(new Error('The connection to Redis is closed.'));
  return new Promise((resolve, reject) => {
    const settle = (outcome: () => void) => () => {
      client.off('ready', onReady);
      client.off('end', onEnd);
      signal?.removeEventListener('abort', onEnd);
      outcome();
    };
    const onReady = settle(resolve);
    const onEnd = settle(() => reject(new Error('The connection to Redis did not become ready.')));
    client.once('ready', onReady);
    client.once('end', onEnd);
    signal?.addEventListener('abort', onEnd);
  });
}

import type { Redis } from 'ioredis';

/**
 * Seconds that js-redis-server may block on an empty list. It does not notice that a blocked client has gone, so that closing takes
 * as long as the block; a real server keeps Bull's 5 s.
 */
const SHIM_BLOCK_SECONDS = 0.2;

/**
 * Lets Bull block on servers without BRPOPLPUSH (js-redis-server 0.3): BLMOVE right → left is the same operation. Each connection
 * asks its server, and asks again after a reconnect, so that a process that was only given a URL finds out too.
 */
export function adaptBlockingPop(client: Redis): void {
  const native = client.brpoplpush.bind(client);
  let hasCommand: Promise<boolean> | undefined;
  client.on('close', () => {
    hasCommand = undefined;
  });
  Object.defineProperty(client, 'brpoplpush', {
    value: async (source: string, destination: string, seconds: number) => {
      hasCommand ??= knowsBrpoplpush(client);
      if (await hasCommand) return native(source, destination, seconds);
      return client.call(
        'blmove',
        source,
        destination,
        'RIGHT',
        'LEFT',
        Math.min(seconds, SHIM_BLOCK_SECONDS),
      );
    },
  });
}

/** Whether the server lists the command. A server that hides COMMAND is taken for a real one. */
async function knowsBrpoplpush(client: Redis): Promise<boolean> {
  try {
    const listed = await client.call('command', 'info', 'brpoplpush');
    return !Array.isArray(listed) || listed[0] !== null;
  } catch {
    return true;
  }
}

/** Product and version from INFO's text: `redis 7.0.15`, `valkey 8.1.0`, `js-redis-server (redis 8.0.0)`. */
export function serverVersion(info: string): string {
  const field = (name: string) => new RegExp(`^${name}:(.+?)\\r?$`, 'm').exec(info)?.[1];
  const valkey = field('valkey_version');
  if (valkey !== undefined) return `valkey ${valkey}`;
  const redis = `redis ${field('redis_version') ?? 'unknown'}`;
  return field('multiplexing_api') === 'mock' ? `js-redis-server (${redis})` : redis;
}

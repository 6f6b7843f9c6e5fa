import { Redis } from 'ioredis';

/** Loopback answers in milliseconds; this bounds the wait for a server that hangs. */
const CONNECT_TIMEOUT_MS = 2_000;

/** Runs `work` with a connection of its own that does not try again, and closes it. */
export async function withRedis<Result>(
  url: string,
  work: (client: Redis) => Promise<Result>,
): Promise<Result> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_TIMEOUT_MS,
    commandTimeout: CONNECT_TIMEOUT_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let lastError: unknown = null;
  client.on('error', (error: unknown) => {
    lastError = error;
  });
  try {
    await client.connect();
    return await work(client);
  } catch (error) {
    // ioredis says only "Connection is closed." and gives the reason as an event.
    throw lastError ?? error;
  } finally {
    client.disconnect();
  }
}

import { createServer } from 'node:net';

/**
 * A TCP port of the loopback address that nobody listens on at the moment. Whoever binds it must still be ready to
 * find it taken: another process may be faster.
 */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (typeof address === 'object' && address !== null) resolve(address.port);
        else reject(new Error('the server has no port'));
      });
    });
  });
}

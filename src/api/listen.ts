import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { say } from '../domain/bilingual.ts';
import { AppError } from '../domain/errors.ts';

/** Ports that are tried after a taken one before giving up. */
const PORTS_TRIED = 100;
/** Requests that still run at a stop are given this long. */
const DRAIN_MS = 10_000;

export interface ListenOptions {
  readonly host: string;
  /** 0 is any free port. */
  readonly port: number;
  /** What to do when the port is taken: `fail`, or go on to the next free one. */
  readonly whenTaken: 'fail' | 'next';
}

/** A server that listens. */
export interface Listening {
  readonly url: string;
  /** Takes no more requests, waits for the running ones (at most DRAIN_MS), closes. */
  close(): Promise<void>;
}

/**
 * Listens.
 * @throws AppError `PORT_TAKEN` (unavailable) naming the port, `PORT_FORBIDDEN` where the system refuses it.
 */
export async function listen(handler: RequestListener, options: ListenOptions): Promise<Listening> {
  const last = options.whenTaken === 'next' ? options.port + PORTS_TRIED : options.port;
  for (let port = options.port; port <= last; port += 1) {
    const server = createServer(handler);
    const failure = await tryListening(server, options.host, port);
    if (failure === null) return { url: urlOf(server, options.host), close: async () => await close(server) };
    if (failure.code !== 'EADDRINUSE') throw portForbidden(port, failure);
  }
  throw portTaken(options.port);
}

async function tryListening(
  server: Server,
  host: string,
  port: number,
): Promise<NodeJS.ErrnoException | null> {
  return await new Promise((resolve) => {
    server.once('error', resolve);
    server.listen({ host, port }, () => {
      server.off('error', resolve);
      resolve(null);
    });
  });
}

function urlOf(server: Server, host: string): string {
  // A TCP server's address is an AddressInfo.
  const { port } = server.address() as AddressInfo;
  const shown = ['0.0.0.0', '::', '127.0.0.1', '::1'].includes(host) ? 'localhost' : host;
  return `http://${shown}:${port}`;
}

async function close(server: Server): Promise<void> {
  const deadline = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  clearTimeout(deadline);
}

function portTaken(port: number): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'PORT_TAKEN',
    message: say(`端口 ${port} 已被占用`, `Port ${port} is in use`),
    remedy: say(
      '结束占用它的程序，或用 --port（环境变量 PORT）换一个端口',
      'Stop the program that uses it, or choose another with --port (or PORT)',
    ),
  });
}

function portForbidden(port: number, cause: NodeJS.ErrnoException): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'PORT_FORBIDDEN',
    message: say(
      `无法监听端口 ${port}（${cause.code ?? ''}）`,
      `Cannot listen on port ${port} (${cause.code ?? ''})`,
    ),
    remedy: say(
      '检查 HOST 和 PORT；1024 以下的端口需要权限',
      'Check HOST and PORT; ports below 1024 need a right',
    ),
    cause,
  });
}

import type { Namespaces } from './namespaces.ts';
import { TcpProxy } from './tcp-proxy.ts';

/** How each of some worker hosts reaches PostgreSQL and Redis, and how to cut it off. */
export interface HostLinks {
  readonly kind: 'namespaces' | 'proxies';
  readonly urls: (host: number) => { readonly databaseUrl: string; readonly redisUrl: string };
  /** What goes before the program of a host. */
  readonly before: (host: number) => readonly string[];
  readonly cut: (host: number) => void;
  readonly mend: (host: number) => void;
  readonly close: () => void;
}

interface Urls {
  readonly databaseUrl: string;
  readonly redisUrl: string;
}

/** @param urls of PostgreSQL and Redis as the hosts see them. */
export function linksOfNamespaces(namespaces: Namespaces, urls: Urls): HostLinks {
  return {
    kind: 'namespaces',
    urls: () => urls,
    before: (host) => namespaces.before(host),
    cut: (host) => namespaces.cut(host),
    mend: (host) => namespaces.mend(host),
    close: () => undefined,
  };
}

/** For machines without namespaces: every host has two wires of its own. @param urls of the servers themselves. */
export async function linksOfProxies(hosts: number, urls: Urls): Promise<HostLinks> {
  const wires = await Promise.all(
    Array.from({ length: hosts }, async () => ({
      database: await TcpProxy.open(targetOf(urls.databaseUrl)),
      redis: await TcpProxy.open(targetOf(urls.redisUrl)),
    })),
  );
  const both = (host: number): readonly TcpProxy[] => {
    const wire = wires[host];
    if (wire === undefined) throw new Error(`There is no host ${host}.`);
    return [wire.database, wire.redis];
  };
  return {
    kind: 'proxies',
    urls: (host) => {
      const [database, redis] = both(host).map((wire) => wire.port);
      return { databaseUrl: withPort(urls.databaseUrl, database), redisUrl: withPort(urls.redisUrl, redis) };
    },
    before: () => [],
    cut: (host) => both(host).forEach((wire) => wire.cut()),
    mend: (host) => both(host).forEach((wire) => wire.mend()),
    close: () => wires.forEach(({ database, redis }) => [database, redis].forEach((wire) => wire.close())),
  };
}

function targetOf(url: string): { readonly host: string; readonly port: number } {
  const { hostname, port } = new URL(url);
  return { host: hostname, port: Number(port) };
}

function withPort(url: string, port: number | undefined): string {
  const changed = new URL(url);
  changed.port = String(port);
  return changed.href;
}

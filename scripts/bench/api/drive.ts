import { spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';

/** Connections that always have a request under way. */
export const CONNECTIONS = 50;

/** What a server did under load. */
export interface Driven {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly requests: number;
}

export interface DriveOptions {
  readonly key: string;
  readonly paths: readonly string[];
  readonly seconds: number;
  readonly connections?: number;
}

/** What is read of autocannon's result. */
interface LoadResult {
  readonly non2xx: number;
  readonly errors: number;
  readonly timeouts: number;
  readonly statusCodeStats?: Readonly<Record<string, { readonly count: number }>>;
  readonly requests: { readonly average: number; readonly total: number };
  readonly latency: { readonly p50: number; readonly p99: number };
}

/**
 * Asks for all paths, each connection for its own part of them, over and over; the load comes from a process of its own.
 * @throws Error where anything but a 200 comes back.
 */
export async function drive(url: string, options: DriveOptions): Promise<Driven> {
  const load = spawn(process.execPath, [path.join(import.meta.dirname, 'load.mjs')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  load.stdin.end(JSON.stringify({ connections: CONNECTIONS, ...options, url }));
  // load.mjs writes autocannon's result, or nothing where it fails.
  const result = JSON.parse(await text(load.stdout)) as LoadResult;
  const failed = result.non2xx + result.errors + result.timeouts;
  const counts = result.statusCodeStats ?? {};
  if (failed > 0 || Object.keys(counts).join() !== '200') {
    throw new Error(`${url} gave something else than 200: ${JSON.stringify(counts)}, ${failed} failed`);
  }
  return {
    perSecond: result.requests.average,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    requests: result.requests.total,
  };
}

/**
 * A ranking thread that ends when it is asked for certain lists: of 13 once, until the file beside the database's URL is there;
 * of 14 always.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { serveRanking } from '../../src/thread-supplies.ts';

/** What the pool posts, as far as it matters here. */
interface Posted {
  readonly kind: string;
  readonly ask?: { readonly k: number };
}

const marker = process.env['FRAGILE_MARKER'] ?? '';

// First: what was posted before anybody listens goes to whoever listens first.
await serveRanking();
parentPort?.on('message', ({ kind, ask }: Posted) => {
  if (kind !== 'ask') return;
  if (ask?.k === 14) process.exit(1);
  if (ask?.k !== 13 || existsSync(marker)) return;
  writeFileSync(marker, '');
  process.exit(1);
});

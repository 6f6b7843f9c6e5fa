import type { Command } from 'commander';
import type { OnProgress } from '../flows/imports/progress.ts';
import { isWatched } from './output.ts';

/** Files that are done sooner tell nothing, milliseconds. */
const QUIET_MS = 2_000;
const SECOND_MS = 1_000;

/** Tells a person at a terminal how far a long import is, and how long it will still take; nobody else. */
export function progressOf(command: Command, what: string): OnProgress {
  const started = performance.now();
  const isShown = isWatched(command);
  return ({ rows, share }) => {
    const spent = performance.now() - started;
    if (!isShown || spent < QUIET_MS) return;
    const left = Math.ceil((spent / Math.max(share, 0.001) - spent) / SECOND_MS);
    const percent = Math.floor(share * 100);
    process.stderr.write(`\r${what}  ${rows} 行  ${percent}%  约剩 ${left} 秒   ${share >= 1 ? '\n' : ''}`);
  };
}

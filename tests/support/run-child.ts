import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** A TypeScript program in its own process, with the lines that it printed so far. */
export interface Child {
  readonly lines: readonly string[];
  /** Ends it as `kill -9` does. */
  kill(): Promise<void>;
  /** Resolves with the exit code, `null` when it was killed. */
  readonly ended: Promise<number | null>;
}

/** Starts `tests/support/<name>` with arguments. */
export function runChild(name: string, args: readonly string[]): Child {
  const program = path.join(import.meta.dirname, name);
  const child = spawn(process.execPath, ['--import', 'tsx', program, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  const ended = once(child, 'exit').then(() => child.exitCode);
  return {
    lines,
    ended,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

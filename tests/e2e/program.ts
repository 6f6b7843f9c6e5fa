import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { ROOT } from './seeded-world.ts';

/** What a finished program left. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The keys of tests/support/database.ts, as a program's environment gives them. */
const TEST_KEYS = {
  LONGQIAO_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
  LONGQIAO_HASH_KEY: Buffer.alloc(32, 9).toString('base64'),
};

/** A folder of the test file's own, removed afterwards. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'longqiao-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts `longqiao …` from the sources with an environment of its own. */
export function startProgram(args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', path.join(ROOT, 'src/bin/cli.ts'), ...args], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], LOG_LEVEL: 'warn', ...TEST_KEYS, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs `longqiao …` to its end. */
export async function runProgram(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Finished> {
  const child = startProgram(args, env);
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  await once(child, 'close');
  return { code: child.exitCode, stdout, stderr };
}

import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

/**
 * Runs a file of this folder as a process of its own, so that its memory is its own, and gives the JSON of its last line. The
 * database's URL holds a password: it goes by the environment, where other users of the machine do not see it.
 */
export async function runPart<Result>(
  file: string,
  args: readonly string[],
  databaseUrl?: string,
): Promise<Result> {
  const program = path.join(import.meta.dirname, file);
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', program, ...args],
    {
      env: { ...process.env, ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }) },
    },
  );
  process.stderr.write(stderr);
  // The part and who runs it stand in one folder: what it prints is what is asked for.
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? 'null') as Result;
}

import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

/** Loads a synthetic province into a migrated database, in a process of its own. @throws Error with what it said where that fails. */
export async function runLoader(
  url: string,
  {
    seed,
    laborers,
    openings,
  }: { readonly seed: number; readonly laborers: number; readonly openings: number },
): Promise<void> {
  const loader = path.join(import.meta.dirname, 'load-province.ts');
  const sizes = [seed, laborers, openings].map(String);
  // The URL holds a password: in the environment other users of the machine do not see it.
  const env = { ...process.env, DATABASE_URL: url };
  await promisify(execFile)(process.execPath, ['--import', 'tsx', loader, ...sizes], { env });
}

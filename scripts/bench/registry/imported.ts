import { progress } from '../report.ts';
import { runPart } from './run-part.ts';

/** What an import did, how long it took and what its process held at most. */
interface Imported {
  readonly rowsRead: number;
  readonly created: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly seconds: number;
  readonly rssMb: number;
}

/** Writes a file of so many laborers, in the format that its name says. */
export async function writeLaborers(file: string, rows: number): Promise<void> {
  progress(`writing ${rows} laborers to ${file}`);
  await runPart('write-laborers.ts', [String(rows), file]);
}

/** The same for a file of so many people whom nobody knows yet. @throws Error where a row is neither in nor rejected. */
export async function importedNew(file: string, url: string, rows: number): Promise<Imported> {
  const done = await imported(file, url);
  if (done.rowsRead !== rows || done.created + done.rejected !== rows)
    throw new Error(`the import lost rows: ${JSON.stringify(done)}`);
  return done;
}

/** Imports a file of laborers in a process of its own. */
export async function imported(file: string, url: string): Promise<Imported> {
  progress(`importing ${file}`);
  const done = await runPart<Imported>('import-laborers.ts', [file], url);
  progress(`imported in ${done.seconds.toFixed(1)} s: ${JSON.stringify(done)}`);
  return done;
}

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

/** Imports a file of laborers in a process of its own. */
export async function imported(file: string, url: string): Promise<Imported> {
  progress(`importing ${file}`);
  const done = await runPart<Imported>('import-laborers.ts', [file], url);
  progress(`imported in ${done.seconds.toFixed(1)} s: ${JSON.stringify(done)}`);
  return done;
}

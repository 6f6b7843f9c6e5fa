import { parseArgs } from 'node:util';
import { PROFILE_NAMES, PROFILES, type BenchProfile } from './profiles.ts';

/** What a bench is asked for on its command line. */
export interface BenchOptions {
  readonly profile: BenchProfile;
  /** The last line is one JSON object. */
  readonly json: boolean;
  /** The tables of docs/BENCHMARKS.md are written anew. */
  readonly writeDocs: boolean;
}

/** Reads `--profile NAME [--json] [--write-docs]`. @throws Error on anything else, with what is allowed. */
export function benchOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      profile: { type: 'string', default: 'quick' },
      json: { type: 'boolean', default: false },
      'write-docs': { type: 'boolean', default: false },
    },
  });
  const name = PROFILE_NAMES.find((each) => each === values.profile);
  if (name === undefined) throw new Error(`--profile is quick, peak or stress, not "${values.profile}".`);
  return { profile: PROFILES[name], json: values.json, writeDocs: values['write-docs'] };
}

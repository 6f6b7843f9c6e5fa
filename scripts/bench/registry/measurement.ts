import type { BenchProfile } from '../profiles.ts';

/** What a measurement of the registry works with. */
interface MeasureInput {
  readonly profile: BenchProfile;
  /** Makes a database of this name with every migration; gives its URL. */
  readonly database: (name: string) => Promise<string>;
  /** A folder of the bench's own, removed at its end. */
  readonly folder: string;
}

/** One thing that is measured: figures by key, as `goals.ts` names them. */
export interface Measurement {
  /** What `--only` calls it. */
  readonly name: string;
  measure(input: MeasureInput): Promise<Readonly<Record<string, number>>>;
}

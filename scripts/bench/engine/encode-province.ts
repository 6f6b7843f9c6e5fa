import { inSharedMemory } from '../../../src/matching/fast/allocate.ts';
import { laborerEncoder } from '../../../src/matching/fast/encode-laborers.ts';
import type { LaborerColumns } from '../../../src/matching/fast/laborer-columns.ts';
import { secondsSince } from '../timing.ts';
import type { EngineInput } from './engine-input.ts';

/** The shares of a province for which the growth with laborers is measured. */
const LABORER_SHARES = [0.1, 0.25, 0.5, 1] as const;

/** Records that are made before they are encoded: making them is not timed, and they are not kept. */
const BATCH = 1_000;

/** A province's laborers as columns. */
export interface EncodedProvince {
  /** By position in LABORER_SHARES: the first so many laborers, with dictionaries of their own. */
  readonly shares: readonly LaborerColumns[];
  /** The whole province. */
  readonly columns: LaborerColumns;
  /** Encoding the whole province from records. */
  readonly encodeSeconds: number;
}

/** Makes the laborers one batch at a time and turns them into columns in shared memory. */
export function encodeProvince(input: EngineInput, laborers: number): EncodedProvince {
  const encoders = LABORER_SHARES.map((share) => ({
    encoder: laborerEncoder(input.settings, inSharedMemory),
    upTo: Math.round(share * laborers),
  }));
  let encodeSeconds = 0;
  for (let from = 0; from < laborers; from += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, laborers - from) }, (_laborer, at) =>
      input.laborer(from + at),
    );
    for (const { encoder, upTo } of encoders) {
      const start = performance.now();
      batch.slice(0, Math.max(0, upTo - from)).forEach((laborer) => encoder.addLaborer(laborer));
      if (upTo === laborers) encodeSeconds += secondsSince(start);
    }
  }
  const shares = encoders.map(({ encoder }) => encoder.finish());
  const columns = shares.at(-1);
  if (columns === undefined) throw new Error('There are no shares');
  return { shares, columns, encodeSeconds };
}

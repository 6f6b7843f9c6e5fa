import { importCsv } from './import-csv.ts';
import type { Measurement } from './measurement.ts';

/** Everything that the registry's bench measures, in this order. */
export const MEASUREMENTS: readonly Measurement[] = [importCsv];

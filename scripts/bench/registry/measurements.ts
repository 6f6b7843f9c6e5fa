import { importCsv } from './import-csv.ts';
import { importXlsx } from './import-xlsx.ts';
import type { Measurement } from './measurement.ts';
import { reconcile } from './reconcile.ts';
import { stats } from './stats.ts';

/** Everything that the registry's bench measures, in this order. */
export const MEASUREMENTS: readonly Measurement[] = [importCsv, importXlsx, reconcile, stats];

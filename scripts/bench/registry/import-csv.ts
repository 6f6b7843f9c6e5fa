import path from 'node:path';
import type { ProfileName } from '../profiles.ts';
import { rounded } from '../report.ts';
import type { Measurement } from './measurement.ts';
import { imported, importedNew, writeLaborers } from './imported.ts';

/** Rows of the file: `stress` is more than any county has, `tiny` tests the bench itself. */
const ROWS: Readonly<Record<ProfileName, number>> = {
  tiny: 500,
  quick: 200_000,
  peak: 600_000,
  stress: 1_000_000,
};

/**
 * From a CSV file of the ledger to committed rows in PostgreSQL, encrypted, through the product's own import: rows a second, and
 * the memory of the importing process at its highest; then the same file once more.
 */
export const importCsv: Measurement = {
  name: 'import',
  async measure({ profile, database, folder }) {
    const rows = ROWS[profile.name];
    const file = path.join(folder, 'laborers.csv');
    await writeLaborers(file, rows);
    const url = await database('import');
    const done = await importedNew(file, url, rows);
    const again = await imported(file, url);
    if (again.rowsRead !== rows || again.unchanged + again.rejected !== rows)
      throw new Error(`the second import changed rows: ${JSON.stringify(again)}`);
    return {
      rowsPerSecondCsv: Math.round(rows / done.seconds),
      rowsPerSecondAgain: Math.round(rows / again.seconds),
      importRssMb: rounded(Math.round(Math.max(done.rssMb, again.rssMb))),
    };
  },
};

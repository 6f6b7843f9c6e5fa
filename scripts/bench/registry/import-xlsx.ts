import path from 'node:path';
import type { ProfileName } from '../profiles.ts';
import { rounded } from '../report.ts';
import { importedNew, writeLaborers } from './imported.ts';
import type { Measurement } from './measurement.ts';

/** Rows of the workbook: from `peak` on as many as one sheet is promised to take; `tiny` tests the bench itself. */
const ROWS: Readonly<Record<ProfileName, number>> = {
  tiny: 500,
  quick: 50_000,
  peak: 200_000,
  stress: 200_000,
};

/** The same as of CSV, from a workbook of one sheet. */
export const importXlsx: Measurement = {
  name: 'xlsx',
  async measure({ profile, database, folder }) {
    const rows = ROWS[profile.name];
    const file = path.join(folder, 'laborers.xlsx');
    await writeLaborers(file, rows);
    const done = await importedNew(file, await database('import_xlsx'), rows);
    return {
      rowsPerSecondXlsx: Math.round(rows / done.seconds),
      xlsxRssMb: rounded(Math.round(done.rssMb)),
    };
  },
};

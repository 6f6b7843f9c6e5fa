/** Writes a file of willing laborers, XLSX by its name or else CSV, as a process of its own. Arguments: laborers, path. */
import { writeFileSync } from 'node:fs';
import { loadReference } from '../../../src/reference/load-reference.ts';
import { writeCsvFile } from '../../make-province/files/csv-file.ts';
import { xlsxBytes } from '../../make-province/files/xlsx-file.ts';
import type { SyntheticLaborer } from '../../make-province/laborer.ts';
import { generateProvince } from '../../make-province/province.ts';
import { willingTable } from '../../make-province/rows/laborer-tables.ts';
import { namesOf } from '../../make-province/rows/names-of.ts';
import { BENCH_SEED } from '../profiles.ts';

const [laborers = '', file = ''] = process.argv.slice(2);
const reference = loadReference();
const province = generateProvince({
  seed: BENCH_SEED,
  laborers: Number(laborers),
  openings: 10,
  willingShare: 1,
  reference,
});
const table = willingTable(namesOf(reference), people());
if (file.endsWith('.xlsx')) writeFileSync(file, await xlsxBytes([table]));
else writeCsvFile(file, table, 'utf8-bom');
console.log(JSON.stringify({ rows: Number(laborers) }));

function* people(): Generator<SyntheticLaborer> {
  for (let index = 0; index < Number(laborers); index += 1) yield province.laborer(index);
}

/** Writes a CSV file of willing laborers, as a process of its own. Arguments: laborers, path. */
import { loadReference } from '../../../src/reference/load-reference.ts';
import { writeCsvFile } from '../../make-province/files/csv-file.ts';
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
writeCsvFile(file, willingTable(namesOf(reference), people()), 'utf8-bom');
console.log(JSON.stringify({ rows: Number(laborers) }));

function* people(): Generator<SyntheticLaborer> {
  for (let index = 0; index < Number(laborers); index += 1) yield province.laborer(index);
}

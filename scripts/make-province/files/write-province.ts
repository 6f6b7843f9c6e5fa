import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reference } from '../../../src/domain/reference.ts';
import { selectCounties } from '../county-weights.ts';
import { placesIn } from '../destinations.ts';
import { employmentOf } from '../employment.ts';
import type { SyntheticLaborer } from '../laborer.ts';
import type { SyntheticOpening } from '../opening.ts';
import { generateProvince, type Province, type ProvinceOptions } from '../province.ts';
import { brokerTable } from '../rows/broker-table.ts';
import { employerTable } from '../rows/employer-table.ts';
import { employedTable, willingTable } from '../rows/laborer-tables.ts';
import { namesOf } from '../rows/names-of.ts';
import { localOpeningTable, openingTable } from '../rows/opening-table.ts';
import type { Table } from '../rows/table.ts';
import { writeCsvFile, type CsvEncoding } from './csv-file.ts';
import { xlsxBytes } from './xlsx-file.ts';

/**
 * `mixed`: XLSX, UTF-8 and GB18030 among the files, as offices send them; `csv`: UTF-8 only, for any size.
 */
export type FileFormat = 'mixed' | 'csv';

/** Where the files go and how they are written. */
export interface FileOptions {
  readonly folder: string;
  readonly format: FileFormat;
  /** Called now and then with the rows of a file that are written. */
  readonly onRows?: (file: string, rows: number) => void;
}

/** The most laborers of mixed files: a workbook is made in memory. */
const MAX_MIXED_LABORERS = 100_000;

interface OutputFile {
  readonly name: string;
  readonly shape: 'xlsx' | CsvEncoding;
  readonly table: Table;
}

/**
 * Writes a province's files and gives their names. Throws when mixed files are asked for too many laborers.
 */
export async function writeProvince(
  options: ProvinceOptions,
  files: FileOptions,
): Promise<readonly string[]> {
  if (files.format === 'mixed' && options.laborers > MAX_MIXED_LABORERS) {
    throw new Error(`Mixed files hold at most ${MAX_MIXED_LABORERS} laborers; use --format csv for more.`);
  }
  const province = generateProvince(options);
  mkdirSync(files.folder, { recursive: true });
  const outputs = outputsOf(province, options, files.format);
  for (const output of outputs) await writeOutput(output, files);
  return outputs.map((output) => output.name);
}

function outputsOf(province: Province, options: ProvinceOptions, format: FileFormat): readonly OutputFile[] {
  const names = namesOf(options.reference);
  const employment = employmentBy(options.seed, options.reference);
  const people = (list: 'willing' | 'employed'): Iterable<SyntheticLaborer> =>
    only(all(options.laborers, province.laborer), (laborer) => laborer.list === list);
  const openings = (isLocal: boolean): Iterable<SyntheticOpening> =>
    only(all(options.openings, province.opening), (opening) => isLocalOpening(opening) === isLocal);
  const counties = selectCounties(options.counties);
  const file = (name: string, shape: OutputFile['shape'], table: Table): OutputFile => {
    const chosen = format === 'csv' ? 'utf8-bom' : shape;
    return { name: `${name}.${chosen === 'xlsx' ? 'xlsx' : 'csv'}`, shape: chosen, table };
  };
  return [
    file('brokers', 'utf8-bom', brokerTable(counties)),
    file('employers', 'utf8-bom', employerTable(province.employers.map((employer) => employer.record))),
    file('openings', 'xlsx', openingTable(names, openings(false))),
    file('openings-local', 'utf8-bom', localOpeningTable(names, openings(true))),
    file('laborers-willing', 'xlsx', willingTable(names, people('willing'))),
    file('laborers-employed', 'gb18030', employedTable(names, people('employed'), employment)),
  ];
}

async function writeOutput(output: OutputFile, files: FileOptions): Promise<void> {
  const path = join(files.folder, output.name);
  if (output.shape === 'xlsx') writeFileSync(path, await xlsxBytes([output.table]));
  else writeCsvFile(path, output.table, output.shape, (rows) => files.onRows?.(output.name, rows));
}

/** Collected by the county itself: its own firms, workshops and public posts. */
function isLocalOpening(opening: SyntheticOpening): boolean {
  const { kind } = opening.employer.record;
  return kind === 'in_county' || kind === 'workshop' || kind === 'public_post';
}

/** The same person's work is asked for once a column, so the last one is kept. */
function employmentBy(seed: number, reference: Reference): Parameters<typeof employedTable>[2] {
  const placeIn = placesIn(reference);
  let last: { readonly index: number; readonly employment: ReturnType<typeof employmentOf> } | null = null;
  return (laborer) => {
    if (last === null || last.index !== laborer.index)
      last = { index: laborer.index, employment: employmentOf(seed, laborer, placeIn) };
    return last.employment;
  };
}

function* all<Item>(count: number, make: (index: number) => Item): Generator<Item> {
  for (let index = 0; index < count; index++) yield make(index);
}

function* only<Item>(items: Iterable<Item>, isWanted: (item: Item) => boolean): Generator<Item> {
  for (const item of items) if (isWanted(item)) yield item;
}

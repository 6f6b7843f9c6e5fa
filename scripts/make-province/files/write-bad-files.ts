import { Buffer } from 'node:buffer';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateProvince, type ProvinceOptions } from '../province.ts';
import { employerTable } from '../rows/employer-table.ts';
import { willingTable } from '../rows/laborer-tables.ts';
import { namesOf } from '../rows/names-of.ts';
import { openingTable } from '../rows/opening-table.ts';
import type { Cell, Table } from '../rows/table.ts';
import { csvText } from './csv-file.ts';
import { xlsxBytes } from './xlsx-file.ts';

/** Good rows around each mistake, so that one sees that they go in. */
const ROWS_A_FILE = 5;
/** The row, from 0 below the header, that carries the mistake. */
const BAD_ROW = 2;
type Bytes = Uint8Array | string;

/**
 * Writes `bad/` in a folder: one small file for each typical mistake, named after it. Gives the names below
 * the folder.
 */
export async function writeBadFiles(options: ProvinceOptions, folder: string): Promise<readonly string[]> {
  mkdirSync(join(folder, 'bad'), { recursive: true });
  const files = await badFiles(options);
  for (const [name, bytes] of files) writeFileSync(join(folder, 'bad', name), bytes);
  return files.map(([name]) => `bad/${name}`);
}

async function badFiles(options: ProvinceOptions): Promise<readonly (readonly [string, Bytes])[]> {
  const { laborers, employers, openings } = goodTables(options);
  const workbook = await xlsxBytes([laborers]);
  return [
    ['laborers-id-as-number.xlsx', await xlsxBytes([mapColumn(laborers, '身份证号', asExcelNumber)])],
    ['laborers-id-as-scientific.csv', csv(mapColumn(laborers, '身份证号', scientific))],
    ['laborers-false-check-character.csv', csv(spoil(laborers, '身份证号', otherCheckCharacter))],
    ['laborers-duplicate-person.csv', csv(repeatRow(laborers))],
    ['laborers-unknown-place.csv', csv(spoil(laborers, '所属区域', () => '云上市无此县'))],
    ['laborers-unknown-trade.csv', csv(spoil(laborers, '意向工种', () => '星际领航员'))],
    ['laborers-missing-column.csv', csv(withoutColumn(laborers, '身份证号'))],
    ['laborers-wrong-encoding.csv', wrongEncoding(csv(laborers))],
    ['laborers-broken-zip.xlsx', workbook.slice(0, Math.floor(workbook.length / 2))],
    ['laborers-empty.csv', ''],
    ['employers-false-credit-code.csv', csv(spoil(employers, '统一社会信用代码', otherCheckCharacter))],
    ['employers-future-evidence.csv', csv(spoil(employers, '参保人数', () => '2099-01-31:120'))],
    ['openings-negative-headcount.csv', csv(spoil(openings, '招聘人数', () => -5))],
    ['openings-nonsense-wage.csv', csv(spoil(openings, '月薪下限', () => '很多很多'))],
    ['openings-unknown-place.csv', csv(spoil(openings, '工作地点', () => '云上市无此县'))],
    ['openings-past-dates.csv', csv(spoil(openings, '截止日期', () => '2020-02-30'))],
    ['openings-discriminating.csv', csv(spoil(openings, '技能要求', () => '限男性，限汉族'))],
  ];
}

/**
 * The next people, employers and openings of the same province: nobody and nothing of the good files is among
 * them.
 */
function goodTables(
  options: ProvinceOptions,
): Readonly<Record<'laborers' | 'employers' | 'openings', Table>> {
  const province = generateProvince({ ...options, willingShare: 1 });
  const more = generateProvince({ ...options, employers: province.employers.length + ROWS_A_FILE });
  const names = namesOf(options.reference);
  const next = (count: number): readonly number[] =>
    Array.from({ length: ROWS_A_FILE }, (_, nth) => count + nth);
  const employers = more.employers.slice(-ROWS_A_FILE).map((employer) => employer.record);
  return {
    laborers: kept(willingTable(names, next(options.laborers).map(province.laborer))),
    employers: kept(employerTable(employers)),
    openings: kept(openingTable(names, next(options.openings).map(province.opening))),
  };
}

function csv(table: Table): string {
  return `\ufeff${csvText(table)}`;
}

/** The rows in memory, so that they can be walked again and again. */
function kept(table: Table): Table {
  return { ...table, rows: [...table.rows] };
}

function spoil(table: Table, header: string, change: (cell: Cell) => Cell): Table {
  return mapColumn(table, header, (cell, row) => (row === BAD_ROW ? change(cell) : cell));
}

function mapColumn(table: Table, header: string, change: (cell: Cell, row: number) => Cell): Table {
  const column = columnOf(table, header);
  const rows = [...table.rows].map((row, nth) =>
    row.map((cell, position) => (position === column ? change(cell, nth) : cell)),
  );
  return { ...table, rows };
}

function withoutColumn(table: Table, header: string): Table {
  const column = columnOf(table, header);
  const without = <Item>(items: readonly Item[]): readonly Item[] => items.toSpliced(column, 1);
  return { ...table, headers: without(table.headers), rows: [...table.rows].map(without) };
}

function repeatRow(table: Table): Table {
  const rows = [...table.rows];
  return { ...table, rows: [...rows, ...rows.slice(BAD_ROW, BAD_ROW + 1)] };
}

function columnOf(table: Table, header: string): number {
  const column = table.headers.indexOf(header);
  if (column < 0) throw new Error(`The sheet ${table.sheet} has no column ${header}.`);
  return column;
}

/** What Excel leaves of a number of 18 digits: 15 digits and three zeros. */
function asExcelNumber(cell: Cell): number {
  return Number(`${String(cell).slice(0, 15)}000`);
}

/** The same after it was saved as CSV. */
function scientific(cell: Cell): string {
  return asExcelNumber(cell).toExponential(5).toUpperCase();
}

function otherCheckCharacter(cell: Cell): string {
  const text = String(cell);
  return text.slice(0, -1) + (text.endsWith('1') ? '2' : '1');
}

/** Bytes that are neither UTF-8 nor GB18030: UTF-16 without a mark looks like text and is not. */
function wrongEncoding(text: string): Uint8Array {
  return Buffer.concat([Buffer.from([0xff, 0xff, 0x80]), Buffer.from(text, 'utf16le')]);
}

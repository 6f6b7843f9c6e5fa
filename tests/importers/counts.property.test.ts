import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/domain/errors.ts';
import { csvTable } from '../../src/exporters/csv-table.ts';
import { xlsxTables } from '../../src/exporters/xlsx-table.ts';
import { readLaborers } from '../../src/importers/import-laborers.ts';
import type { ImportFile } from '../../src/importers/sheets/sheet.ts';
import { openSheets } from '../../src/importers/sheets/open-sheets.ts';
import { FAKE_CODER, FAKE_ONTOLOGY, idNumber, TODAY, xlsx, createWholeReader } from './support.ts';
import { zipOf } from './zip.ts';

const SEED = 20260701;
const HEADERS = [
  '姓名',
  '身份证号',
  '所属区域',
  '电话',
  '技能',
  '期望月薪',
  '可出发日期',
  '同意匹配',
  '备注',
];

const cell = fc.oneof(
  fc.constantFrom(
    '',
    '张三',
    '武山县',
    '焊工',
    '5000',
    '2026-08-01',
    '是',
    '无',
    '#N/A',
    "'=1+1",
    '"',
    '，',
    '\t',
  ),
  fc.constantFrom(1, 2, 3).map((sequence) => idNumber('19900101', sequence)),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const table = fc.array(fc.tuple(...HEADERS.map(() => cell)), { maxLength: 12 });

function csvOf(rows: readonly (readonly string[])[]): ImportFile {
  const columns = HEADERS.map((header) => ({ header, kind: 'text' }) as const);
  return { name: 'p.csv', bytes: csvTable({ columns, rows }) };
}

async function xlsxOf(rows: readonly (readonly string[])[]): Promise<ImportFile> {
  const columns = HEADERS.map((header) => ({ header, kind: 'text' }) as const);
  return { name: 'p.xlsx', bytes: await xlsxTables([{ name: '表', table: { columns, rows } }]) };
}

describe('whatever stands in the cells', () => {
  it.each([
    ['CSV', csvOf],
    ['XLSX', xlsxOf],
  ] as const)('rows read are rows taken plus rows rejected (%s)', async (_name, fileOf) => {
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const imported = await readLaborers(await fileOf(rows), { coder: FAKE_CODER, today: TODAY });
        const rejectedRows = new Set(imported.rejections.map(({ row }) => row));
        expect(imported.rowsRejected).toBe(rejectedRows.size);
        expect(imported.rowsRead).toBe(imported.rows.length + rejectedRows.size);
        expect(imported.rows.every(({ row }) => !rejectedRows.has(row))).toBe(true);
        expect(imported.rowsRead).toBeLessThanOrEqual(rows.length);
      }),
      { seed: SEED, numRuns: 60 },
    );
  });

  it('the same rows give the same people from CSV and from XLSX', async () => {
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const options = { coder: FAKE_CODER, today: TODAY, source: 'same' };
        const [a, b] = [
          await readLaborers(csvOf(rows), options),
          await readLaborers(await xlsxOf(rows), options),
        ];
        const people = (imported: typeof a): unknown =>
          imported.rows.map(({ record }) => ({ ...record, list: record.list?.kind }));
        expect(people(a)).toEqual(people(b));
      }),
      { seed: SEED, numRuns: 40 },
    );
  });
});

/** A small generator with a fixed seed: the same mutations on every machine. */
function* numbers(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state;
  }
}

function mutate(bytes: Uint8Array, random: Iterator<number, never>): Uint8Array {
  const copy = Buffer.from(bytes);
  const changes = 1 + (random.next().value % 6);
  for (let change = 0; change < changes; change += 1)
    copy[random.next().value % copy.length] = random.next().value % 256;
  return random.next().value % 5 === 0 ? copy.subarray(0, random.next().value % copy.length) : copy;
}

describe('damaged files', () => {
  const readFile = createWholeReader({ coder: FAKE_CODER, ontology: FAKE_ONTOLOGY });

  /** Either it is read, with counts that add up, or it is a fault that says how to mend it. Nothing else is thrown. */
  async function outcomeOf(file: ImportFile): Promise<'read' | 'fault'> {
    try {
      const imported = await readFile(file, { today: TODAY });
      expect(imported.rowsRead).toBe(
        imported.rows.length + new Set(imported.rejections.map(({ sheet, row }) => `${sheet}#${row}`)).size,
      );
      return 'read';
    } catch (error) {
      expect(error).toBeInstanceOf(AppError);
      expect((error as AppError).remedy?.zh).toBeTruthy();
      return 'fault';
    }
  }

  it('of XLSX never crash or hang the reader, and never lose rows in silence (400 mutations)', async () => {
    const rows = Array.from({ length: 40 }, (_, index) => [
      '张三',
      idNumber('19900101', index + 1),
      '武山县',
      13900000001 + index,
    ]);
    const good = await xlsx({ 表: [HEADERS.slice(0, 4), ...rows] });
    const random = numbers(SEED);
    let faults = 0;
    for (let round = 0; round < 400; round += 1) {
      const file = { name: 'm.xlsx', bytes: mutate(good.bytes, random) };
      const outcome = await outcomeOf(file);
      faults += Number(outcome === 'fault');
      // The archive's checksums hold all content: what is still read is read whole.
      if (outcome === 'read') expect((await readFile(file, { today: TODAY })).rowsRead).toBe(40);
    }
    expect(faults).toBeGreaterThan(200);
  });

  it('of CSV never crash or hang the reader (400 mutations)', async () => {
    const lines = Array.from(
      { length: 20 },
      (_, index) => `张三,${idNumber('19900101', index + 1)},武山县,"a,b"`,
    );
    const utf8 = Buffer.from(['姓名,身份证号,所属区域,备注', ...lines].join('\n'));
    const random = numbers(SEED + 1);
    const outcomes = new Set<string>();
    for (let round = 0; round < 400; round += 1)
      outcomes.add(await outcomeOf({ name: 'm.csv', bytes: mutate(utf8, random) }));
    expect(outcomes).toEqual(new Set(['read', 'fault']));
  });

  it('of bare noise are faults', async () => {
    const random = numbers(SEED + 2);
    for (let round = 0; round < 50; round += 1) {
      const bytes = Uint8Array.from({ length: 200 }, () => random.next().value % 256);
      expect(await outcomeOf({ name: 'n.bin', bytes })).toBe('fault');
    }
  });

  it('whose rows the parser does not all give are a fault', async () => {
    const sheet = (rows: string): Buffer =>
      Buffer.from(`<worksheet><sheetData>${rows}</sheetData></worksheet>`);
    const row = '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>';
    await expect(rowCount(workbook(sheet(row)))).resolves.toBe(1);
    await expect(rowCount(workbook(sheet(`${row}<!-- <row r="2"> -->`)))).rejects.toMatchObject({
      code: 'XLSX_ROWS_LOST',
    });
  });
});

/** The smallest workbook that a parser opens, around a sheet written by hand. */
function workbook(sheet: Buffer): ImportFile {
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const relation = (type: string, target: string): Buffer =>
    Buffer.from(
      `<Relationships><Relationship Id="rId1" Type="${office}/${type}" Target="${target}"/></Relationships>`,
    );
  const bytes = zipOf([
    { name: '[Content_Types].xml', content: Buffer.from('<Types/>') },
    { name: '_rels/.rels', content: relation('officeDocument', 'xl/workbook.xml') },
    {
      name: 'xl/workbook.xml',
      content: Buffer.from(
        '<workbook><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>',
      ),
    },
    { name: 'xl/_rels/workbook.xml.rels', content: relation('worksheet', 'worksheets/sheet1.xml') },
    { name: 'xl/worksheets/sheet1.xml', content: sheet },
  ]);
  return { name: 'w.xlsx', bytes };
}

async function rowCount(file: ImportFile): Promise<number> {
  let count = 0;
  for await (const row of (await openSheets(file))[0]!.rows()) count += Number(row.row > 0);
  return count;
}

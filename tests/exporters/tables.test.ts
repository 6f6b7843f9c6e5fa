import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvPieces, csvTable } from '../../src/exporters/csv-table.ts';
import type { Table } from '../../src/exporters/table.ts';
import { xlsxTables } from '../../src/exporters/xlsx-table.ts';
import { openSheets } from '../../src/importers/sheets/open-sheets.ts';
import { wordsOf } from '../../src/importers/cells/plain-text.ts';
import { idNumber } from '../importers/support.ts';

const FORMULAS = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '=HYPERLINK("http://x","点")',
  "=cmd|' /C calc'!A0",
];

function table(rows: Table['rows']): Table {
  return {
    columns: [
      { header: '姓名', kind: 'text' },
      { header: '身份证号', kind: 'digits' },
      { header: '人数', kind: 'number' },
    ],
    rows,
  };
}

/** A workbook read back by a second tool. */
async function readBack(bytes: Uint8Array): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  // exceljs's own Buffer type predates the one of @types/node.
  await workbook.xlsx.load(Buffer.from(bytes) as unknown as Parameters<typeof workbook.xlsx.load>[0]);
  return workbook;
}

describe('XLSX', () => {
  it.each(FORMULAS)('holds %j as text, never as a formula', async (text) => {
    const workbook = await readBack(await xlsxTables([{ name: '表', table: table([[text, text, 1]]) }]));
    const cell = workbook.getWorksheet('表')!.getCell('A2');
    expect(cell.type).toBe(ExcelJS.ValueType.String);
    expect(cell.formula).toBeUndefined();
    // Readers of XML may turn a return into a line feed.
    expect(cell.text.replaceAll(/[\r\n]/g, '')).toBe(text.replaceAll(/[\r\n]/g, ''));
  });

  it('keeps all digits of an ID number, in a cell that is text and says so', async () => {
    const workbook = await readBack(
      await xlsxTables([{ name: '表', table: table([['张三', idNumber(), 20]]) }]),
    );
    const cell = workbook.getWorksheet('表')!.getCell('B2');
    expect(cell).toMatchObject({ value: idNumber(), type: ExcelJS.ValueType.String, numFmt: '@' });
    expect(workbook.getWorksheet('表')!.getCell('C2').value).toBe(20);
  });

  it('freezes the header, repeats it in print, and fits one A4 page across', async () => {
    const sheet = (await readBack(await xlsxTables([{ name: '表', table: table([]) }]))).getWorksheet('表')!;
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    expect(sheet.pageSetup).toMatchObject({
      paperSize: 9,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      printTitlesRow: '1:1',
    });
    expect(sheet.getCell('A1').font.bold).toBe(true);
    expect(sheet.getColumn(2).width).toBeGreaterThan(8);
  });

  it('drops what XML does not allow, and keeps rare names', async () => {
    const workbook = await readBack(
      await xlsxTables([
        { name: '表', table: table([['a\u0000\u001f\ud800b\u{20bb7}㐂&<>"', null, Number.NaN]]) },
      ]),
    );
    expect(workbook.getWorksheet('表')!.getCell('A2').value).toBe('ab\u{20bb7}㐂&<>"');
    expect(workbook.getWorksheet('表')!.getCell('C2').value).toBeNull();
  });
});

describe('CSV', () => {
  it.each(FORMULAS)('makes %j inert with an apostrophe', (text) => {
    const [, row] = parse(Buffer.from(csvTable(table([[text, '', 1]]))), {
      bom: true,
      relax_column_count: true,
    });
    expect(row![0]).toBe(`'${text}`);
  });

  it.each(['甲\n乙', '甲\r乙', '甲\r\n乙'])('keeps the lines of %j in one cell', (text) => {
    expect(Buffer.from(csvTable(table([[text, null, 1]]))).toString('utf8')).toContain(`"${text}"`);
  });

  it('begins with a byte order mark, and marks ID numbers as text', () => {
    const text = Buffer.from(csvTable(table([['张三', idNumber(), -5]]))).toString('utf8');
    expect(text).toBe(`\ufeff姓名,身份证号,人数\r\n张三,'${idNumber()},-5\r\n`);
  });

  it('takes rows from a generator, in pieces', () => {
    function* rows(): Generator<readonly [string, null, number]> {
      for (let index = 0; index < 2_500; index += 1) yield [`名${index}`, null, index];
    }
    const pieces = [...csvPieces(table(rows()))];
    expect(pieces.length).toBe(4);
    expect(pieces.join('').trimEnd().split('\r\n')).toHaveLength(2_501);
  });
});

describe('what was written', () => {
  const cells = fc.array(
    fc.tuple(fc.string({ unit: 'grapheme', maxLength: 10 }), fc.string({ unit: 'grapheme', maxLength: 10 })),
    { minLength: 1, maxLength: 8 },
  );

  it.each([
    ['CSV', async (data: Table) => Promise.resolve(csvTable(data))],
    ['XLSX', async (data: Table) => xlsxTables([{ name: '表', table: data }])],
  ] as const)('is read again as the same words (%s)', async (_name, write) => {
    await fc.assert(
      fc.asyncProperty(cells, async (rows) => {
        const columns = [
          { header: '甲', kind: 'text' },
          { header: '乙', kind: 'text' },
        ] as const;
        const bytes = await write({ columns, rows });
        const read: string[][] = [];
        for await (const row of (await openSheets({ name: 'a', bytes }))[0]!.rows()) {
          if (row.row > 1)
            read[row.row - 2] = [0, 1].map((position) => wordsOf(String(row.cells[position] ?? '')));
        }
        expect(read.filter((row) => row.join('') !== '')).toEqual(
          rows.map((row) => row.map(wordsOf)).filter((row) => row.join('') !== ''),
        );
      }),
      { seed: 7, numRuns: 60 },
    );
  });
});

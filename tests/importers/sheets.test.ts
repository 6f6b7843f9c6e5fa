import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/domain/errors.ts';
import { openSheets } from '../../src/importers/sheets/open-sheets.ts';
import type { ImportFile, RawRow } from '../../src/importers/sheets/sheet.ts';
import { csv, xlsx } from './support.ts';
import { zipOf } from './zip.ts';

async function rowsOf(file: ImportFile, sheet = 0): Promise<RawRow[]> {
  const rows: RawRow[] = [];
  for await (const row of (await openSheets(file))[sheet]!.rows()) rows.push(row);
  return rows;
}

async function faultOf(file: ImportFile): Promise<AppError> {
  try {
    for (const sheet of await openSheets(file)) for await (const row of sheet.rows()) void row;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('the file was read');
}

const UTF8 = Buffer.from('姓名,户名\r\n张三,㐂\r\n', 'utf8');
/** `姓名,户名\r\n张三,朱镕基\r\n` in GB18030: 镕 is in GBK, not in GB2312. */
const GB18030 = Buffer.from('d0d5c3fb2cbba7c3fb0d0ad5c5c8fd2cd6ece946bbf90d0a', 'hex');
/** 㐂 (U+3402) takes four bytes in GB18030 and is missing in GBK. */
const GB18030_FOUR_BYTES = Buffer.from('d0d5c3fb2cbba7c3fb0d0a8139ee392c31', 'hex');

describe('text encodings', () => {
  it.each([
    ['UTF-8', UTF8, '㐂'],
    ['UTF-8 with a byte order mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), UTF8]), '㐂'],
    ['GB18030', GB18030, '朱镕基'],
  ])('%s gives the same cells', async (_name, bytes, second) => {
    const rows = await rowsOf({ name: 'a.csv', bytes });
    expect(rows[0]).toEqual({ row: 1, cells: ['姓名', '户名'] });
    expect(rows[1]!.cells[1]).toBe(second);
  });

  it('reads rare names that take four bytes in GB18030', async () => {
    const rows = await rowsOf({ name: 'a.csv', bytes: GB18030_FOUR_BYTES });
    expect(rows[1]!.cells[0]).toMatch(/^\p{Script=Han}$/u);
  });

  it('decides over the whole file: a late byte that is not UTF-8 makes all of it GB18030', async () => {
    const ascii = Buffer.from('a,b\n'.repeat(400_000));
    const rows = await rowsOf({ name: 'a.csv', bytes: Buffer.concat([ascii, GB18030]) });
    expect(rows.at(-1)!.cells[1]).toBe('朱镕基');
  });

  it('keeps a character that two pieces of the file share', async () => {
    const filler = 'x'.repeat(1024 * 1024 - 3);
    const rows = await rowsOf({
      name: 'a.csv',
      bytes: Buffer.from(`a,b\n1,"${filler.slice(0, 900_000)}"\n2,"${'张'.repeat(200_000)}"\n`),
    });
    expect(rows[2]!.cells[1]).toBe('张'.repeat(200_000));
  });

  it.each([
    ['neither encoding', Buffer.from([0x61, 0x2c, 0xff, 0xff, 0xff, 0x0a])],
    ['NUL characters', Buffer.from('a,b\n\0,1\n')],
  ])('refuses text with %s', async (_name, bytes) => {
    const fault = await faultOf({ name: '名单.csv', bytes });
    expect(fault.code).toBe('FILE_ENCODING');
    expect(fault.sentence.zh).toContain('名单.csv');
    expect(fault.remedy?.zh).toContain('CSV UTF-8');
  });
});

describe('formats', () => {
  it.each([
    ['nothing', Buffer.alloc(0), 'FILE_EMPTY'],
    ['only blanks', Buffer.from('\ufeff \r\n\r\n'), 'FILE_EMPTY'],
    ['an old XLS', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'FILE_FORMAT'],
    ['a PDF', Buffer.from('%PDF-1.7'), 'FILE_FORMAT'],
    ['blank UTF-16', Buffer.from('\ufeff \r\n', 'utf16le'), 'FILE_EMPTY'],
    ['UTF-16 that ends inside a character', Buffer.from([0xff, 0xfe, 0x59, 0x00, 0x41]), 'FILE_ENCODING'],
    ['a web page', Buffer.from('\n<html><table><tr><td>姓名'), 'FILE_FORMAT'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2]), 'FILE_FORMAT'],
    ['a cut workbook', Buffer.from('PK\u0003\u0004 and no more'), 'XLSX_BROKEN'],
    ['an empty archive', zipOf([]), 'XLSX_BROKEN'],
    ['another archive', zipOf([{ name: 'a.txt', content: Buffer.from('x') }]), 'XLSX_BROKEN'],
  ])('%s is a fault of the file', async (_name, bytes, code) => {
    const fault = await faultOf({ name: 'x.xlsx', bytes });
    expect(fault.code).toBe(code);
    expect(fault.remedy?.zh).toBeTruthy();
  });

  it('names the limit of an upload that is too large', async () => {
    const bytes = new Uint8Array(64 * 1024 * 1024 + 1);
    bytes.set([0x50, 0x4b, 0x03, 0x04]);
    const fault = await faultOf({ name: 'big.xlsx', bytes });
    expect(fault.kind).toBe('too_large');
    expect(fault.sentence.zh).toContain('64 MB');
  });
});

describe('zip bombs', () => {
  const types = { name: '[Content_Types].xml', content: Buffer.from('<Types/>') };

  it('refuses a part that is packed more than 200 times', async () => {
    const fault = await faultOf({
      name: 'b.xlsx',
      bytes: zipOf([types, { name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(20_000_000, 0x20) }]),
    });
    expect(fault).toMatchObject({ code: 'XLSX_OVER_LIMIT', kind: 'too_large' });
    expect(fault.sentence.zh).toContain('压缩比');
  });

  it('refuses thousands of parts', async () => {
    const parts = Array.from({ length: 2_100 }, (_, index) => ({
      name: `p${index}`,
      content: Buffer.from('x'),
    }));
    expect((await faultOf({ name: 'b.xlsx', bytes: zipOf(parts) })).code).toBe('XLSX_OVER_LIMIT');
  });

  it('refuses a part that declares less than it unpacks to', async () => {
    const content = Buffer.alloc(3_000_000, 0x20);
    const bytes = zipOf([types, { name: 'xl/a.xml', content, declaredSize: 1_000 }]);
    expect((await faultOf({ name: 'b.xlsx', bytes })).code).toBe('XLSX_BROKEN');
  });

  it('refuses a declared size over the limit before anything is unpacked', async () => {
    const part = { name: 'xl/a.xml', content: Buffer.from('x'), declaredSize: 900 * 1024 * 1024 };
    const fault = await faultOf({ name: 'b.xlsx', bytes: zipOf([types, part]) });
    expect(fault.code).toBe('XLSX_OVER_LIMIT');
    expect(fault.sentence.zh).toContain('解压后达 901 MB');
  });

  it('refuses a part that declares entities, before a parser sees it', async () => {
    const content = Buffer.from('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>');
    const fault = await faultOf({ name: 'b.xlsx', bytes: zipOf([types, { name: 'xl/a.xml', content }]) });
    expect(fault).toMatchObject({ code: 'XLSX_BROKEN', cause: { message: 'a part that declares entities' } });
  });

  it('refuses a part with a false checksum, before a parser sees it', async () => {
    const bytes = zipOf([types, { name: 'xl/a.xml', content: Buffer.from('abc'), checksum: 1 }]);
    const fault = await faultOf({ name: 'b.xlsx', bytes });
    expect(fault).toMatchObject({ code: 'XLSX_BROKEN', cause: { message: 'a part with a false checksum' } });
  });
});

describe('CSV', () => {
  it('counts rows as Excel shows them, blank and two-line ones too', async () => {
    const rows = await rowsOf(csv('a,b', '', '1,"x\ny"', '2,z'));
    expect(rows.map((row) => row.row)).toEqual([1, 2, 3, 4]);
    expect(rows[2]!.cells).toEqual(['1', 'x\ny']);
  });

  it.each([
    ['tab', '姓名\t电话'],
    ['semicolon', '姓名;电话'],
    ['full-width comma', '姓名，电话'],
    ['comma', '姓名,电话'],
  ])('is split at the %s', async (_name, line) => {
    expect((await rowsOf(csv(line, line)))[0]!.cells).toEqual(['姓名', '电话']);
  });

  it('names the row from which quotation marks do not match', async () => {
    const fault = await faultOf(csv('a,b', '1,2', '3,"4', '5,6'));
    expect(fault.code).toBe('CSV_QUOTES');
    expect(fault.sentence.zh).toContain('第 3 行');
  });

  it('reads a quotation mark inside an unquoted cell as it stands', async () => {
    expect((await rowsOf(csv('a,b', '1,5" 管')))[1]!.cells[1]).toBe('5" 管');
  });

  it('can be walked twice and left half-way', async () => {
    const [sheet] = await openSheets(csv('a,b', '1,2', '3,4'));
    for await (const row of sheet!.rows()) if (row.row === 2) break;
    const again: RawRow[] = [];
    for await (const row of sheet!.rows()) again.push(row);
    expect(again).toHaveLength(3);
  });
});

describe('XLSX', () => {
  it('keeps text, numbers, days, yes and no, and formula results apart', async () => {
    const file = await xlsx({
      表: [
        [
          '001',
          12,
          new Date(Date.UTC(2026, 0, 31)),
          true,
          { formula: '1+1', result: 2 },
          { richText: [{ text: '张' }, { text: '三' }] },
        ],
      ],
    });
    expect((await rowsOf(file))[0]).toEqual({ row: 1, cells: ['001', 12, '2026-01-31', '是', 2, '张三'] });
  });

  it('gives rows their numbers in Excel, also below empty ones', async () => {
    const file = await xlsx({ 表: [['a'], [], [], ['b']] });
    expect((await rowsOf(file)).filter((row) => row.cells.length > 0).map((row) => row.row)).toEqual([1, 4]);
  });

  it('gives all visible sheets in their order', async () => {
    const sheets = await openSheets(await xlsx({ 一: [['a']], 二: [['b'], ['c']] }));
    expect(sheets.map((sheet) => sheet.name)).toEqual(['一', '二']);
  });
});

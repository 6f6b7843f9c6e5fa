import { describe, expect, it } from 'vitest';
import { createWholeReader, FAKE_CODER, FAKE_ONTOLOGY, idNumber, TODAY } from './support.ts';

const readFile = createWholeReader({ coder: FAKE_CODER, ontology: FAKE_ONTOLOGY });

/** Names with a character of GBK, one that GB18030 holds in four bytes, and a minority name. */
const NAMES = ['张三', '李\u{20000}', '王\u3447', '阿依古丽·买买提'];
const ROWS = NAMES.map((name, at) => `${name},${idNumber('19900101', at + 1)},武山县,备注${name}`);
const TEXT = ['姓名,身份证号,所属区域,备注', ...ROWS, ''].join('\r\n');
/** The same in GB18030, written by another program (Python); Node writes no GB18030. */
const GB18030 = Buffer.from(
  [
    'd0d5c3fb2cc9edb7ddd6a4bac52ccbf9caf4c7f8d3f22cb1b8d7a20d0ad5c5c8fd2c3632393939393139393030313031',
    '303031322ccee4c9bdcfd82cb1b8d7a2d5c5c8fd0d0ac0ee953282362c3632393939393139393030313031303032302c',
    'cee4c9bdcfd82cb1b8d7a2c0ee953282360d0acdf5fe562c3632393939393139393030313031303033392ccee4c9bdcf',
    'd82cb1b8d7a2cdf5fe560d0ab0a2d2c0b9c5c0f6a1a4c2f2c2f2cce12c3632393939393139393030313031303034372c',
    'cee4c9bdcfd82cb1b8d7a2b0a2d2c0b9c5c0f6a1a4c2f2c2f2cce10d0a',
  ].join(''),
  'hex',
);

describe('the encodings of CSV files', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${TEXT}`)],
    ['GB18030 with names of four bytes', GB18030],
    ['UTF-16LE with its byte order mark', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
    ['UTF-16BE with its byte order mark', Buffer.from(`\ufeff${TEXT}`, 'utf16le').swap16()],
  ])('%s gives every character', async (_name, bytes) => {
    const { rows, rejections } = await readFile({ name: 't.csv', bytes }, { today: TODAY });
    expect(rejections).toEqual([]);
    expect(rows.map(({ record }) => record)).toMatchObject(
      NAMES.map((name) => ({ record: { name, remarks: `备注${name}` } })),
    );
  });

  it('GBK gives every character that it has', async () => {
    const bytes = GB18030.subarray(0, GB18030.indexOf('\r\n', GB18030.indexOf('\r\n') + 2) + 2);
    const { rows } = await readFile({ name: 't.csv', bytes }, { today: TODAY });
    expect(rows.map(({ record }) => record)).toMatchObject([{ record: { name: '张三' } }]);
  });
});

describe('a file on the disk that is read piece by piece', () => {
  it('gives the same rows wherever a piece ends', async () => {
    const rows = Array.from({ length: 3_000 }, (_, at) => {
      const cell = at === 2_900 ? '"说,\n明"' : `备注${at}`;
      return `样例·甲,${idNumber('19900101', 1 + (at % 900)).slice(0, 6)}${at},武山县,${cell}`;
    });
    const text = ['姓名,身份证号,所属区域,备注', ...rows].join('\r\n');
    const bytes = Buffer.from(text);
    const stored = {
      length: bytes.length,
      read: (from: number, to: number) => Uint8Array.from(bytes.subarray(from, to)),
    };
    const whole = await readFile({ name: 't.csv', bytes }, { today: TODAY });
    expect(whole.rowsRead).toBe(3_000);
    expect(await readFile({ name: 't.csv', bytes: stored }, { today: TODAY })).toEqual(whole);
    // A quotation mark above all makes the parser read every row: the same again.
    const quoted = Buffer.from(text.replace('姓名', '"姓名"'));
    expect(await readFile({ name: 't.csv', bytes: quoted }, { today: TODAY })).toEqual(whole);
  });
});

import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/domain/errors.ts';
import { createWholeReader, FAKE_CODER, FAKE_ONTOLOGY, TODAY } from './support.ts';
import { zipOf, type ZipPart } from './zip.ts';

const readFile = createWholeReader({ coder: FAKE_CODER, ontology: FAKE_ONTOLOGY });

const MIB = 1024 * 1024;
/** A guard against hanging, not a measurement: a quiet machine takes a second at most, mostly some milliseconds. */
const PATIENCE_MS = 5_000;
const SHEET = 'xl/worksheets/sheet1.xml';
const TYPES: ZipPart = { name: '[Content_Types].xml', content: Buffer.from('<Types/>') };

function zeros(megabytes: number): Buffer {
  return Buffer.alloc(megabytes * MIB);
}

/** Parts that share one packed content: each entry of the directory points to the same place of the archive. */
function overlapping(count: number): Buffer {
  const content = Buffer.from('<row/>'.repeat(5_000));
  const bytes = zipOf([
    TYPES,
    ...Array.from({ length: count }, (_, at) => ({ name: `xl/p${at}.xml`, content })),
  ]);
  const local = bytes.indexOf('xl/p0.xml') - 30;
  for (let at = 1; at < count; at += 1) {
    const entry = bytes.lastIndexOf(`xl/p${at}.xml`) - 46;
    bytes.writeUInt32LE(local, entry + 42);
  }
  // What lies between the shared part and the directory is cut out, and the directory moves up.
  const directory = bytes.readUInt32LE(bytes.length - 6);
  const second = bytes.indexOf('xl/p1.xml') - 30;
  const cut = Buffer.concat([bytes.subarray(0, second), bytes.subarray(directory)]);
  cut.writeUInt32LE(second, cut.length - 6);
  return cut;
}

const laughs = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join(
  '',
);

const BOMBS: Readonly<Record<string, () => Buffer>> = {
  'a sheet packed a thousand times': () => zipOf([TYPES, { name: SHEET, content: zeros(32) }]),
  'shared strings packed a thousand times': () =>
    zipOf([TYPES, { name: 'xl/sharedStrings.xml', content: zeros(32) }]),
  'a picture packed a thousand times': () => zipOf([TYPES, { name: 'xl/media/a.png', content: zeros(32) }]),
  'thousands of parts': () =>
    zipOf(Array.from({ length: 2_100 }, (_, at) => ({ name: `xl/p${at}.xml`, content: Buffer.from('x') }))),
  'a part that is larger than it declares': () =>
    zipOf([TYPES, { name: SHEET, content: zeros(8), declaredSize: 1_000 }]),
  'a part that declares four gigabytes': () =>
    zipOf([TYPES, { name: SHEET, content: Buffer.from('x'), declaredSize: 0xffff_fff0 }]),
  'parts that declare too much together': () =>
    zipOf([
      TYPES,
      ...[1, 2, 3].map((at) => ({
        name: `xl/worksheets/sheet${at}.xml`,
        content: Buffer.from('x'),
        declaredSize: 390 * MIB,
      })),
    ]),
  'entities that multiply': () =>
    zipOf([
      TYPES,
      {
        name: SHEET,
        content: Buffer.from(
          `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">${laughs}]><worksheet>&l9;</worksheet>`,
        ),
      },
    ]),
  'parts that lie over one another': () => overlapping(1_500),
  'an archive inside an archive': () =>
    zipOf([{ name: 'xl/inner.zip', content: zipOf([{ name: SHEET, content: zeros(32) }]) }]),
  'two parts of one name': () =>
    zipOf([
      TYPES,
      { name: SHEET, content: Buffer.from('<a/>') },
      { name: SHEET, content: Buffer.from('<b/>') },
    ]),
};

describe('zip bombs', () => {
  it.each(Object.entries(BOMBS))('%s: refused at once, saying how to mend it', async (_name, bomb) => {
    const bytes = bomb();
    expect(bytes.length).toBeLessThan(4 * MIB);
    const started = performance.now();
    const fault = await readFile({ name: 'b.xlsx', bytes }, { today: TODAY }).then(
      () => null,
      (error: unknown) => error,
    );
    expect(performance.now() - started).toBeLessThan(PATIENCE_MS);
    expect(fault).toBeInstanceOf(AppError);
    expect((fault as AppError).code).toMatch(/^XLSX_(?:BROKEN|OVER_LIMIT)$/);
    expect((fault as AppError).remedy?.zh).toBeTruthy();
  });
});

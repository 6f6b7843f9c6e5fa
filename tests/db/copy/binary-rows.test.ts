import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BinaryRows } from '../../../src/db/copy/binary-rows.ts';
import { ByteDictionary } from '../../../src/db/copy/byte-dictionary.ts';

const HEADER = Buffer.from('PGCOPY\n\u00FF\r\n\0\0\0\0\0\0\0\0\0', 'latin1');

type Field = string | null;

/** What PostgreSQL would send; `extension`: bytes that a later version may put into the header. */
function copyOf(rows: readonly (readonly Field[])[], extension = 0): Buffer {
  const header = Buffer.concat([HEADER, Buffer.alloc(extension)]);
  header.writeInt32BE(extension, 15);
  return Buffer.concat([header, ...rows.map(rowOf), Buffer.from([0xff, 0xff])]);
}

function rowOf(fields: readonly Field[]): Buffer {
  const count = Buffer.alloc(2);
  count.writeInt16BE(fields.length);
  const parts = fields.flatMap((field) => {
    const bytes = Buffer.from(field ?? '', 'utf8');
    const length = Buffer.alloc(4);
    length.writeInt32BE(field === null ? -1 : bytes.length);
    return [length, bytes];
  });
  return Buffer.concat([count, ...parts]);
}

function read(chunks: readonly Buffer[], fields: number): Field[][] {
  const found: Field[][] = [];
  const rows = new BinaryRows(fields, ({ bytes, start, length }) => {
    found.push(
      Array.from({ length: fields }, (_, at) =>
        length[at]! < 0 ? null : bytes.toString('utf8', start[at], start[at]! + length[at]!),
      ),
    );
  });
  for (const chunk of chunks) rows.push(chunk);
  rows.finish();
  return found;
}

function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const cuts = [0, ...places.map((place) => place % (bytes.length + 1)).toSorted((a, b) => a - b)];
  return cuts.map((from, at) => bytes.subarray(from, cuts[at + 1] ?? bytes.length));
}

describe('rows of a binary COPY', () => {
  it('are read wherever the chunks are cut', () => {
    const field = fc.option(fc.string({ unit: 'grapheme', maxLength: 12 }));
    const rows = fc.array(fc.tuple(field, field, field), { maxLength: 12 });
    fc.assert(
      fc.property(rows, fc.array(fc.nat()), fc.nat({ max: 8 }), (given, places, extension) => {
        expect(read(cut(copyOf(given, extension), places), 3)).toEqual(given);
      }),
    );
  });

  it('are read byte by byte', () => {
    const given = [
      ['a', null, ''],
      [null, '陇', 'b'],
    ];
    const bytes = copyOf(given, 4);
    expect(
      read(
        cut(
          bytes,
          Array.from({ length: bytes.length }, (_, at) => at),
        ),
        3,
      ),
    ).toEqual(given);
  });

  it('are refused where the stream ends early or has other columns', () => {
    const bytes = copyOf([['a', 'b', 'c']]);
    expect(() => read([bytes.subarray(0, -2)], 3)).toThrow('before its trailer');
    expect(() => read([Buffer.alloc(0)], 3)).toThrow('before its trailer');
    expect(() => read([bytes], 2)).toThrow('3 fields instead of 2');
  });
});

describe('a dictionary of bytes', () => {
  it('gives equal bytes the same object, however many there are, and decodes each once', () => {
    let decoded = 0;
    const dictionary = new ByteDictionary((row, field) => {
      decoded += 1;
      const { bytes, start, length } = row;
      return [0, 1].map((next) =>
        length[field + next]! < 0
          ? null
          : bytes.toString('utf8', start[field + next], start[field + next]! + length[field + next]!),
      );
    });
    const given: Field[][] = Array.from({ length: 3_000 }, (_, at) => [
      String(at % 500),
      at % 3 === 0 ? null : '',
    ]);
    const seen = new Map<string, unknown>();
    const rows = new BinaryRows(2, (row) => {
      const value = dictionary.valueOf(row, 0, 2);
      const key = JSON.stringify(value);
      expect(seen.get(key) ?? value).toBe(value);
      seen.set(key, value);
    });
    rows.push(copyOf(given));
    expect([...seen.keys()].toSorted()).toEqual(
      [...new Set(given.map((row) => JSON.stringify(row)))].toSorted(),
    );
    expect(decoded).toBe(seen.size);
  });

  it('does not take the end of one field for the beginning of the next', () => {
    const dictionary = new ByteDictionary(() => ({}));
    const found: unknown[] = [];
    const rows = new BinaryRows(2, (row) => found.push(dictionary.valueOf(row, 0, 2)));
    rows.push(
      copyOf([
        ['ab', 'c'],
        ['a', 'bc'],
        [null, 'abc'],
        ['', 'abc'],
      ]),
    );
    expect(new Set(found).size).toBe(4);
  });
});

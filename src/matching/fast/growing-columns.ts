import type { Allocate } from './allocate.ts';
import type { LaborerColumns } from './laborer-columns.ts';

type NumberColumns = Omit<LaborerColumns, 'count' | 'dictionaries' | 'refusals'>;
type Column = NumberColumns[keyof NumberColumns];
type Row = Readonly<Record<keyof NumberColumns, number>>;

/** Rows of the first block: an API encodes one laborer at a time. */
const FIRST_CAPACITY = 4;

/** How each column is kept. */
const MAKERS: Readonly<Record<keyof NumberColumns, (buffer: ArrayBufferLike) => Column>> = {
  key: (buffer) => new Int32Array(buffer),
  bucket: (buffer) => new Uint8Array(buffer),
  home: (buffer) => new Int32Array(buffer),
  place: (buffer) => new Int32Array(buffer),
  skills: (buffer) => new Int32Array(buffer),
  certificates: (buffer) => new Int32Array(buffer),
  refusedOccupations: (buffer) => new Int32Array(buffer),
  groups: (buffer) => new Int32Array(buffer),
  bits: (buffer) => new Int32Array(buffer),
  bars: (buffer) => new Uint8Array(buffer),
  age: (buffer) => new Int16Array(buffer),
  wageFloor: (buffer) => new Float64Array(buffer),
  limitTenths: (buffer) => new Float64Array(buffer),
  availableFrom: (buffer) => new Int32Array(buffer),
  availableUntil: (buffer) => new Int32Array(buffer),
  willingSince: (buffer) => new Int32Array(buffer),
};
// Object.keys of a record with exactly these keys.
const NAMES = Object.keys(MAKERS) as (keyof NumberColumns)[];
/** Bytes of a row, by position in NAMES. */
const WIDTHS = NAMES.map((name) => MAKERS[name](new ArrayBuffer(0)).BYTES_PER_ELEMENT);
/** The names of all columns of numbers. */
export const NUMBER_COLUMNS: readonly (keyof NumberColumns)[] = NAMES;

/** Columns of so many rows, all zero. */
export function emptyColumns(rows: number): NumberColumns {
  return copyOf(undefined, rows, (bytes) => new ArrayBuffer(bytes));
}

/** Columns that double when they are full. */
export interface GrowingColumns {
  /** Adds a row and returns its number, from 0. */
  add(row: Row): number;
  /** A copy of the rows in memory of the allocator's. */
  finish(allocate: Allocate): NumberColumns & { readonly count: number };
  /** Forgets all rows. */
  clear(): void;
}

/** Columns without rows. */
export function growingColumns(): GrowingColumns {
  let count = 0;
  let capacity = FIRST_CAPACITY;
  let columns = copyOf(undefined, capacity, (bytes) => new ArrayBuffer(bytes));
  return {
    add(row) {
      if (count === capacity) {
        capacity *= 2;
        columns = copyOf(columns, capacity, (bytes) => new ArrayBuffer(bytes));
      }
      for (const name of NAMES) columns[name][count] = row[name];
      count += 1;
      return count - 1;
    },
    finish: (allocate) => ({ ...copyOf(columns, count, allocate), count }),
    clear() {
      count = 0;
    },
  };
}

/** Columns with room for so many rows, filled from others as far as both reach. */
function copyOf(from: NumberColumns | undefined, rows: number, allocate: Allocate): NumberColumns {
  const copies = NAMES.map((name, at) => {
    const column = MAKERS[name](allocate(rows * (WIDTHS[at] ?? 0)));
    if (from !== undefined) column.set(from[name].subarray(0, rows));
    return [name, column] as const;
  });
  // One entry for each name, made by the maker of its type.
  return Object.fromEntries(copies) as unknown as NumberColumns;
}

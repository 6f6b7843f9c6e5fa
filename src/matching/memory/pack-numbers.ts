/** A column as it lies in a memory: how to read `bytes` from `at` on. */
export interface PackedColumn {
  readonly name: string;
  /** `offset`: value = base + number; `listed`: value = values[number]; the values are texts, since JSON knows no Infinity. */
  readonly kind: 'offset' | 'listed';
  /** Bytes of a number. */
  readonly width: 1 | 2 | 4;
  readonly base: number;
  readonly values: readonly string[];
  readonly at: number;
}

/** A column ready to be laid down. */
export interface PackedNumbers {
  readonly column: Omit<PackedColumn, 'name' | 'at'>;
  readonly bytes: Uint8Array;
}

const BYTE_VALUES = 256;
const SHORT_VALUES = 65_536;

/** Packs numbers into few bytes each that hold all of them exactly: whole numbers of 32 bits from their lowest, others by list. */
export function packNumbers(numbers: ArrayLike<number>): PackedNumbers {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let areWhole = true;
  for (let at = 0; at < numbers.length; at += 1) {
    const value = numbers[at] ?? 0;
    if (value < low) low = value;
    if (value > high) high = value;
    if ((value | 0) !== value) areWhole = false;
  }
  if (numbers.length === 0) return offset(numbers, 0, 0);
  const range = high - low;
  if (areWhole && range < SHORT_VALUES) return offset(numbers, low, range);
  return areWhole ? wide(numbers) : listed(numbers);
}

/** The numbers of a column, into an array that is long enough. */
export function unpackNumbers(
  memory: Uint8Array,
  column: PackedColumn,
  into: Int32Array | Float64Array | Uint8Array | Int16Array,
): void {
  const from = memory.byteOffset + column.at;
  const packed =
    column.width === 1
      ? new Uint8Array(memory.buffer, from, into.length)
      : column.width === 2
        ? new Uint16Array(memory.buffer, from, into.length)
        : new Int32Array(memory.buffer, from, into.length);
  const { base } = column;
  if (column.kind === 'offset') {
    into.set(packed);
    if (base !== 0) addTo(into, base);
    return;
  }
  const values = Float64Array.from(column.values, Number);
  for (let at = 0; at < into.length; at += 1) into[at] = values[packed[at] ?? 0] ?? 0;
}

function addTo(numbers: Int32Array | Float64Array | Uint8Array | Int16Array, base: number): void {
  for (let at = 0; at < numbers.length; at += 1) numbers[at] = (numbers[at] ?? 0) + base;
}

function offset(numbers: ArrayLike<number>, base: number, range: number): PackedNumbers {
  const packed = range < BYTE_VALUES ? new Uint8Array(numbers.length) : new Uint16Array(numbers.length);
  for (let at = 0; at < numbers.length; at += 1) packed[at] = (numbers[at] ?? 0) - base;
  return {
    column: { kind: 'offset', width: packed.BYTES_PER_ELEMENT === 1 ? 1 : 2, base, values: [] },
    bytes: bytesOf(packed),
  };
}

/** @throws Error where there are more different values than two bytes tell apart: no column has so many fractions. */
function listed(numbers: ArrayLike<number>): PackedNumbers {
  const places = new Map<number, number>();
  const packed = new Uint16Array(numbers.length);
  for (let at = 0; at < numbers.length; at += 1) {
    const value = numbers[at] ?? 0;
    let place = places.get(value);
    if (place === undefined) {
      place = places.size;
      if (place === SHORT_VALUES)
        throw new Error('more than 65,536 different numbers in a column that is not of whole numbers');
      places.set(value, place);
    }
    packed[at] = place;
  }
  const values = Array.from(places.keys(), String);
  return { column: { kind: 'listed', width: 2, base: 0, values }, bytes: bytesOf(packed) };
}

function wide(numbers: ArrayLike<number>): PackedNumbers {
  return {
    column: { kind: 'offset', width: 4, base: 0, values: [] },
    bytes: bytesOf(Int32Array.from(numbers)),
  };
}

function bytesOf(numbers: Uint8Array | Uint16Array | Int32Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

import { EXCLUSION_CODES } from '../../domain/exclusion-reason.ts';
import { emptyColumns, NUMBER_COLUMNS } from '../fast/growing-columns.ts';
import type { LaborerColumns, SkillHoldings } from '../fast/laborer-columns.ts';
import { packNumbers, unpackNumbers, type PackedColumn } from './pack-numbers.ts';

/** The shape of a memory: no run stands over a base whose memory is of another one. */
export const MEMORY_SHAPE = 3;
const CODES = EXCLUSION_CODES.length;
/** Columns begin where eight-byte numbers may. */
const ALIGNMENT = 8;
const HEAD_BYTES = 4;

/** What a whole run remembers of some laborers: what they were when they were ranked, and what they got. */
export interface ListMemory {
  /** Without refusals and without the days since which they are willing. */
  readonly columns: LaborerColumns;
  /** By row: the birthday as a number such as 19851231; 0: not known. */
  readonly birth: Int32Array;
  readonly k: number;
  /** By row: pairs of her list, at most k. */
  readonly pairs: Int32Array;
  /** By row: the score of her last pair; 0 where the list is shorter than k. */
  readonly threshold: Int32Array;
  /** The openings of the list of row i are from i × k on; behind her pairs they mean nothing. */
  readonly openingKey: Int32Array;
  /** By row: 1 where she had refused something; what it was is not remembered. */
  readonly hasRefused: Uint8Array;
  /** Lists shorter than k in the order of rows, EXCLUSION_CODES.length numbers each: the openings that each code dropped. */
  readonly reasons: Int32Array;
}

type Dictionaries = LaborerColumns['dictionaries'];

interface Head {
  readonly shape: number;
  readonly count: number;
  readonly k: number;
  readonly columns: readonly PackedColumn[];
  readonly dictionaries: Dictionaries;
}

/** Columns of numbers that are kept. */
export const REMEMBERED = NUMBER_COLUMNS.filter((name) => name !== 'willingSince');

/** Which dictionary the numbers of a column are of. */
const DICTIONARY_OF = {
  home: 'homes',
  place: 'places',
  skills: 'skills',
  certificates: 'certificates',
  refusedOccupations: 'refusedOccupations',
  groups: 'groups',
} as const;

/** What there is to remember: as ListMemory, but with the reasons of every row. */
export interface ToRemember extends Pick<ListMemory, 'columns' | 'birth' | 'hasRefused' | 'k'> {
  /** By row: where her list lies in the columns below; a list has k openings and scores, and EXCLUSION_CODES.length counts. */
  readonly list: Int32Array;
  readonly pairs: Int32Array;
  readonly openingKey: Int32Array;
  readonly score: Int32Array;
  readonly reasons: Int32Array;
}

/** Rows `from`..`to` as bytes. Only what these rows use of the dictionaries is kept. */
export function packMemory(memory: ToRemember, from: number, to: number): Uint8Array {
  const { columns, k } = memory;
  const count = to - from;
  const list = memory.list.subarray(from, to);
  const pieces: { readonly name: string; readonly numbers: ArrayLike<number> }[] = [];
  const used: Record<string, readonly unknown[]> = {};
  const days = renumbering(columns.dictionaries.dates);
  for (const name of REMEMBERED) {
    const numbers = columns[name].subarray(from, to);
    if (name === 'availableFrom' || name === 'availableUntil') {
      pieces.push({ name, numbers: Int32Array.from(numbers, days.numberOf) });
      continue;
    }
    const dictionary = name in DICTIONARY_OF ? DICTIONARY_OF[name as keyof typeof DICTIONARY_OF] : undefined;
    if (dictionary === undefined) {
      pieces.push({ name, numbers });
      continue;
    }
    const own = renumbering(columns.dictionaries[dictionary]);
    pieces.push({ name, numbers: Int32Array.from(numbers, own.numberOf) });
    used[dictionary] = own.values;
  }
  used['skills'] = used['skills']?.map(withoutWords) ?? [];
  pieces.push(
    { name: 'birth', numbers: memory.birth.subarray(from, to) },
    { name: 'pairs', numbers: list.map((at) => memory.pairs[at] ?? 0) },
    { name: 'threshold', numbers: list.map((at) => thresholdOf(memory, at)) },
    { name: 'openingKey', numbers: gathered(memory.openingKey, list, k) },
    { name: 'hasRefused', numbers: memory.hasRefused.subarray(from, to) },
    {
      name: 'reasons',
      numbers: gathered(
        memory.reasons,
        list.filter((at) => (memory.pairs[at] ?? 0) < k),
        CODES,
      ),
    },
  );
  return laidDown({ count, k, dictionaries: { ...used, dates: days.values } }, pieces);
}

/** The last score of a full list. */
function thresholdOf({ pairs, score, k }: ToRemember, list: number): number {
  return (pairs[list] ?? 0) < k ? 0 : (score[list * k + k - 1] ?? 0);
}

/** Some lists' numbers, `width` each. */
function gathered(numbers: Int32Array, lists: Int32Array, width: number): Int32Array {
  const all = new Int32Array(lists.length * width);
  for (let nth = 0; nth < lists.length; nth += 1) {
    const from = (lists[nth] ?? 0) * width;
    for (let at = 0; at < width; at += 1) all[nth * width + at] = numbers[from + at] ?? 0;
  }
  return all;
}

/** @throws Error for a memory of another shape. */
export function unpackMemory(given: Uint8Array): ListMemory {
  // Numbers of several bytes must begin at a multiple of their size.
  const bytes = given.byteOffset % ALIGNMENT === 0 ? given : new Uint8Array(given);
  const headBytes = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  // The head is what packMemory wrote; its shape says so.
  const head = JSON.parse(
    Buffer.from(bytes.buffer, bytes.byteOffset + HEAD_BYTES, headBytes).toString('utf8'),
  ) as Head;
  if (head.shape !== MEMORY_SHAPE)
    throw new Error(`a memory of shape ${head.shape} instead of ${MEMORY_SHAPE}`);
  const { count, k } = head;
  const packed = new Map(head.columns.map((column) => [column.name, column]));
  const start = aligned(HEAD_BYTES + headBytes);
  const body = bytes.subarray(start);
  const fill = <Column extends Int32Array | Float64Array | Uint8Array | Int16Array>(
    name: string,
    into: Column,
  ): Column => {
    const column = packed.get(name);
    if (column === undefined) throw new Error(`a memory without the column ${name}`);
    unpackNumbers(body, column, into);
    return into;
  };
  const numbers = emptyColumns(count);
  for (const name of REMEMBERED) fill(name, numbers[name]);
  numbers.willingSince.fill(-1);
  const pairs = fill('pairs', new Int32Array(count));
  const short = pairs.reduce((sum, each) => (each < k ? sum + 1 : sum), 0);
  return {
    columns: { ...numbers, count, refusals: [], dictionaries: head.dictionaries },
    k,
    birth: fill('birth', new Int32Array(count)),
    pairs,
    threshold: fill('threshold', new Int32Array(count)),
    openingKey: fill('openingKey', new Int32Array(count * k)),
    hasRefused: fill('hasRefused', new Uint8Array(count)),
    reasons: fill('reasons', new Int32Array(short * CODES)),
  };
}

/** Numbers by first use, and the values that they then stand for, which grow with it; -1 stands for none. */
function renumbering(all: readonly unknown[]): {
  readonly numberOf: (number: number) => number;
  readonly values: readonly unknown[];
} {
  const places = new Int32Array(all.length).fill(-1);
  const values: unknown[] = [];
  return {
    values,
    numberOf: (number) => {
      if (number < 0) return -1;
      const known = places[number] ?? -1;
      if (known >= 0) return known;
      places[number] = values.length;
      return values.push(all[number]) - 1;
    },
  };
}

function laidDown(
  head: {
    readonly count: number;
    readonly k: number;
    readonly dictionaries: Readonly<Record<string, readonly unknown[]>>;
  },
  pieces: readonly { readonly name: string; readonly numbers: ArrayLike<number> }[],
): Uint8Array {
  let at = 0;
  const columns: PackedColumn[] = [];
  const bodies: { readonly at: number; readonly bytes: Uint8Array }[] = [];
  for (const { name, numbers } of pieces) {
    const { column, bytes } = packNumbers(numbers);
    columns.push({ ...column, name, at });
    bodies.push({ at, bytes });
    at = aligned(at + bytes.length);
  }
  const json = Buffer.from(JSON.stringify({ shape: MEMORY_SHAPE, ...head, columns }));
  const start = aligned(HEAD_BYTES + json.length);
  const bytes = new Uint8Array(start + at);
  new DataView(bytes.buffer).setUint32(0, json.length);
  bytes.set(json, HEAD_BYTES);
  for (const body of bodies) bytes.set(body.bytes, start + body.at);
  return bytes;
}

/** The words that a holding came from say nothing to the engine. The values are those of the dictionary of skills. */
function withoutWords(value: unknown): SkillHoldings {
  const { holdings, wishedOccupations } = value as SkillHoldings;
  return { holdings: holdings?.map(({ code, level }) => ({ code, level })) ?? null, wishedOccupations };
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

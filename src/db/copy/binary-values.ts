import type { BinaryRow } from './binary-rows.ts';

/** PostgreSQL counts days from 2000-01-01. */
const POSTGRES_EPOCH_DAYS = 10_957;
const DAY_MS = 86_400_000;
/** Days that stand for `infinity` and `-infinity`. */
const INFINITY_DAY = 2_147_483_647;
const MINUS_INFINITY_DAY = -2_147_483_648;
/** Where the elements of a one-dimensional array start; an empty one has no dimension and ends before. */
const ELEMENTS_AT = 20;
const COUNT_AT = 12;

/** Readers of single fields; `null` where the field is. */

export function intAt({ bytes, start, length }: BinaryRow, field: number): number | null {
  return (length[field] ?? -1) < 0 ? null : bytes.readInt32BE(start[field] ?? 0);
}

export function smallintAt({ bytes, start, length }: BinaryRow, field: number): number | null {
  return (length[field] ?? -1) < 0 ? null : bytes.readInt16BE(start[field] ?? 0);
}

export function doubleAt({ bytes, start, length }: BinaryRow, field: number): number | null {
  return (length[field] ?? -1) < 0 ? null : bytes.readDoubleBE(start[field] ?? 0);
}

export function booleanAt({ bytes, start, length }: BinaryRow, field: number): boolean | null {
  return (length[field] ?? -1) < 0 ? null : bytes[start[field] ?? 0] === 1;
}

export function textAt({ bytes, start, length }: BinaryRow, field: number): string | null {
  const size = length[field] ?? -1;
  const from = start[field] ?? 0;
  return size < 0 ? null : bytes.toString('utf8', from, from + size);
}

/** The bytes where they lie. */
export function bytesAt({ bytes, start, length }: BinaryRow, field: number): Buffer | null {
  const size = length[field] ?? -1;
  const from = start[field] ?? 0;
  return size < 0 ? null : bytes.subarray(from, from + size);
}

/** A day as pg gives it in text: `2026-11-23`, `infinity` or `-infinity`. */
export function dayAt(row: BinaryRow, field: number): string | null {
  const day = intAt(row, field);
  if (day === null) return null;
  if (day === INFINITY_DAY) return 'infinity';
  if (day === MINUS_INFINITY_DAY) return '-infinity';
  return textOfDay(day);
}

/** Texts of days: people of all ages have some 40,000 birthdays between them. */
const dayTexts = new Map<number, string>();
/** Above this something else than birthdays is read, and what is kept is let go. */
const MOST_DAY_TEXTS = 100_000;

function textOfDay(day: number): string {
  const known = dayTexts.get(day);
  if (known !== undefined) return known;
  const text = new Date((day + POSTGRES_EPOCH_DAYS) * DAY_MS).toISOString().slice(0, 10);
  if (dayTexts.size === MOST_DAY_TEXTS) dayTexts.clear();
  dayTexts.set(day, text);
  return text;
}

/** The elements of an array of texts. */
export function textsAt(row: BinaryRow, field: number): (string | null)[] | null {
  return elementsAt(row, field, (bytes, from, size) => bytes.toString('utf8', from, from + size));
}

/** The elements of an array of smallint. */
export function smallintsAt(row: BinaryRow, field: number): (number | null)[] | null {
  return elementsAt(row, field, (bytes, from) => bytes.readInt16BE(from));
}

function elementsAt<Element>(
  { bytes, start, length }: BinaryRow,
  field: number,
  read: (bytes: Buffer, from: number, size: number) => Element,
): (Element | null)[] | null {
  const size = length[field] ?? -1;
  if (size < 0) return null;
  const from = start[field] ?? 0;
  const count = size < ELEMENTS_AT ? 0 : bytes.readInt32BE(from + COUNT_AT);
  const elements: (Element | null)[] = [];
  let at = from + ELEMENTS_AT;
  for (let element = 0; element < count; element += 1) {
    const bytesOfElement = bytes.readInt32BE(at);
    at += Int32Array.BYTES_PER_ELEMENT;
    elements.push(bytesOfElement < 0 ? null : read(bytes, at, bytesOfElement));
    at += Math.max(0, bytesOfElement);
  }
  return elements;
}

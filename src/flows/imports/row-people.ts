import type { ImportedPart } from '../ports/files.ts';
import { rowKey } from './row-key.ts';

interface Place {
  readonly sheet: string | null;
  readonly row: number;
}

/** Whose row it is, by its place in the file; an ID number in clear, or `null` where the row does not say. */
export type RowPeople = (place: Place) => string | null;

/** Whose the rows of a part are, taken or not: for keyed hashes alone, never to be shown. */
export function rowPeople(part: ImportedPart): RowPeople {
  if (part.kind !== 'laborers') return () => null;
  const people = new Map(part.rejectedPeople.map((one) => [rowKey(one), one.idNumber]));
  for (const one of part.rows) people.set(rowKey(one), one.record.personal.idNumber);
  return (place) => people.get(rowKey(place)) ?? null;
}

import type { Bilingual } from '../domain/bilingual.ts';

/**
 * What a parser makes of a cell: a value; `empty` when the cell is blank or says that nothing is fixed (面议, 不限, 若干);
 * or a fault with a sentence that names what was read and how to write it.
 */
export type Parsed<Value> =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'empty' }
  | { readonly kind: 'fault'; readonly message: Bilingual };

/** Nothing was given. */
export const EMPTY: { readonly kind: 'empty' } = { kind: 'empty' };

/** A value that was read. */
export function parsedValue<Value>(value: Value): Parsed<Value> {
  return { kind: 'value', value };
}

/** A cell that cannot be read. */
export function parsedFault(zh: string, en: string): { readonly kind: 'fault'; readonly message: Bilingual } {
  return { kind: 'fault', message: { zh, en } };
}

/** Longest piece of a cell that a sentence repeats, characters. */
const LONGEST_QUOTE = 40;
/** As many digits as a phone or an ID number has: such a cell stands in the wrong column and must not be repeated. */
const PERSONAL_NUMBER = /\d(?:[\s-]?\d){10,}[Xx]?/g;

/** The words of a cell as a sentence may repeat them: cut, and without anything that could be a phone or an ID number. */
export function quoted(words: string): string {
  const masked = words.replace(PERSONAL_NUMBER, (number) => `${number.slice(0, 3)}***`);
  return masked.length > LONGEST_QUOTE ? `${masked.slice(0, LONGEST_QUOTE)}…` : masked;
}

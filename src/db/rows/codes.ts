/**
 * Small numbers for closed lists of words: a word is stored as its position in the domain's list, a set of
 * words as a mask (bit n: the word at position n). docs/schema.md writes them out; the lists may only grow at
 * their ends.
 */

/** The position of a word; `null` for `undefined`. */
export function codeOf<Word extends string>(words: readonly Word[], word: Word | undefined): number | null {
  return word === undefined ? null : words.indexOf(word);
}

/** The word at a position; `undefined` for `null`. */
export function wordOf<Word extends string>(words: readonly Word[], code: number | null): Word | undefined {
  return code === null ? undefined : words[code];
}

/** The mask of a set; `null` for `undefined`. */
export function maskOf<Word extends string>(
  words: readonly Word[],
  set: readonly Word[] | undefined,
): number | null {
  if (set === undefined) return null;
  return words.reduce((mask, word, bit) => (set.includes(word) ? mask | (1 << bit) : mask), 0);
}

/** The set of a mask in the order of the list; `undefined` for `null`. */
export function setOf<Word extends string>(words: readonly Word[], mask: number | null): Word[] | undefined {
  return mask === null ? undefined : words.filter((_, bit) => (mask & (1 << bit)) !== 0);
}

/** A number that is unknown (`null`), known to be none (-1), or given. */
export function numberOrNone(value: number | null | undefined): number | null {
  return value === null ? -1 : (value ?? null);
}

/** The other way round. */
export function givenNumber(stored: number | null): number | null | undefined {
  return stored === null ? undefined : stored === -1 ? null : stored;
}

/** A text that is unknown (`null`), known to be none (`none`), or given. */
export function textOrNone(value: string | null | undefined, none: string): string | null {
  return value === null ? none : (value ?? null);
}

/** The other way round. */
export function givenText(stored: string | null, none: string): string | null | undefined {
  return stored === null ? undefined : stored === none ? null : stored;
}

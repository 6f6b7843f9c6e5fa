import { wordKey } from './normalize.ts';

/** A phrase at a place of a text. */
export interface PhraseHit<Value> {
  readonly value: Value;
  readonly words: string;
  readonly start: number;
  readonly end: number;
}

/** Words to look up, and the longest of them that begins at a character of a text. Keys are normalized by `wordKey`. */
export class PhraseIndex<Value> {
  private readonly values = new Map<string, Value>();
  private longest = 0;

  /** The first value of a word stays. */
  add(words: string, value: Value): void {
    const key = wordKey(words);
    if (key === '' || this.values.has(key)) return;
    this.values.set(key, value);
    this.longest = Math.max(this.longest, key.length);
  }

  /** The value of exactly these words. */
  get(words: string): Value | undefined {
    return this.values.get(wordKey(words));
  }

  /** The longest phrase that begins at `start` of a text that already went through `wordKey` and that `accept` takes. */
  longestAt(
    text: string,
    start: number,
    accept: (hit: PhraseHit<Value>) => boolean = () => true,
  ): PhraseHit<Value> | null {
    for (let end = Math.min(text.length, start + this.longest); end > start; end -= 1) {
      const words = text.slice(start, end);
      const value = this.values.get(words);
      const hit = value === undefined ? null : { value, words, start, end };
      if (hit !== null && isWholeLatin(text, hit) && accept(hit)) return hit;
    }
    return null;
  }

  /** Phrases from left to right, the longest first at each place, none inside another. */
  scan(text: string, accept?: (hit: PhraseHit<Value>) => boolean): PhraseHit<Value>[] {
    const hits: PhraseHit<Value>[] = [];
    let position = 0;
    while (position < text.length) {
      const hit = this.longestAt(text, position, accept);
      if (hit !== null) hits.push(hit);
      position = hit === null ? position + 1 : hit.end;
    }
    return hits;
  }

  /** All words, as keys. */
  words(): IterableIterator<string> {
    return this.values.keys();
  }
}

/** `PA` is no part of `SPACE`, `N1` none of `CN12`. */
function isWholeLatin(text: string, { words, start, end }: PhraseHit<unknown>): boolean {
  const startsInside = /^[A-Z0-9]/.test(words) && /[A-Z0-9]/.test(text.charAt(start - 1));
  const endsInside = /[A-Z0-9]$/.test(words) && /[A-Z0-9]/.test(text.charAt(end));
  return !startsInside && !endsInside;
}

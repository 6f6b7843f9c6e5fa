import { JaroWinklerDistance, LevenshteinDistance } from 'natural/lib/natural/distance/index.js';

/** Shorter Chinese words have too many true neighbors: 电焊工 and 电镀工 differ by one character. */
const SHORTEST_CHINESE = 4;
/** Shortest Latin word that is compared. */
const SHORTEST_LATIN = 5;
/** From here on two wrong characters are forgiven. */
const LONG_CHINESE = 8;
/** Jaro-Winkler of a Latin word with one slip; `welder` and `weldre` have 0.98, `packer` and `picker` 0.91. */
const LATIN_THRESHOLD = 0.93;

/** The words nearest to a misspelt one. */
export interface FuzzyIndex {
  /** The one nearest word, or `null` when none is near enough or two are equally near. */
  nearest(key: string): string | null;
}

/**
 * Looks among known words for a misspelt one: Chinese by Levenshtein (at most one character of four to seven, two from
 * eight on), Latin by Jaro-Winkler, which gives 0 on very short Chinese words. Candidates are first narrowed to words
 * that share all but the forgiven characters, since a distance costs about 6 µs.
 */
export function createFuzzyIndex(words: Iterable<string>): FuzzyIndex {
  const known = [...new Set(words)];
  const latin = known.filter((word) => isLatin(word) && word.length >= SHORTEST_LATIN);
  const chinese = known.filter((word) => !isLatin(word) && word.length >= SHORTEST_CHINESE);
  const byCharacter = new Map<string, Set<string>>();
  for (const word of chinese) {
    for (const character of word) {
      byCharacter.set(character, (byCharacter.get(character) ?? new Set()).add(word));
    }
  }
  return {
    nearest: (key) => (isLatin(key) ? nearestLatin(key, latin) : nearestChinese(key, byCharacter)),
  };
}

function isLatin(word: string): boolean {
  return /^[A-Z0-9 .&'-]+$/i.test(word);
}

function nearestLatin(key: string, words: readonly string[]): string | null {
  if (key.length < SHORTEST_LATIN) return null;
  return onlyBest(
    words
      .filter((word) => Math.abs(word.length - key.length) <= 1)
      .map((word) => ({ word, cost: 1 - JaroWinklerDistance(key, word) }))
      .filter(({ cost }) => cost <= 1 - LATIN_THRESHOLD),
  );
}

function nearestChinese(key: string, byCharacter: ReadonlyMap<string, ReadonlySet<string>>): string | null {
  if (key.length < SHORTEST_CHINESE) return null;
  const forgiven = key.length >= LONG_CHINESE ? 2 : 1;
  const shared = new Map<string, number>();
  for (const character of new Set(key)) {
    for (const word of byCharacter.get(character) ?? []) shared.set(word, (shared.get(word) ?? 0) + 1);
  }
  const candidates = [...shared].filter(
    ([word, count]) =>
      Math.abs(word.length - key.length) <= forgiven && count >= new Set(key).size - forgiven && count >= 2,
  );
  return onlyBest(
    candidates
      .map(([word]) => ({ word, cost: LevenshteinDistance(key, word) }))
      .filter(({ cost }) => cost <= forgiven),
  );
}

function onlyBest(candidates: readonly { readonly word: string; readonly cost: number }[]): string | null {
  const [best, second] = candidates.toSorted((a, b) => a.cost - b.cost);
  if (best === undefined || (second !== undefined && second.cost === best.cost)) return null;
  return best.word;
}

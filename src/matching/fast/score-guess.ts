/** Kinds of laborers that are told apart; a kind is 0..KINDS − 1. */
export const KINDS = 256;
/** Before anything is known: points below the most, and how far off that is. So much is hardly a floor at all. */
const FIRST_GAP = 30_000_000;
const FIRST_MISS = 10_000_000;
/** A new gap counts for one part in so many. */
const SMOOTHING = 4;
/** A guess is so many usual misses below the usual gap: about one in seven is too high, and costs a second walk. */
const MISSES = 2;

/**
 * Guesses how far the Kth score of a list will lie below the most that her places can give, from the laborers of her kind
 * before: a running mean and a running deviation, as a network guesses how long an answer may take. A guess decides how
 * much is read, never what is found.
 */
export class ScoreGuess {
  readonly #gap = new Float64Array(KINDS).fill(FIRST_GAP);
  readonly #miss = new Float64Array(KINDS).fill(FIRST_MISS);

  /** Whole points below the most; most lists are full with what lies above. */
  gapOf(kind: number): number {
    return Math.round((this.#gap[kind] ?? 0) + MISSES * (this.#miss[kind] ?? 0));
  }

  /** What the gap of a full list was. */
  learn(kind: number, gap: number): void {
    const off = gap - (this.#gap[kind] ?? 0);
    this.#gap[kind] = (this.#gap[kind] ?? 0) + off / SMOOTHING;
    this.#miss[kind] = (this.#miss[kind] ?? 0) + (Math.abs(off) - (this.#miss[kind] ?? 0)) / SMOOTHING;
  }
}

import { FNV_PRIME } from '../fnv1a.ts';
import { doubled } from './grown.ts';
import type { OpeningIndex } from './opening-index.ts';
import { TIE_HASH_IN_WRITTEN, WRITTEN_INTS } from './opening-records.ts';

/** The code of the digit 0. */
const ZERO = 48;
/** Openings that a list usually takes, those that fall out again included. */
const FIRST_WORDS = 64;

/**
 * The best K openings that were offered, at most `cap` of one employer, whatever the order of the offers.
 *
 * Invariant: the list is what sorting all offers and taking them in order under the cap would give. An offer that is
 * refused or pushed out is beaten by K others or by `cap` of its employer, and these are only ever replaced by better ones,
 * so it cannot come back.
 */
export class TopList {
  size = 0;
  /** An offer below this score is refused: the Kth score; while the list is not full, its floor. */
  threshold = -1;
  readonly opening: Int32Array;
  readonly score: Int32Array;
  readonly #employer: Int32Array;
  /** By employer: how many are in the list. */
  readonly #ofEmployer: Int32Array;
  readonly #written: Int32Array;
  /** A bit an opening: whether the list took it, so that none is taken twice. */
  readonly #taken: Int32Array;
  /** The words of `taken` that are not zero, with repeats. */
  #takenWords = new Int32Array(FIRST_WORDS);
  #takenCount = 0;
  #k = 0;
  #cap = 0;
  /** Codes of the digits of the bucket; 0: it has one digit only. */
  #digit = ZERO;
  #secondDigit = 0;

  constructor(index: OpeningIndex, longest: number) {
    this.#written = index.records.written;
    this.opening = new Int32Array(longest);
    this.score = new Int32Array(longest);
    this.#employer = new Int32Array(longest);
    this.#ofEmployer = new Int32Array(index.employers);
    this.#taken = new Int32Array((index.count >>> 5) + 1);
  }

  /** Starts an empty list. */
  start(k: number, cap: number, bucket: number): void {
    for (let at = 0; at < this.size; at += 1) this.#ofEmployer[this.#employer[at] ?? 0] = 0;
    this.size = 0;
    this.threshold = -1;
    this.#k = k;
    this.#cap = cap;
    for (let at = 0; at < this.#takenCount; at += 1) this.#taken[this.#takenWords[at] ?? 0] = 0;
    this.#takenCount = 0;
    const tens = (bucket / 10) | 0;
    this.#digit = ZERO + (tens > 0 ? tens : bucket);
    this.#secondDigit = tens > 0 ? ZERO + bucket - 10 * tens : 0;
  }

  /**
   * Refuses offers below this score as long as the list is not full; a full list keeps its own bound. A list that
   * becomes full above a floor is what it would be without one.
   */
  floor(score: number): void {
    if (this.size < this.#k) this.threshold = score;
  }

  /** Offers an eligible opening that is not below the threshold. */
  offer(opening: number, score: number, employer: number): void {
    const word = opening >>> 5;
    const bit = 1 << opening;
    if (((this.#taken[word] ?? 0) & bit) !== 0) return;
    const count = this.#ofEmployer[employer] ?? 0;
    // The place that the offer frees: of its employer's worst, or at the end.
    let hole = this.size;
    if (count >= this.#cap) {
      hole -= 1;
      while (this.#employer[hole] !== employer) hole -= 1;
      if (!this.#beats(score, opening, hole)) return;
    } else {
      if (hole === this.#k) {
        hole -= 1;
        if (!this.#beats(score, opening, hole)) return;
        const last = this.#employer[hole] ?? 0;
        this.#ofEmployer[last] = (this.#ofEmployer[last] ?? 0) - 1;
      } else this.size += 1;
      this.#ofEmployer[employer] = (this.#ofEmployer[employer] ?? 0) + 1;
    }
    this.#taken[word] = (this.#taken[word] ?? 0) | bit;
    this.#noteTaken(word);
    this.#insert(hole, opening, score, employer);
    if (this.size === this.#k) this.threshold = this.score[this.#k - 1] ?? -1;
  }

  #noteTaken(word: number): void {
    if (this.#takenCount === this.#takenWords.length) this.#takenWords = doubled(this.#takenWords);
    this.#takenWords[this.#takenCount] = word;
    this.#takenCount += 1;
  }

  #insert(hole: number, opening: number, score: number, employer: number): void {
    let at = hole;
    while (at > 0 && this.#beats(score, opening, at - 1)) {
      this.opening[at] = this.opening[at - 1] ?? 0;
      this.score[at] = this.score[at - 1] ?? 0;
      this.#employer[at] = this.#employer[at - 1] ?? 0;
      at -= 1;
    }
    this.opening[at] = opening;
    this.score[at] = score;
    this.#employer[at] = employer;
  }

  /** The order of lists: score, then the tie hash, then the id, which is the order of opening numbers. */
  #beats(score: number, opening: number, at: number): boolean {
    const other = this.score[at] ?? 0;
    if (score !== other) return score > other;
    const rival = this.opening[at] ?? 0;
    const hash = this.#hashOf(opening);
    const otherHash = this.#hashOf(rival);
    return hash === otherHash ? opening < rival : hash < otherHash;
  }

  /** FNV-1a of `week|opening|bucket`, carried on from the part before the bucket. */
  #hashOf(opening: number): number {
    const hash = Math.imul(
      (this.#written[opening * WRITTEN_INTS + TIE_HASH_IN_WRITTEN] ?? 0) ^ this.#digit,
      FNV_PRIME,
    );
    return (this.#secondDigit === 0 ? hash : Math.imul(hash ^ this.#secondDigit, FNV_PRIME)) >>> 0;
  }
}

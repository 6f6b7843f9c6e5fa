import { DEFAULT_EMPLOYER_CAP } from '../../../src/matching/rank-openings.ts';
import { fnv1aOnward } from '../../../src/matching/fnv1a.ts';
import { LIST_LENGTH } from '../profiles.ts';
import type { PeerTables } from './peer-tables.ts';

/**
 * The best openings of one laborer after the other, at most three of an employer: an insertion into a short sorted
 * list. Openings are positions in the tables.
 */
export class CappedList {
  size = 0;
  /** An opening below this score has no place in the list; 0 while it is not full. */
  threshold = 0;
  readonly #tables: PeerTables;
  readonly #openings = new Int32Array(LIST_LENGTH + 1);
  readonly #scores = new Int32Array(LIST_LENGTH + 1);
  #bucket = '';

  constructor(tables: PeerTables) {
    this.#tables = tables;
  }

  /** Starts the list of a laborer. */
  start(laborer: number): void {
    this.size = 0;
    this.threshold = 0;
    this.#bucket = String(this.#tables.laborers.bucket[laborer] ?? 0);
  }

  /** Offers an opening once. */
  offer(opening: number, score: number): void {
    let at = this.size;
    while (at > 0 && this.#beats(opening, score, at - 1)) at -= 1;
    if (at === LIST_LENGTH) return;
    this.#openings.copyWithin(at + 1, at, this.size);
    this.#scores.copyWithin(at + 1, at, this.size);
    this.#openings[at] = opening;
    this.#scores[at] = score;
    this.size += 1;
    this.#drop(this.#worstBeyondCap(opening));
    if (this.size > LIST_LENGTH) this.size = LIST_LENGTH;
    if (this.size === LIST_LENGTH) this.threshold = this.#scores[LIST_LENGTH - 1] ?? 0;
  }

  /** The list so far, as numbers of the engine's index. */
  numbers(): number[] {
    const { number } = this.#tables.openings;
    return Array.from(this.#openings.subarray(0, this.size), (opening) => number[opening] ?? 0);
  }

  /** Where the last of an employer stands who has one too many; -1: the cap is kept. */
  #worstBeyondCap(opening: number): number {
    const { employer } = this.#tables.openings;
    let count = 0;
    let last = -1;
    for (let at = 0; at < this.size; at += 1) {
      if (employer[this.#openings[at] ?? 0] !== employer[opening]) continue;
      count += 1;
      last = at;
    }
    return count > DEFAULT_EMPLOYER_CAP ? last : -1;
  }

  #drop(at: number): void {
    if (at < 0) return;
    this.#openings.copyWithin(at, at + 1, this.size);
    this.#scores.copyWithin(at, at + 1, this.size);
    this.size -= 1;
  }

  #beats(opening: number, score: number, at: number): boolean {
    const other = this.#scores[at] ?? 0;
    if (score !== other) return score > other;
    const rival = this.#openings[at] ?? 0;
    const { number } = this.#tables.openings;
    return (
      this.#hashOf(opening) - this.#hashOf(rival) < 0 ||
      (this.#hashOf(opening) === this.#hashOf(rival) && (number[opening] ?? 0) < (number[rival] ?? 0))
    );
  }

  #hashOf(opening: number): number {
    return fnv1aOnward(this.#tables.openings.tieHash[opening] ?? 0, this.#bucket);
  }
}

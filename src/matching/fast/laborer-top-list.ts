import type { LaborerId } from '../../domain/ids.ts';
import { makeId } from '../../domain/ids.ts';
import { compareBytes, laborerTieHash } from '../tie-order.ts';
import type { LaborerIndex } from './laborer-index.ts';
import type { RankingPlan } from './ranking-plan.ts';

/**
 * The best K laborers that were offered, in the order of shortlists: score, willing for longest, hash of the week, id. Sorted
 * at all times; an offer that was pushed out is beaten by K others.
 */
export class LaborerTopList {
  size = 0;
  /** An offer below this score is refused; -1 while the list is not full. */
  threshold = -1;
  readonly row: Int32Array;
  readonly score: Int32Array;
  readonly #plan: RankingPlan;
  readonly #waiting: Int32Array;
  readonly #week: string;

  constructor(plan: RankingPlan, { waiting }: LaborerIndex, week: string, k: number) {
    this.#plan = plan;
    this.#waiting = waiting;
    this.#week = week;
    this.row = new Int32Array(k);
    this.score = new Int32Array(k);
  }

  /** Offers an eligible laborer that is not below the threshold. */
  offer(row: number, score: number): void {
    const k = this.row.length;
    if (this.size === k && !this.#beats(row, score, k - 1)) return;
    if (this.size < k) this.size += 1;
    let at = this.size - 1;
    for (; at > 0 && this.#beats(row, score, at - 1); at -= 1) {
      this.row[at] = this.row[at - 1] ?? 0;
      this.score[at] = this.score[at - 1] ?? 0;
    }
    this.row[at] = row;
    this.score[at] = score;
    if (this.size === k) this.threshold = this.score[k - 1] ?? -1;
  }

  #beats(row: number, score: number, at: number): boolean {
    const other = this.score[at] ?? 0;
    if (score !== other) return score > other;
    const rival = this.row[at] ?? 0;
    const waiting = (this.#waiting[row] ?? 0) - (this.#waiting[rival] ?? 0);
    return waiting === 0 ? this.#winsTie(row, rival) : waiting < 0;
  }

  #winsTie(row: number, rival: number): boolean {
    const id = this.#idOf(row);
    const other = this.#idOf(rival);
    const byHash = laborerTieHash(this.#week, id) - laborerTieHash(this.#week, other);
    return byHash === 0 ? compareBytes(id, other) < 0 : byHash < 0;
  }

  #idOf(row: number): LaborerId {
    return makeId('L', this.#plan.columns.key[row] ?? 0);
  }
}

import { grown } from './grown.ts';
import type { PlaceScores } from './place-scores.ts';
import type { RankingPlan } from './ranking-plan.ts';
import type { Runs } from './runs.ts';
import { sortKeys } from './sort-keys.ts';

/** What a walk reads of a run lies together: integers. */
export const HEAD_INTS = 4;
/** Points of its first entry, those of its place added. */
export const POINTS_IN_HEAD = 0;
/** Its first entry, and the entry past its last. */
export const FROM_IN_HEAD = 1;
export const END_IN_HEAD = 2;
/** The road to its place, tenths of a kilometer. */
export const ROAD_IN_HEAD = 3;

/** Heads there is room for at first. */
const FIRST_HEADS = 1 << 12;
/** A run and the points of its head in one double, so that ascending order is best first: run − points · 2^26. */
const RUN_RANGE = 2 ** 26;

/** Who sorts, and what for. */
interface HeadsView {
  readonly scores: PlaceScores;
  readonly plan: RankingPlan;
  readonly origin: number;
  readonly least: number;
}

/**
 * The runs of each stream as one place profile sees them, by descending points of their best opening: who reads them in this
 * order may stop at the first whose head is too low. A stream is sorted when somebody asks for it, for all laborers of the
 * profile.
 */
export class RunHeads {
  /** HEAD_INTS a head; those of a stream lie at `fromOf`..`endOf`, places that she does not go to left out. */
  heads: Int32Array = new Int32Array(FIRST_HEADS * HEAD_INTS);
  readonly #runs: Runs;
  #taken = 0;
  /** Counts the profiles that were entered. */
  #turn = 0;
  /** By stream: the turn for which it was sorted, and where its heads lie. */
  readonly #sortedFor: Int32Array;
  readonly #from: Int32Array;
  readonly #end: Int32Array;
  readonly #keys: Float64Array;
  readonly #spare: Float64Array;

  constructor(runs: Runs) {
    let most = 0;
    for (let stream = 0; stream < runs.streams; stream += 1)
      most = Math.max(most, (runs.streamRun[stream + 1] ?? 0) - (runs.streamRun[stream] ?? 0));
    this.#runs = runs;
    this.#sortedFor = new Int32Array(runs.streams);
    this.#from = new Int32Array(runs.streams);
    this.#end = new Int32Array(runs.streams);
    this.#keys = new Float64Array(most);
    this.#spare = new Float64Array(most);
  }

  /** Forgets all heads: another profile was entered. */
  clear(): void {
    this.#turn += 1;
    this.#taken = 0;
  }

  isSorted(stream: number): boolean {
    return this.#sortedFor[stream] === this.#turn;
  }

  fromOf(stream: number): number {
    return this.#from[stream] ?? 0;
  }

  endOf(stream: number): number {
    return this.#end[stream] ?? 0;
  }

  /**
   * Sorts a stream. `scores`: of the profile; `origin`: its row of the plan's roads. Heads of fewer points than `least` are left
   * out.
   */
  sort(stream: number, { scores, plan, origin, least }: HeadsView): void {
    const { places, index } = plan;
    const { place, start } = this.#runs;
    const keys = this.#keys;
    const count = this.#collect(stream, scores, least);
    sortKeys(keys, count, this.#spare);
    const from = this.#taken;
    this.#taken += count * HEAD_INTS;
    if (this.#taken > this.heads.length) this.heads = grown(this.heads, 2 * this.#taken);
    const heads = this.heads;
    const roadRow = origin * index.places.length;
    for (let each = 0; each < count; each += 1) {
      const key = keys[each] ?? 0;
      const points = Math.ceil(-key / RUN_RANGE) | 0;
      const run = (key + points * RUN_RANGE) | 0;
      const at = from + each * HEAD_INTS;
      heads[at + POINTS_IN_HEAD] = points;
      heads[at + FROM_IN_HEAD] = start[run] ?? 0;
      heads[at + END_IN_HEAD] = start[run + 1] ?? 0;
      heads[at + ROAD_IN_HEAD] = places.road[roadRow + (place[run] ?? 0)] ?? 0;
    }
    this.#sortedFor[stream] = this.#turn;
    this.#from[stream] = from;
    this.#end[stream] = this.#taken;
  }

  /** Puts the keys of the runs at places that she goes to on end, where a head is not below `least`; returns how many. */
  #collect(stream: number, { points }: PlaceScores, least: number): number {
    const { streamRun, place, first } = this.#runs;
    const keys = this.#keys;
    const end = streamRun[stream + 1] ?? 0;
    let count = 0;
    for (let run = streamRun[stream] ?? 0; run < end; run += 1) {
      const ofPlace = points[place[run] ?? 0] ?? -1;
      if (ofPlace < 0) continue;
      const head = ofPlace + (first[run] ?? 0);
      if (head < least) continue;
      keys[count] = run - head * RUN_RANGE;
      count += 1;
    }
    return count;
  }
}

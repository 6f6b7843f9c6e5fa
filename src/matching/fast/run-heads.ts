import { grown } from './grown.ts';

/**
 * Heads of runs, each the next opening of a run that a list is merged from, in columns that grow; a list takes a range of them.
 */
export class RunHeads {
  /** Points of the opening, those of its place added; -1: the run is at its end. */
  points: Int32Array;
  run: Int32Array;
  entry: Int32Array;
  #taken = 0;

  constructor(capacity: number) {
    this.points = new Int32Array(capacity);
    this.run = new Int32Array(capacity);
    this.entry = new Int32Array(capacity);
  }

  /** Forgets all. */
  clear(): void {
    this.#taken = 0;
  }

  /** The first of so many heads for a list. */
  take(count: number): number {
    const first = this.#taken;
    this.#taken += count;
    if (this.#taken > this.points.length) {
      const capacity = 2 * this.#taken;
      this.points = grown(this.points, capacity);
      this.run = grown(this.run, capacity);
      this.entry = grown(this.entry, capacity);
    }
    return first;
  }

  put(at: number, points: number, run: number, entry: number): void {
    this.points[at] = points;
    this.run[at] = run;
    this.entry[at] = entry;
  }

  move(from: number, to: number): void {
    this.points[to] = this.points[from] ?? 0;
    this.run[to] = this.run[from] ?? 0;
    this.entry[to] = this.entry[from] ?? 0;
  }

  swap(one: number, other: number): void {
    const points = this.points[one] ?? 0;
    const run = this.run[one] ?? 0;
    const entry = this.entry[one] ?? 0;
    this.move(other, one);
    this.points[other] = points;
    this.run[other] = run;
    this.entry[other] = entry;
  }

  /** The most points of the heads `from`..`end`; -1: there are none. */
  best(from: number, end: number): number {
    let best = -1;
    for (let head = from; head < end; head += 1) {
      const points = this.points[head] ?? 0;
      if (points > best) best = points;
    }
    return best;
  }
}

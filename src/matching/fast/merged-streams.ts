import { sortKeys } from './sort-keys.ts';
import { ENTRY_DOUBLES, ENTRY_INTS, POINTS_IN_ENTRY, WAGE_IN_ENTRY, type Runs } from './runs.ts';

/** The layout of entries as constants of this file: an imported name is read from memory each time it is used. */
const INTS = ENTRY_INTS;
const DOUBLES = ENTRY_DOUBLES;
const POINTS = POINTS_IN_ENTRY;
const WAGE = WAGE_IN_ENTRY;

/** Lists are merged no longer than about this: who reads on reads the runs themselves, which few do. */
const LONGEST_LIST = 320;
/** A block of a merged list should have about so many openings: fewer cost scans of the runs, more may never be read. */
const SMALL_BLOCK = 8;
const LARGE_BLOCK = 28;
/** The depth of a stream's first block, points of score; it is doubled and halved from block to block. */
const FIRST_DEPTH = 500_000;
const LARGEST_DEPTH = 2 ** 26;
/** An opening's entry and its points in one double, so that ascending order is best first: entry − points · 2^26. */
const ENTRY_RANGE = 2 ** 26;

/** What is kept of a stream: STREAM_INTS integers. */
const STREAM_INTS = 16;
/** For which place profile it is open. */
const OPEN_FOR_AT = 0;
/** Openings in its list so far. */
const SIZE_AT = 1;
/** Points of the best opening that is not in its list; -1: there is none. */
const NEXT_AT = 2;
/** How far its next block reaches down. */
const DEPTH_AT = 3;
/** Runs that have openings left. */
const HEADS_AT = 4;
const FIRST_RUN_AT = 5;
const END_RUN_AT = 6;
const FIRST_ENTRY_AT = 7;
/** Heads that are looked at for every block; the others, below `bar`, wait behind them. */
const ACTIVE_AT = 8;
const BAR_AT = 9;
/** The best of the heads that wait; -1: none does. */
const WAITING_AT = 10;

/** Waiting heads are looked through once for about so many blocks. */
const BLOCKS_A_BAR = 6;

/**
 * The streams of an index, merged lazily for one place profile after the other: a stream's openings in descending order of
 * points of the place + points of the entry. The next block is everything down to a level, taken from the front of every
 * run (runs are sorted) and then sorted; what was merged is kept, since all laborers of a place profile read the same beginning.
 *
 * Invariants while a stream is open: its list is sorted and holds the best of its openings; `next` is the points of the best
 * opening that is not in the list; a head is the points of its run's next opening; waiting heads are below `bar`.
 */
export class MergedStreams {
  /** Merged lists of entries, with the points of the place added; a stream's list starts at entry `firstOf(stream)`. */
  readonly list: Int32Array;
  /** The same memory as doubles. */
  readonly listDoubles: Float64Array;
  readonly #runs: Runs;
  readonly #streams: Int32Array;
  #profile = 0;
  /** By head, each in the region of its stream's runs: points, run. */
  readonly headPoints: Int32Array;
  readonly headRun: Int32Array;
  /** By run: its first entry that is not in a list. */
  readonly nextEntry: Int32Array;
  readonly #block: Float64Array;
  readonly #spare: Float64Array;
  #placePoints: Int32Array = new Int32Array(0);

  constructor(runs: Runs) {
    const { entries, first, streams, streamRun, start } = runs;
    this.#runs = runs;
    const memory = new ArrayBuffer(entries.byteLength);
    this.list = new Int32Array(memory);
    this.listDoubles = new Float64Array(memory);
    this.headPoints = new Int32Array(first.length);
    this.headRun = new Int32Array(first.length);
    this.nextEntry = new Int32Array(first.length);
    this.#block = new Float64Array(entries.length / INTS);
    this.#spare = new Float64Array(entries.length / INTS);
    this.#streams = new Int32Array(streams * STREAM_INTS);
    for (let stream = 0; stream < streams; stream += 1) {
      const at = stream * STREAM_INTS;
      const run = streamRun[stream] ?? 0;
      this.#streams[at + DEPTH_AT] = FIRST_DEPTH;
      this.#streams[at + FIRST_RUN_AT] = run;
      this.#streams[at + END_RUN_AT] = streamRun[stream + 1] ?? 0;
      this.#streams[at + FIRST_ENTRY_AT] = start[run] ?? 0;
    }
  }

  /** Closes all streams; they are opened anew with these points by place. -1: a place is left out. */
  enter(placePoints: Int32Array): void {
    this.#profile += 1;
    this.#placePoints = placePoints;
  }

  firstOf(stream: number): number {
    return this.#streams[stream * STREAM_INTS + FIRST_ENTRY_AT] ?? 0;
  }

  /** How many openings of an open stream are in its list. */
  sizeOf(stream: number): number {
    return this.#streams[stream * STREAM_INTS + SIZE_AT] ?? 0;
  }

  /** The points of the best opening of an open stream that is not in its list; -1: there is none. */
  nextOf(stream: number): number {
    return this.#streams[stream * STREAM_INTS + NEXT_AT] ?? -1;
  }

  /** The points of the best opening of a stream, which is opened where it is not open yet; -1: it has none. */
  bestOf(stream: number): number {
    const at = stream * STREAM_INTS;
    const streams = this.#streams;
    if (streams[at + OPEN_FOR_AT] !== this.#profile) this.#open(at);
    if ((streams[at + SIZE_AT] ?? 0) === 0) return streams[at + NEXT_AT] ?? -1;
    return this.list[(streams[at + FIRST_ENTRY_AT] ?? 0) * INTS + POINTS] ?? -1;
  }

  /**
   * Adds the next block to the list of an open stream that has openings left; returns the list's new size, which is the old
   * one where the list is as long as lists get.
   */
  extend(stream: number): number {
    const at = stream * STREAM_INTS;
    const streams = this.#streams;
    const before = streams[at + SIZE_AT] ?? 0;
    if (before >= LONGEST_LIST) return before;
    const depth = streams[at + DEPTH_AT] ?? 0;
    const level = (streams[at + NEXT_AT] ?? 0) - depth;
    if (level < (streams[at + BAR_AT] ?? 0)) this.#lowerBar(at, level - BLOCKS_A_BAR * depth);
    const count = this.#takeBlock(at, level);
    if (count < SMALL_BLOCK && depth < LARGEST_DEPTH) streams[at + DEPTH_AT] = depth * 2;
    else if (count > LARGE_BLOCK && depth > 8)
      streams[at + DEPTH_AT] = count > 4 * LARGE_BLOCK ? depth >> 3 : depth >> 1;
    sortKeys(this.#block, count, this.#spare);
    this.#append((streams[at + FIRST_ENTRY_AT] ?? 0) + before, count);
    streams[at + SIZE_AT] = before + count;
    return before + count;
  }

  /** The first head of an open stream, and the head past its last: the runs whose openings are not all in the list. */
  firstHeadOf(stream: number): number {
    return this.#streams[stream * STREAM_INTS + FIRST_RUN_AT] ?? 0;
  }

  endHeadOf(stream: number): number {
    const at = stream * STREAM_INTS;
    return (this.#streams[at + FIRST_RUN_AT] ?? 0) + (this.#streams[at + HEADS_AT] ?? 0);
  }

  #open(at: number): void {
    const { place, first, start } = this.#runs;
    const streams = this.#streams;
    const placePoints = this.#placePoints;
    const headPoints = this.headPoints;
    const headRun = this.headRun;
    const entries = this.nextEntry;
    const base = streams[at + FIRST_RUN_AT] ?? 0;
    const end = streams[at + END_RUN_AT] ?? 0;
    let head = base;
    let best = -1;
    for (let run = base; run < end; run += 1) {
      const ofPlace = placePoints[place[run] ?? 0] ?? -1;
      if (ofPlace < 0) continue;
      const ofHead = ofPlace + (first[run] ?? 0);
      entries[run] = start[run] ?? 0;
      headPoints[head] = ofHead;
      headRun[head] = run;
      head += 1;
      if (ofHead > best) best = ofHead;
    }
    streams[at + OPEN_FOR_AT] = this.#profile;
    streams[at + HEADS_AT] = head - base;
    streams[at + ACTIVE_AT] = 0;
    streams[at + BAR_AT] = best + 1;
    streams[at + WAITING_AT] = best;
    streams[at + SIZE_AT] = 0;
    streams[at + NEXT_AT] = best;
  }

  /** Takes what is at the level or above from every run into the block; the heads that are left stay together. */
  #takeBlock(at: number, level: number): number {
    const streams = this.#streams;
    const headPoints = this.headPoints;
    const base = streams[at + FIRST_RUN_AT] ?? 0;
    let end = base + (streams[at + ACTIVE_AT] ?? 0);
    let count = 0;
    let next = streams[at + WAITING_AT] ?? -1;
    for (let head = base; head < end;) {
      const ofHead = headPoints[head] ?? 0;
      if (ofHead < level) {
        if (ofHead > next) next = ofHead;
        head += 1;
        continue;
      }
      count = this.#takeFromRun(head, level, count);
      if ((headPoints[head] ?? -1) >= 0) continue;
      // The run is at its end: the last active head fills its place, and the last of all that head's.
      end -= 1;
      this.#moveHead(end, head);
      const last = base + (streams[at + HEADS_AT] ?? 0) - 1;
      this.#moveHead(last, end);
      streams[at + HEADS_AT] = last - base;
    }
    streams[at + ACTIVE_AT] = end - base;
    streams[at + NEXT_AT] = next;
    return count;
  }

  /** Makes the waiting heads at the new bar or above active. */
  #lowerBar(at: number, bar: number): void {
    const streams = this.#streams;
    const headPoints = this.headPoints;
    const headRun = this.headRun;
    const base = streams[at + FIRST_RUN_AT] ?? 0;
    const end = base + (streams[at + HEADS_AT] ?? 0);
    let active = base + (streams[at + ACTIVE_AT] ?? 0);
    let waiting = -1;
    for (let head = active; head < end; head += 1) {
      const points = headPoints[head] ?? 0;
      if (points < bar) {
        if (points > waiting) waiting = points;
        continue;
      }
      const run = headRun[head] ?? 0;
      this.#moveHead(active, head);
      headPoints[active] = points;
      headRun[active] = run;
      active += 1;
    }
    streams[at + ACTIVE_AT] = active - base;
    streams[at + BAR_AT] = bar;
    streams[at + WAITING_AT] = waiting;
  }

  #moveHead(from: number, to: number): void {
    this.headPoints[to] = this.headPoints[from] ?? 0;
    this.headRun[to] = this.headRun[from] ?? 0;
  }

  /** Moves the front of a run into the block, down to the level; the head becomes -1 where nothing is left. */
  #takeFromRun(head: number, level: number, counted: number): number {
    const { start, entries } = this.#runs;
    const block = this.#block;
    const run = this.headRun[head] ?? 0;
    const end = start[run + 1] ?? 0;
    let entry = this.nextEntry[run] ?? 0;
    let count = counted;
    let points = this.headPoints[head] ?? 0;
    const ofPlace = points - (entries[entry * INTS + POINTS] ?? 0);
    while (points >= level) {
      block[count] = entry - points * ENTRY_RANGE;
      count += 1;
      entry += 1;
      points = entry < end ? ofPlace + (entries[entry * INTS + POINTS] ?? 0) : -1;
      if (points < 0) break;
    }
    this.nextEntry[run] = entry;
    this.headPoints[head] = points;
    return count;
  }

  /** Copies the entries of the block to the list. */
  #append(first: number, count: number): void {
    const { entries, entryDoubles } = this.#runs;
    const { list, listDoubles } = this;
    const block = this.#block;
    for (let each = 0; each < count; each += 1) {
      const key = block[each] ?? 0;
      const points = Math.ceil(-key / ENTRY_RANGE) | 0;
      const entry = (key + points * ENTRY_RANGE) | 0;
      const from = entry * INTS;
      const to = (first + each) * INTS;
      list[to] = points;
      list[to + 1] = entries[from + 1] ?? 0;
      list[to + 2] = entries[from + 2] ?? 0;
      list[to + 3] = entries[from + 3] ?? 0;
      list[to + 4] = entries[from + 4] ?? 0;
      list[to + 5] = entries[from + 5] ?? 0;
      listDoubles[(first + each) * DOUBLES + WAGE] = entryDoubles[entry * DOUBLES + WAGE] ?? 0;
    }
  }
}

import { TIERS } from '../../domain/area.ts';
import type { OpeningIndex } from './opening-index.ts';
import type { RankingPlan } from './ranking-plan.ts';
import { ENTRY_DOUBLES, ENTRY_INTS, POINTS_IN_ENTRY, WAGE_IN_ENTRY, type Runs } from './runs.ts';
import { sortKeys } from './sort-keys.ts';

/** The layout of entries as constants of this file: an imported name is read from memory each time it is used. */
const INTS = ENTRY_INTS;
const DOUBLES = ENTRY_DOUBLES;
const POINTS = POINTS_IN_ENTRY;
const WAGE = WAGE_IN_ENTRY;
/** Lists of a stream: one a tier. */
const LISTS = TIERS.length;

/** Lists are merged no longer than about this: who reads on reads the runs themselves, which few do. */
const LONGEST_LIST = 512;
/** A block of a merged list should have about so many openings: fewer cost scans of the runs, more may never be read. */
const SMALL_BLOCK = 12;
const LARGE_BLOCK = 40;
/** The depth of a list's first block, points of score; it is doubled and halved from block to block. */
const FIRST_DEPTH = 500_000;
const LARGEST_DEPTH = 2 ** 26;
/** An opening's entry and its points in one double, so that ascending order is best first: entry − points · 2^26. */
const ENTRY_RANGE = 2 ** 26;

/** What is kept of a list: LIST_INTS integers. */
const LIST_INTS = 16;
/** Openings in it so far. */
const SIZE_AT = 0;
/** Points of the best opening that is not in it; -1: there is none. */
const NEXT_AT = 1;
/** How far its next block reaches down. */
const DEPTH_AT = 2;
const FIRST_HEAD_AT = 3;
/** Runs that have openings left. */
const HEADS_AT = 4;
const FIRST_ENTRY_AT = 5;
/** Heads that are looked at for every block; the others, below `bar`, wait behind them. */
const ACTIVE_AT = 6;
const BAR_AT = 7;
/** The best of the heads that wait; -1: none does. */
const WAITING_AT = 8;
/** Points of its best opening; -1: there is none. */
const BEST_AT = 9;

/** From where places are seen. */
interface View {
  readonly home: number;
  readonly origin: number;
  readonly reach?: number | undefined;
}

/** Waiting heads are looked through once for about so many blocks. */
const BLOCKS_A_BAR = 6;

/**
 * The openings of a stream in the places of one tier, by descending points of the road to the place + points of the entry, for
 * one pair of home and origin after the other. Which tiers a laborer wants moves a whole list up or down and no opening
 * inside it, so all who share home and origin read the same lists.
 *
 * A list is merged lazily: the next block is everything down to a level, taken from the front of every run (runs are sorted) and
 * then sorted. Invariants while a stream is open: its lists are sorted and hold the best of their openings; `next` is the
 * points of the best opening that is not in the list; a head is the points of its run's next opening; waiting heads
 * are below `bar`.
 */
export class TierLists {
  /** Merged lists of entries, with the points of the road added; a list starts at entry `firstOf(list)`. */
  readonly entries: Int32Array;
  /** The same memory as doubles. */
  readonly entryDoubles: Float64Array;
  /** By head, each in the region of its stream's runs: points, run. */
  readonly headPoints: Int32Array;
  readonly headRun: Int32Array;
  /** By run: its first entry that is not in a list. */
  readonly nextEntry: Int32Array;
  readonly #runs: Runs;
  /** LIST_INTS a list. */
  readonly #lists: Int32Array;
  /** By stream: the turn for which its lists are open. */
  readonly #openFor: Int32Array;
  #turn = 0;
  readonly #block: Float64Array;
  readonly #spare: Float64Array;
  /** By place: points of the road; -1: it is unknown. And the tier. */
  readonly #roadPoints: Int32Array;
  readonly #tier: Uint8Array;
  /** By tier, while a stream is opened. */
  readonly #headsOf = new Int32Array(LISTS);
  readonly #entriesOf = new Int32Array(LISTS);

  constructor({ runs, places }: OpeningIndex) {
    this.#runs = runs;
    const memory = new ArrayBuffer(runs.entries.byteLength);
    this.entries = new Int32Array(memory);
    this.entryDoubles = new Float64Array(memory);
    this.headPoints = new Int32Array(runs.first.length);
    this.headRun = new Int32Array(runs.first.length);
    this.nextEntry = new Int32Array(runs.first.length);
    this.#block = new Float64Array(runs.entries.length / INTS);
    this.#spare = new Float64Array(runs.entries.length / INTS);
    this.#lists = new Int32Array(runs.streams * LISTS * LIST_INTS);
    this.#openFor = new Int32Array(runs.streams);
    this.#roadPoints = new Int32Array(places.length);
    this.#tier = new Uint8Array(places.length);
  }

  /**
   * Closes all lists; they are opened anew as seen from this home and this origin, rows of the plan's place tables. Places behind a
   * road that is longer than `reach` tenths are left out.
   */
  enter({ places, index }: RankingPlan, { home, origin, reach = Number.POSITIVE_INFINITY }: View): void {
    const count = index.places.length;
    const weight = index.weights.distance;
    this.#turn += 1;
    for (let place = 0; place < count; place += 1) {
      const road = places.road[origin * count + place] ?? -1;
      this.#roadPoints[place] =
        road < 0 || road > reach ? -1 : weight * (places.distance[origin * count + place] ?? 0);
      this.#tier[place] = places.tier[home * count + place] ?? 0;
    }
  }

  /** The number of a list; the stream is opened where it is not open yet. */
  listOf(stream: number, tier: number): number {
    if (this.#openFor[stream] !== this.#turn) this.#open(stream);
    return stream * LISTS + tier;
  }

  firstOf(list: number): number {
    return this.#lists[list * LIST_INTS + FIRST_ENTRY_AT] ?? 0;
  }

  /** How many openings are in a list. */
  sizeOf(list: number): number {
    return this.#lists[list * LIST_INTS + SIZE_AT] ?? 0;
  }

  /** The points of the best opening that is not in a list yet; -1: there is none. */
  nextOf(list: number): number {
    return this.#lists[list * LIST_INTS + NEXT_AT] ?? -1;
  }

  /** The points of a list's best opening; -1: it has none. */
  bestOf(list: number): number {
    return this.#lists[list * LIST_INTS + BEST_AT] ?? -1;
  }

  /** The first head of a list, and the head past its last: the runs whose openings are not all in the list. */
  firstHeadOf(list: number): number {
    return this.#lists[list * LIST_INTS + FIRST_HEAD_AT] ?? 0;
  }

  endHeadOf(list: number): number {
    const at = list * LIST_INTS;
    return (this.#lists[at + FIRST_HEAD_AT] ?? 0) + (this.#lists[at + HEADS_AT] ?? 0);
  }

  /**
   * Adds the next block to a list that has openings left; returns its new size, which is the old one where the list is as
   * long as lists get.
   */
  extend(list: number): number {
    const at = list * LIST_INTS;
    const lists = this.#lists;
    const before = lists[at + SIZE_AT] ?? 0;
    if (before >= LONGEST_LIST) return before;
    const depth = lists[at + DEPTH_AT] ?? 0;
    const level = (lists[at + NEXT_AT] ?? 0) - depth;
    if (level < (lists[at + BAR_AT] ?? 0)) this.#lowerBar(at, level - BLOCKS_A_BAR * depth);
    const count = this.#takeBlock(at, level);
    if (count < SMALL_BLOCK && depth < LARGEST_DEPTH) lists[at + DEPTH_AT] = depth * 2;
    else if (count > LARGE_BLOCK && depth > 8)
      lists[at + DEPTH_AT] = count > 4 * LARGE_BLOCK ? depth >> 3 : depth >> 1;
    sortKeys(this.#block, count, this.#spare);
    this.#append((lists[at + FIRST_ENTRY_AT] ?? 0) + before, count);
    lists[at + SIZE_AT] = before + count;
    return before + count;
  }

  /** Deals the runs of a stream out to the tiers of their places. */
  #open(stream: number): void {
    const { streamRun, place, first, start } = this.#runs;
    const lists = this.#lists;
    const roadPoints = this.#roadPoints;
    const tierOf = this.#tier;
    const headsOf = this.#headsOf;
    const from = streamRun[stream] ?? 0;
    const end = streamRun[stream + 1] ?? 0;
    this.#openFor[stream] = this.#turn;
    this.#layOut(stream, from, end);
    headsOf.fill(0);
    for (let run = from; run < end; run += 1) {
      const at = place[run] ?? 0;
      const road = roadPoints[at] ?? -1;
      if (road < 0) continue;
      const tier = tierOf[at] ?? 0;
      const list = (stream * LISTS + tier) * LIST_INTS;
      const head = (lists[list + FIRST_HEAD_AT] ?? 0) + (headsOf[tier] ?? 0);
      const points = road + (first[run] ?? 0);
      this.headPoints[head] = points;
      this.headRun[head] = run;
      this.nextEntry[run] = start[run] ?? 0;
      headsOf[tier] = (headsOf[tier] ?? 0) + 1;
      if (points > (lists[list + BEST_AT] ?? -1)) lists[list + BEST_AT] = points;
    }
    for (let tier = 0; tier < LISTS; tier += 1) {
      const list = (stream * LISTS + tier) * LIST_INTS;
      const best = lists[list + BEST_AT] ?? -1;
      lists[list + HEADS_AT] = headsOf[tier] ?? 0;
      lists[list + NEXT_AT] = best;
      lists[list + WAITING_AT] = best;
      lists[list + BAR_AT] = best + 1;
    }
  }

  /** Empty lists for a stream, with room for the heads and entries of each tier. */
  #layOut(stream: number, from: number, end: number): void {
    const { place, start } = this.#runs;
    const lists = this.#lists;
    const headsOf = this.#headsOf.fill(0);
    const entriesOf = this.#entriesOf.fill(0);
    for (let run = from; run < end; run += 1) {
      const tier = this.#tier[place[run] ?? 0] ?? 0;
      headsOf[tier] = (headsOf[tier] ?? 0) + 1;
      entriesOf[tier] = (entriesOf[tier] ?? 0) + (start[run + 1] ?? 0) - (start[run] ?? 0);
    }
    let head = from;
    let entry = start[from] ?? 0;
    for (let tier = 0; tier < LISTS; tier += 1) {
      const list = (stream * LISTS + tier) * LIST_INTS;
      lists[list + SIZE_AT] = 0;
      lists[list + DEPTH_AT] = FIRST_DEPTH;
      lists[list + FIRST_HEAD_AT] = head;
      lists[list + FIRST_ENTRY_AT] = entry;
      lists[list + ACTIVE_AT] = 0;
      lists[list + BEST_AT] = -1;
      head += headsOf[tier] ?? 0;
      entry += entriesOf[tier] ?? 0;
    }
  }

  /** Takes what is at the level or above from every run into the block; the heads that are left stay together. */
  #takeBlock(at: number, level: number): number {
    const lists = this.#lists;
    const headPoints = this.headPoints;
    const base = lists[at + FIRST_HEAD_AT] ?? 0;
    let end = base + (lists[at + ACTIVE_AT] ?? 0);
    let count = 0;
    let next = lists[at + WAITING_AT] ?? -1;
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
      const last = base + (lists[at + HEADS_AT] ?? 0) - 1;
      this.#moveHead(last, end);
      lists[at + HEADS_AT] = last - base;
    }
    lists[at + ACTIVE_AT] = end - base;
    lists[at + NEXT_AT] = next;
    return count;
  }

  /** Makes the waiting heads at the new bar or above active. */
  #lowerBar(at: number, bar: number): void {
    const lists = this.#lists;
    const headPoints = this.headPoints;
    const headRun = this.headRun;
    const base = lists[at + FIRST_HEAD_AT] ?? 0;
    const end = base + (lists[at + HEADS_AT] ?? 0);
    let active = base + (lists[at + ACTIVE_AT] ?? 0);
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
    lists[at + ACTIVE_AT] = active - base;
    lists[at + BAR_AT] = bar;
    lists[at + WAITING_AT] = waiting;
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
    const list = this.entries;
    const listDoubles = this.entryDoubles;
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

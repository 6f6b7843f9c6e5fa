import { BIT_ROWS, writeBitRows } from './bit-rows.ts';
import { doubled } from './grown.ts';
import { BITS_IN_ENTRY, ENTRY_INTS, SITE_IN_ENTRY, SITE_PLACE, type Runs } from './runs.ts';
import { RunHeads } from './run-heads.ts';
import { sortKeys } from './sort-keys.ts';
import { withRoad } from './step-bits.ts';

/** The layout of entries as constants of this file: an imported name is read from memory each time it is used. */
const INTS = ENTRY_INTS;
const BITS = BITS_IN_ENTRY;
const SITE = SITE_IN_ENTRY;
const PLACE_MASK = SITE_PLACE;
const BLOCK = BIT_ROWS;

/**
 * A block that is merged should have about so many openings, or as many as the list has already: fewer cost scans of the
 * runs, more may never be read.
 */
const SMALL_BLOCK = 16;
const LARGE_BLOCK = 48;
/** Lists with so few openings have no bit rows: looking at each is as quick. */
const FEW_WITHOUT_ROWS = 12;
/** The depth of a list's first block, points of score; it is doubled and halved from block to block. */
const FIRST_DEPTH = 500_000;
const LARGEST_DEPTH = 2 ** 26;
/** An opening's entry and its points in one double, so that ascending order is best first: entry − points · 2^26. */
const ENTRY_RANGE = 2 ** 26;
/** Waiting heads are looked through once for about so many blocks. */
const BLOCKS_A_BAR = 6;
/** What is kept of a list: LIST_INTS integers, a line of the cache. */
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
/** 1: bit rows are kept of it. */
const HAS_ROWS_AT = 9;

/**
 * Lists of openings by descending points, each merged lazily from runs: the next block is everything down to a level, taken from
 * the front of every run (runs are sorted) and then sorted. A head is the next opening of a run, with the points of its
 * place added.
 *
 * Invariants: a list is sorted and holds the best of its openings; `next` is the points of the best opening that is not in
 * the list; waiting heads are below `bar`. Lists that may become long also keep bit rows (`bit-rows.ts`).
 */
export class MergedLists {
  /** Lists of entries, with the points of their places added; a list starts at entry `firstOf(list)`. */
  entries: Int32Array;
  /** BIT_ROWS rows for entries e..e + 31 at `rows[e…]`. */
  rows: Int32Array;
  readonly heads: RunHeads;
  readonly #runs: Runs;
  #entriesTaken = 0;
  /** LIST_INTS a list. */
  #lists: Int32Array;
  #listsTaken = 0;
  readonly #block: Float64Array;
  readonly #spare: Float64Array;
  /** By place: step bits of the road to it. */
  readonly #roadBits: Int32Array;

  /** `roadBits`: by place, step bits of the road to it; read as lists are merged. */
  constructor(runs: Runs, roadBits: Int32Array) {
    const capacity = Math.max(runs.entries.length / INTS, BLOCK);
    this.#runs = runs;
    this.#roadBits = roadBits;
    this.entries = new Int32Array(capacity * INTS);
    this.rows = new Int32Array(capacity);
    this.heads = new RunHeads(runs.first.length);
    this.#block = new Float64Array(capacity);
    this.#spare = new Float64Array(capacity);
    this.#lists = new Int32Array(runs.streams * LIST_INTS);
  }

  /** Forgets all lists. */
  clear(): void {
    this.#entriesTaken = 0;
    this.#listsTaken = 0;
    this.heads.clear();
  }

  /** A new list with room for so many heads and entries. Put its heads from `firstHeadOf` on, then begin it. */
  add(heads: number, entries: number): number {
    const list = this.#listsTaken;
    const at = list * LIST_INTS;
    this.#listsTaken += 1;
    if (this.#listsTaken * LIST_INTS > this.#lists.length) this.#lists = doubled(this.#lists);
    const lists = this.#lists;
    lists[at + SIZE_AT] = 0;
    lists[at + DEPTH_AT] = FIRST_DEPTH;
    lists[at + FIRST_HEAD_AT] = this.heads.take(heads);
    lists[at + FIRST_ENTRY_AT] = this.#takeEntries(entries);
    lists[at + ACTIVE_AT] = 0;
    lists[at + HAS_ROWS_AT] = entries > FEW_WITHOUT_ROWS ? 1 : 0;
    return list;
  }

  /** Takes note of so many heads that were put; returns the points of the best, -1: there are none. */
  begin(list: number, heads: number): number {
    const at = list * LIST_INTS;
    const lists = this.#lists;
    const from = lists[at + FIRST_HEAD_AT] ?? 0;
    const best = this.heads.best(from, from + heads);
    lists[at + HEADS_AT] = heads;
    lists[at + NEXT_AT] = best;
    lists[at + WAITING_AT] = best;
    lists[at + BAR_AT] = best + 1;
    return best;
  }

  firstHeadOf(list: number): number {
    return this.#lists[list * LIST_INTS + FIRST_HEAD_AT] ?? 0;
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

  /** Whether bit rows of a list are kept. */
  hasRows(list: number): boolean {
    return this.#lists[list * LIST_INTS + HAS_ROWS_AT] === 1;
  }

  /** Adds the next block to a list that has openings left; returns its new size. */
  extend(list: number): number {
    const at = list * LIST_INTS;
    const lists = this.#lists;
    const before = lists[at + SIZE_AT] ?? 0;
    const depth = lists[at + DEPTH_AT] ?? 0;
    const level = (lists[at + NEXT_AT] ?? 0) - depth;
    if (level < (lists[at + BAR_AT] ?? 0)) this.#lowerBar(at, level - BLOCKS_A_BAR * depth);
    const count = this.#takeBlock(at, level);
    if (count < SMALL_BLOCK + (before >> 1)) {
      if (depth < LARGEST_DEPTH) lists[at + DEPTH_AT] = depth * 2;
    } else if (count > LARGE_BLOCK + 2 * before && depth > 8) lists[at + DEPTH_AT] = depth >> 1;
    sortKeys(this.#block, count, this.#spare);
    const first = lists[at + FIRST_ENTRY_AT] ?? 0;
    this.#append(first + before, count);
    if (lists[at + HAS_ROWS_AT] === 1) this.#writeRows(first, before, before + count);
    lists[at + SIZE_AT] = before + count;
    return before + count;
  }

  /** Room for so many entries; lists with bit rows are whole blocks. */
  #takeEntries(count: number): number {
    const first = this.#entriesTaken;
    this.#entriesTaken += count > FEW_WITHOUT_ROWS ? Math.ceil(count / BLOCK) * BLOCK : count;
    while (this.#entriesTaken > this.rows.length) {
      this.rows = doubled(this.rows);
      this.entries = doubled(this.entries);
    }
    return first;
  }

  /** Takes what is at the level or above from every run into the block; the heads that are left stay together. */
  #takeBlock(at: number, level: number): number {
    const lists = this.#lists;
    const heads = this.heads;
    const base = lists[at + FIRST_HEAD_AT] ?? 0;
    let end = base + (lists[at + ACTIVE_AT] ?? 0);
    let count = 0;
    let next = lists[at + WAITING_AT] ?? -1;
    for (let head = base; head < end;) {
      const ofHead = heads.points[head] ?? 0;
      if (ofHead < level) {
        if (ofHead > next) next = ofHead;
        head += 1;
        continue;
      }
      count = this.#takeFromRun(head, level, count);
      if ((heads.points[head] ?? -1) >= 0) continue;
      // The run is at its end: the last active head fills its place, and the last of all that head's.
      end -= 1;
      heads.move(end, head);
      const last = base + (lists[at + HEADS_AT] ?? 0) - 1;
      heads.move(last, end);
      lists[at + HEADS_AT] = last - base;
    }
    lists[at + ACTIVE_AT] = end - base;
    lists[at + NEXT_AT] = next;
    return count;
  }

  /** Makes the waiting heads at the new bar or above active. */
  #lowerBar(at: number, bar: number): void {
    const lists = this.#lists;
    const heads = this.heads;
    const base = lists[at + FIRST_HEAD_AT] ?? 0;
    const end = base + (lists[at + HEADS_AT] ?? 0);
    let active = base + (lists[at + ACTIVE_AT] ?? 0);
    let waiting = -1;
    for (let head = active; head < end; head += 1) {
      const points = heads.points[head] ?? 0;
      if (points < bar) {
        if (points > waiting) waiting = points;
        continue;
      }
      heads.swap(active, head);
      active += 1;
    }
    lists[at + ACTIVE_AT] = active - base;
    lists[at + BAR_AT] = bar;
    lists[at + WAITING_AT] = waiting;
  }

  /** Moves the front of a run into the block, down to the level; the head becomes -1 where nothing is left. */
  #takeFromRun(head: number, level: number, counted: number): number {
    const { start, points: pointsOf } = this.#runs;
    const heads = this.heads;
    const block = this.#block;
    const run = heads.run[head] ?? 0;
    const end = start[run + 1] ?? 0;
    let entry = heads.entry[head] ?? 0;
    let count = counted;
    let points = heads.points[head] ?? 0;
    const ofPlace = points - (pointsOf[entry] ?? 0);
    while (points >= level) {
      block[count] = entry - points * ENTRY_RANGE;
      count += 1;
      entry += 1;
      points = entry < end ? ofPlace + (pointsOf[entry] ?? 0) : -1;
      if (points < 0) break;
    }
    heads.entry[head] = entry;
    heads.points[head] = points;
    return count;
  }

  /** Copies the entries of the block to the list. */
  #append(first: number, count: number): void {
    const { entries } = this.#runs;
    const list = this.entries;
    const block = this.#block;
    for (let each = 0; each < count; each += 1) {
      const key = block[each] ?? 0;
      const points = Math.ceil(-key / ENTRY_RANGE) | 0;
      const entry = (key + points * ENTRY_RANGE) | 0;
      const from = entry * INTS;
      const to = (first + each) * INTS;
      const site = entries[from + SITE] ?? 0;
      list[to] = points;
      list[to + 1] = entries[from + 1] ?? 0;
      list[to + BITS] = withRoad(entries[from + BITS] ?? 0, this.#roadBits[site & PLACE_MASK] ?? 0);
      list[to + 3] = entries[from + 3] ?? 0;
      list[to + 4] = entries[from + 4] ?? 0;
      list[to + 5] = entries[from + 5] ?? 0;
      list[to + 6] = entries[from + 6] ?? 0;
      list[to + SITE] = site;
    }
  }

  /** Writes the bit rows of the blocks that entries `before`..`size` of a list fall into. */
  #writeRows(first: number, before: number, size: number): void {
    for (let from = before - (before % BLOCK); from < size; from += BLOCK) {
      const at = (first + from) * INTS + BITS;
      writeBitRows(
        { words: this.entries, first: at, stride: INTS, count: size - from },
        this.rows,
        first + from,
      );
    }
  }
}

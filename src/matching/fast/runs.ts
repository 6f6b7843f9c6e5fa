import { SHIFTS, TERM_KINDS } from '../../domain/laborer.ts';
import { SCORE_MAX } from '../../domain/weights.ts';
import { inHeap, int32Column, type Allocate } from './allocate.ts';
import { SHIFT_BIT, TERM_BIT } from './conflict-bits.ts';
import { GrowingInts } from './growing-ints.ts';
import {
  AGES_AT,
  BITS_AT,
  EMPLOYER_AT,
  GATES_AT,
  RECORD_DOUBLES,
  RECORD_INTS,
  WAGE_AT,
  type OpeningRecords,
} from './opening-records.ts';
import { CLASS_COUNT, isKnownClass, type Patterns } from './patterns.ts';
import { sortKeys } from './sort-keys.ts';

/** What a walk reads of an opening lies together, so that it costs one line of the cache: integers, the last two a double. */
export const ENTRY_INTS = 8;
export const POINTS_IN_ENTRY = 0;
export const OPENING_IN_ENTRY = 1;
export const BITS_IN_ENTRY = 2;
export const AGES_IN_ENTRY = 3;
export const GATES_IN_ENTRY = 4;
export const EMPLOYER_IN_ENTRY = 5;
/** The advertised maximum, as a position in the doubles: ENTRY_DOUBLES × entry + WAGE_IN_ENTRY. */
export const ENTRY_DOUBLES = 4;
export const WAGE_IN_ENTRY = 3;

/**
 * Parts of a class: openings by whether they work by day (1), are for long (2), take people of OLDER_YEARS (4). Most do the
 * first two and few the third, so who refuses day work or long terms, or is older, walks the other parts only.
 */
export const PART_COUNT = 8;
export const DAY_PART = 1;
export const LONG_PART = 2;
export const OLDER_PART = 4;
/** Most openings take nobody of this age. */
export const OLDER_YEARS = 56;
/** The conflict bits of the first two. */
export const DAY_BIT = SHIFT_BIT << SHIFTS.indexOf('day');
export const LONG_BIT = TERM_BIT << TERM_KINDS.indexOf('long');
/** Streams of a class: all its openings, then its parts. */
export const CLASS_STREAMS = 1 + PART_COUNT;
/** The first stream of a pattern. */
export const PATTERN_STREAMS = CLASS_COUNT * CLASS_STREAMS;

/**
 * Streams of openings. A run is the openings of one place, best first, by what does not depend on the place; a stream is a set
 * of runs. Stream CLASS_STREAMS × c holds, for class c of laborers, all openings that who holds nothing alike can get, scored
 * with her skill, and the streams behind it hold the same by parts; stream PATTERN_STREAMS + p holds the openings of
 * pattern p, scored without skill. Only openings that recruit are in a stream.
 */
export interface Runs {
  readonly streams: number;
  /** By stream: its first run; one more at the end. */
  readonly streamRun: Int32Array;
  /** Stream × (places + 1) + place: its first run at this place or a later one. */
  readonly runFrom: Int32Array;
  /** By run: its place, ascending inside a stream, and its first entry (one more at the end). */
  readonly place: Int32Array;
  readonly start: Int32Array;
  /** By run: the points of its first entry. */
  readonly first: Int32Array;
  /** ENTRY_INTS an entry. */
  readonly entries: Int32Array;
  /** The same memory as doubles. */
  readonly entryDoubles: Float64Array;
  /** By stream: the best points of any entry; -1: it has none. */
  readonly best: Int32Array;
  /** By place: the best points of any opening without skill; -1: none recruits there. */
  readonly placeBest: Int32Array;
}

/** What runs are made from. */
interface RunsInput {
  readonly isOpen: readonly boolean[];
  readonly place: Int32Array;
  readonly patterns: Patterns;
  readonly placeCount: number;
  readonly records: Pick<OpeningRecords, 'ints' | 'doubles'>;
  /** weight × factor of stability and terms. */
  readonly basePoints: (opening: number) => number;
  /** Per mille. */
  readonly skillWeight: number;
  readonly allocate: Allocate;
}

/** An opening and its points in one double, so that ascending order is best first: (SCORE_MAX − points) · 2^26 + opening. */
const OPENING_RANGE = 2 ** 26;

/** Sorts the openings that recruit into runs and streams. */
export function runsOf(input: RunsInput): Runs {
  const { isOpen, place, patterns, placeCount, records, basePoints, allocate } = input;
  const byPlace = openByPlace(isOpen, place, placeCount);
  const base = Int32Array.from(isOpen, (_open, opening) => basePoints(opening));
  const parts = Uint8Array.from(isOpen, (_open, opening) => partOf(records.ints, opening));
  const draft = new RunsDraft({ streams: PATTERN_STREAMS + patterns.count, place, placeCount });
  for (let skillsClass = 0; skillsClass < CLASS_COUNT; skillsClass += 1) {
    const points = classPoints(input, base, skillsClass);
    const eligible = isKnownClass(skillsClass)
      ? byPlace.filter((opening) => patterns.musts[patterns.of[opening] ?? 0] === 0)
      : byPlace;
    const best = bestFirst(eligible, place, points);
    draft.addStream(best, points);
    for (let part = 0; part < PART_COUNT; part += 1) {
      draft.addStream(
        best.filter((opening) => parts[opening] === part),
        points,
      );
    }
  }
  for (const openings of byPattern(bestFirst(byPlace, place, base), patterns))
    draft.addStream(openings, base);
  const placeBest = new Int32Array(placeCount).fill(-1);
  for (const opening of byPlace) {
    const at = place[opening] ?? 0;
    placeBest[at] = Math.max(placeBest[at] ?? -1, base[opening] ?? 0);
  }
  return { ...draft.finish(allocate, records), placeBest: int32Column(allocate, placeBest) };
}

/** The openings that recruit, place by place. */
function openByPlace(isOpen: readonly boolean[], place: Int32Array, placeCount: number): Int32Array {
  const next = new Int32Array(placeCount + 1);
  let count = 0;
  isOpen.forEach((yes, opening) => {
    if (!yes) return;
    const above = (place[opening] ?? 0) + 1;
    next[above] = (next[above] ?? 0) + 1;
    count += 1;
  });
  for (let at = 0; at < placeCount; at += 1) next[at + 1] = (next[at + 1] ?? 0) + (next[at] ?? 0);
  const sorted = new Int32Array(count);
  isOpen.forEach((yes, opening) => {
    if (!yes) return;
    const at = place[opening] ?? 0;
    const to = next[at] ?? 0;
    sorted[to] = opening;
    next[at] = to + 1;
  });
  return sorted;
}

/** By opening: base + what a class brings. */
function classPoints(
  { patterns, skillWeight }: RunsInput,
  base: Int32Array,
  skillsClass: number,
): Int32Array {
  const row = skillsClass * patterns.count;
  return base.map(
    (points, opening) => points + skillWeight * (patterns.classSkill[row + (patterns.of[opening] ?? 0)] ?? 0),
  );
}

/** Openings that lie place by place, best first inside each place. */
function bestFirst(byPlace: Int32Array, place: Int32Array, points: Int32Array): Int32Array {
  const sorted = new Int32Array(byPlace.length);
  const keys = new Float64Array(byPlace.length);
  const spare = new Float64Array(byPlace.length);
  for (let from = 0; from < byPlace.length;) {
    const at = place[byPlace[from] ?? 0];
    let to = from;
    for (; to < byPlace.length && place[byPlace[to] ?? 0] === at; to += 1) {
      const opening = byPlace[to] ?? 0;
      keys[to - from] = (SCORE_MAX - (points[opening] ?? 0)) * OPENING_RANGE + opening;
    }
    sortKeys(keys, to - from, spare);
    for (let each = from; each < to; each += 1) sorted[each] = (keys[each - from] ?? 0) % OPENING_RANGE;
    from = to;
  }
  return sorted;
}

/** The openings of each pattern, in their order. */
function byPattern(openings: Int32Array, patterns: Patterns): readonly number[][] {
  const ofPattern = Array.from({ length: patterns.count }, (): number[] => []);
  for (const opening of openings) ofPattern[patterns.of[opening] ?? 0]?.push(opening);
  return ofPattern;
}

/** The part of its class in which an opening is. */
function partOf(records: Int32Array, opening: number): number {
  const bits = records[opening * RECORD_INTS + BITS_AT] ?? 0;
  const oldest = (records[opening * RECORD_INTS + AGES_AT] ?? 0) >>> 16;
  let part = oldest >= OLDER_YEARS ? OLDER_PART : 0;
  if ((bits & DAY_BIT) !== 0) part |= DAY_PART;
  return (bits & LONG_BIT) === 0 ? part : part | LONG_PART;
}

/** Streams that are being written. */
class RunsDraft {
  readonly #streamRun: Int32Array;
  readonly #runFrom: Int32Array;
  readonly #best: Int32Array;
  readonly #place = new GrowingInts();
  readonly #start = new GrowingInts();
  readonly #first = new GrowingInts();
  readonly #opening = new GrowingInts();
  readonly #points = new GrowingInts();
  readonly #placeOf: Int32Array;
  readonly #placeCount: number;
  #streams = 0;

  constructor(sizes: { streams: number; place: Int32Array; placeCount: number }) {
    this.#placeOf = sizes.place;
    this.#placeCount = sizes.placeCount;
    this.#streamRun = new Int32Array(sizes.streams + 1);
    this.#runFrom = new Int32Array(sizes.streams * (sizes.placeCount + 1));
    this.#best = new Int32Array(sizes.streams).fill(-1);
  }

  /** `openings` place by place, best first. */
  addStream(openings: Int32Array | readonly number[], pointsOf: Int32Array): void {
    const row = this.#streams * (this.#placeCount + 1);
    let before = -1;
    let reached = 0;
    for (const opening of openings) {
      const place = this.#placeOf[opening] ?? 0;
      const points = pointsOf[opening] ?? 0;
      if (place !== before) {
        for (; reached <= place; reached += 1) this.#runFrom[row + reached] = this.#place.length;
        before = place;
        this.#place.push(place);
        this.#start.push(this.#opening.length);
        this.#first.push(points);
        if (points > (this.#best[this.#streams] ?? -1)) this.#best[this.#streams] = points;
      }
      this.#opening.push(opening);
      this.#points.push(points);
    }
    for (; reached <= this.#placeCount; reached += 1) this.#runFrom[row + reached] = this.#place.length;
    this.#streams += 1;
    this.#streamRun[this.#streams] = this.#place.length;
  }

  finish(allocate: Allocate, records: RunsInput['records']): Omit<Runs, 'placeBest'> {
    this.#start.push(this.#opening.length);
    return {
      streams: this.#streams,
      streamRun: int32Column(allocate, this.#streamRun),
      runFrom: int32Column(allocate, this.#runFrom),
      place: this.#place.column(allocate),
      start: this.#start.column(allocate),
      first: this.#first.column(allocate),
      ...this.#entries(allocate, records),
      best: int32Column(allocate, this.#best),
    };
  }

  #entries(
    allocate: Allocate,
    { ints, doubles }: RunsInput['records'],
  ): Pick<Runs, 'entries' | 'entryDoubles'> {
    const openings = this.#opening.column(inHeap);
    const points = this.#points.column(inHeap);
    const memory = allocate(openings.length * ENTRY_INTS * Int32Array.BYTES_PER_ELEMENT);
    const entries = new Int32Array(memory);
    const entryDoubles = new Float64Array(memory);
    for (let entry = 0; entry < openings.length; entry += 1) {
      const opening = openings[entry] ?? 0;
      const at = entry * ENTRY_INTS;
      const record = opening * RECORD_INTS;
      entries[at + POINTS_IN_ENTRY] = points[entry] ?? 0;
      entries[at + OPENING_IN_ENTRY] = opening;
      entries[at + BITS_IN_ENTRY] = ints[record + BITS_AT] ?? 0;
      entries[at + AGES_IN_ENTRY] = ints[record + AGES_AT] ?? 0;
      entries[at + GATES_IN_ENTRY] = ints[record + GATES_AT] ?? 0;
      entries[at + EMPLOYER_IN_ENTRY] = ints[record + EMPLOYER_AT] ?? 0;
      entryDoubles[entry * ENTRY_DOUBLES + WAGE_IN_ENTRY] = doubles[opening * RECORD_DOUBLES + WAGE_AT] ?? 0;
    }
    return { entries, entryDoubles };
  }
}

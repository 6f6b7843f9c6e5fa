import { SHIFTS, TERM_KINDS } from '../../domain/laborer.ts';
import { SCORE_MAX } from '../../domain/weights.ts';
import { int32Column, type Allocate } from './allocate.ts';
import { SHIFT_BIT, TERM_BIT } from './conflict-bits.ts';
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
  const { isOpen, place, patterns, placeCount, records, basePoints, skillWeight, allocate } = input;
  const open = isOpen.flatMap((yes, opening) => (yes ? [opening] : []));
  const atPlace = (opening: number): number => place[opening] ?? 0;
  const byPlace = open.toSorted((one, other) => atPlace(one) - atPlace(other));
  const patternOf = (opening: number): number => patterns.of[opening] ?? 0;
  const draft = new RunsDraft(placeCount);
  for (let skillsClass = 0; skillsClass < CLASS_COUNT; skillsClass += 1) {
    const skillOf = (opening: number): number =>
      patterns.classSkill[skillsClass * patterns.count + patternOf(opening)] ?? 0;
    const eligible = isKnownClass(skillsClass)
      ? byPlace.filter((opening) => patterns.musts[patternOf(opening)] === 0)
      : byPlace;
    const pointsOf = (opening: number): number => basePoints(opening) + skillWeight * skillOf(opening);
    draft.addStream(eligible, atPlace, pointsOf);
    for (let part = 0; part < PART_COUNT; part += 1) {
      const ofPart = eligible.filter((opening) => partOf(records.ints, opening) === part);
      draft.addStream(ofPart, atPlace, pointsOf);
    }
  }
  const ofPattern = Array.from({ length: patterns.count }, (): number[] => []);
  for (const opening of byPlace) ofPattern[patternOf(opening)]?.push(opening);
  for (const openings of ofPattern) draft.addStream(openings, atPlace, basePoints);
  const placeBest = new Int32Array(placeCount).fill(-1);
  for (const opening of open) {
    placeBest[atPlace(opening)] = Math.max(placeBest[atPlace(opening)] ?? -1, basePoints(opening));
  }
  return { ...draft.finish(allocate, records), placeBest: int32Column(allocate, placeBest) };
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
  readonly #streamRun: number[] = [0];
  readonly #place: number[] = [];
  readonly #start: number[] = [0];
  readonly #opening: number[] = [];
  readonly #points: number[] = [];
  readonly #best: number[] = [];
  readonly #runFrom: number[] = [];
  readonly #placeCount: number;

  constructor(placeCount: number) {
    this.#placeCount = placeCount;
  }

  /** `openings` in order of place. */
  addStream(
    openings: readonly number[],
    placeOf: (opening: number) => number,
    pointsOf: (opening: number) => number,
  ): void {
    let best = -1;
    let reached = 0;
    for (let from = 0; from < openings.length;) {
      const place = placeOf(openings[from] ?? 0);
      for (; reached <= place; reached += 1) this.#runFrom.push(this.#place.length);
      let to = from + 1;
      while (to < openings.length && placeOf(openings[to] ?? 0) === place) to += 1;
      best = Math.max(best, this.#addRun(place, openings.slice(from, to), pointsOf));
      from = to;
    }
    for (; reached <= this.#placeCount; reached += 1) this.#runFrom.push(this.#place.length);
    this.#best.push(best);
    this.#streamRun.push(this.#place.length);
  }

  finish(allocate: Allocate, records: RunsInput['records']): Omit<Runs, 'placeBest'> {
    const memory = allocate(this.#opening.length * ENTRY_INTS * Int32Array.BYTES_PER_ELEMENT);
    const entries = new Int32Array(memory);
    const entryDoubles = new Float64Array(memory);
    this.#opening.forEach((opening, entry) => {
      const at = entry * ENTRY_INTS;
      const record = opening * RECORD_INTS;
      entries[at + POINTS_IN_ENTRY] = this.#points[entry] ?? 0;
      entries[at + OPENING_IN_ENTRY] = opening;
      entries[at + BITS_IN_ENTRY] = records.ints[record + BITS_AT] ?? 0;
      entries[at + AGES_IN_ENTRY] = records.ints[record + AGES_AT] ?? 0;
      entries[at + GATES_IN_ENTRY] = records.ints[record + GATES_AT] ?? 0;
      entries[at + EMPLOYER_IN_ENTRY] = records.ints[record + EMPLOYER_AT] ?? 0;
      entryDoubles[entry * ENTRY_DOUBLES + WAGE_IN_ENTRY] =
        records.doubles[opening * RECORD_DOUBLES + WAGE_AT] ?? 0;
    });
    return {
      streams: this.#best.length,
      streamRun: int32Column(allocate, this.#streamRun),
      runFrom: int32Column(allocate, this.#runFrom),
      place: int32Column(allocate, this.#place),
      start: int32Column(allocate, this.#start),
      first: int32Column(
        allocate,
        this.#place.map((_place, run) => this.#points[this.#start[run] ?? 0] ?? 0),
      ),
      entries,
      entryDoubles,
      best: int32Column(allocate, this.#best),
    };
  }

  #addRun(place: number, openings: readonly number[], pointsOf: (opening: number) => number): number {
    const packed = Float64Array.from(
      openings,
      (opening) => (SCORE_MAX - pointsOf(opening)) * OPENING_RANGE + opening,
    ).toSorted();
    for (const key of packed) {
      this.#opening.push(key % OPENING_RANGE);
      this.#points.push(SCORE_MAX - Math.floor(key / OPENING_RANGE));
    }
    this.#place.push(place);
    this.#start.push(this.#opening.length);
    return SCORE_MAX - Math.floor((packed[0] ?? 0) / OPENING_RANGE);
  }
}

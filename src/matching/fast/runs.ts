import { SCORE_MAX } from '../../domain/weights.ts';
import { doubleColumn, inHeap, int32Column, type Allocate } from './allocate.ts';
import { BIT_ROWS, writeBitRows } from './bit-rows.ts';
import { GrowingInts } from './growing-ints.ts';
import {
  AGES_AT,
  BITS_AT,
  EMPLOYER_AT,
  GATES_AT,
  OCCUPATION_AT,
  PLACE_AT,
  RECORD_DOUBLES,
  RECORD_INTS,
  WAGE_AT,
  type OpeningRecords,
} from './opening-records.ts';
import { CLASS_COUNT, isKnownClass, type Patterns } from './patterns.ts';
import { sortKeys } from './sort-keys.ts';
import { oldestBits, wageBits, WAGE_STEPS } from './step-bits.ts';

/** What a walk reads of an opening lies together, half a line of the cache: integers. */
export const ENTRY_INTS = 8;
export const POINTS_IN_ENTRY = 0;
export const OPENING_IN_ENTRY = 1;
/** Conflict bits, and the step bits of its ages and its wage. */
export const BITS_IN_ENTRY = 2;
export const AGES_IN_ENTRY = 3;
export const GATES_IN_ENTRY = 4;
export const EMPLOYER_IN_ENTRY = 5;
/** How many of `wages` are below the advertised maximum; WAGE_UNKNOWN: it gives none. */
export const WAGE_IN_ENTRY = 6;
/** The place in the bits of SITE_PLACE, the occupation above them; both are far fewer than 65,536. */
export const SITE_IN_ENTRY = 7;
export const SITE_PLACE = 0xffff;
export const SITE_OCCUPATION_SHIFT = 16;

/** The rank of a wage that nobody's floor is above. */
const WAGE_UNKNOWN = 2_147_483_647;

/**
 * Streams of openings. A run is the openings of one place, best first, by what does not depend on the place; a stream is a set
 * of runs. Stream c holds, for class c of laborers, all openings that who holds nothing alike can get, scored with her skill;
 * stream CLASS_COUNT + p holds the openings of pattern p, scored without skill. Only openings that recruit are in a stream.
 */
export interface Runs {
  readonly streams: number;
  /** By stream: its first run; one more at the end. */
  readonly streamRun: Int32Array;
  /** By run: its place, ascending inside a stream, and its first entry (one more at the end). */
  readonly place: Int32Array;
  readonly start: Int32Array;
  /** By run: the points of its first entry. */
  readonly first: Int32Array;
  /** ENTRY_INTS an entry. */
  readonly entries: Int32Array;
  /** The bits of entries e..e + 31 on their side, at `bitRows[e…]` where e is a multiple of 32: see `bit-rows.ts`. */
  readonly bitRows: Int32Array;
  /** Different advertised maxima, ascending. */
  readonly wages: Float64Array;
  /** Wages of the step bits, ascending: see `step-bits.ts`. */
  readonly wageSteps: Float64Array;
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
  const draft = new RunsDraft({ streams: CLASS_COUNT + patterns.count, place });
  for (let skillsClass = 0; skillsClass < CLASS_COUNT; skillsClass += 1) {
    const points = classPoints(input, base, skillsClass);
    const eligible = isKnownClass(skillsClass)
      ? byPlace.filter((opening) => patterns.musts[patterns.of[opening] ?? 0] === 0)
      : byPlace;
    draft.addStream(bestFirst(eligible, place, points), points);
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

/** Streams that are being written. */
class RunsDraft {
  readonly #streamRun: Int32Array;
  readonly #best: Int32Array;
  readonly #place = new GrowingInts();
  readonly #start = new GrowingInts();
  readonly #first = new GrowingInts();
  readonly #opening = new GrowingInts();
  readonly #points = new GrowingInts();
  readonly #placeOf: Int32Array;
  #streams = 0;

  constructor(sizes: { streams: number; place: Int32Array }) {
    this.#placeOf = sizes.place;
    this.#streamRun = new Int32Array(sizes.streams + 1);
    this.#best = new Int32Array(sizes.streams).fill(-1);
  }

  /** `openings` place by place, best first. */
  addStream(openings: Int32Array | readonly number[], pointsOf: Int32Array): void {
    let before = -1;
    for (const opening of openings) {
      const place = this.#placeOf[opening] ?? 0;
      const points = pointsOf[opening] ?? 0;
      if (place !== before) {
        before = place;
        this.#place.push(place);
        this.#start.push(this.#opening.length);
        this.#first.push(points);
        if (points > (this.#best[this.#streams] ?? -1)) this.#best[this.#streams] = points;
      }
      this.#opening.push(opening);
      this.#points.push(points);
    }
    this.#streams += 1;
    this.#streamRun[this.#streams] = this.#place.length;
  }

  finish(allocate: Allocate, records: RunsInput['records']): Omit<Runs, 'placeBest'> {
    this.#start.push(this.#opening.length);
    return {
      streams: this.#streams,
      streamRun: int32Column(allocate, this.#streamRun),
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
  ): Pick<Runs, 'entries' | 'bitRows' | 'wages' | 'wageSteps'> {
    const openings = this.#opening.column(inHeap);
    const points = this.#points.column(inHeap);
    const wages = differentWages(openings, doubles);
    const wageSteps = stepsOf(wages);
    const ranks = new Map(Array.from(wages, (wage, rank) => [wage, rank]));
    const entries = new Int32Array(allocate(openings.length * ENTRY_INTS * Int32Array.BYTES_PER_ELEMENT));
    for (let entry = 0; entry < openings.length; entry += 1) {
      const opening = openings[entry] ?? 0;
      const at = entry * ENTRY_INTS;
      const record = opening * RECORD_INTS;
      const ages = ints[record + AGES_AT] ?? 0;
      const wage = doubles[opening * RECORD_DOUBLES + WAGE_AT] ?? 0;
      entries[at + POINTS_IN_ENTRY] = points[entry] ?? 0;
      entries[at + OPENING_IN_ENTRY] = opening;
      entries[at + BITS_IN_ENTRY] =
        (ints[record + BITS_AT] ?? 0) | oldestBits(ages >>> 16) | wageBits(wage, wageSteps);
      entries[at + AGES_IN_ENTRY] = ages;
      entries[at + GATES_IN_ENTRY] = ints[record + GATES_AT] ?? 0;
      entries[at + EMPLOYER_IN_ENTRY] = ints[record + EMPLOYER_AT] ?? 0;
      entries[at + WAGE_IN_ENTRY] = ranks.get(wage) ?? WAGE_UNKNOWN;
      entries[at + SITE_IN_ENTRY] =
        (ints[record + PLACE_AT] ?? 0) | ((ints[record + OCCUPATION_AT] ?? 0) << SITE_OCCUPATION_SHIFT);
    }
    return {
      entries,
      bitRows: bitRowsOf(entries, allocate),
      wages: doubleColumn(allocate, wages),
      wageSteps: doubleColumn(allocate, wageSteps),
    };
  }
}

/** All entries on their side, 32 at a time. */
function bitRowsOf(entries: Int32Array, allocate: Allocate): Int32Array {
  const count = entries.length / ENTRY_INTS;
  const length = Math.ceil(count / BIT_ROWS) * BIT_ROWS;
  const rows = new Int32Array(allocate(length * Int32Array.BYTES_PER_ELEMENT));
  for (let block = 0; block < count; block += BIT_ROWS) {
    const first = block * ENTRY_INTS + BITS_IN_ENTRY;
    writeBitRows({ words: entries, first, stride: ENTRY_INTS, count: count - block }, rows, block);
  }
  return rows;
}

/** The advertised maxima of these openings, each once, ascending; what is not given or no number is left out. */
function differentWages(openings: Int32Array, doubles: Float64Array): Float64Array {
  const wages = new Set<number>();
  for (const opening of openings) wages.add(doubles[opening * RECORD_DOUBLES + WAGE_AT] ?? 0);
  return Float64Array.from([...wages].filter((wage) => Number.isFinite(wage))).toSorted();
}

/** Wages that part the different wages evenly. */
function stepsOf(wages: Float64Array): Float64Array {
  return Float64Array.from(
    { length: wages.length === 0 ? 0 : WAGE_STEPS },
    (_step, at) => wages[Math.floor(((at + 1) * wages.length) / (WAGE_STEPS + 1))] ?? 0,
  );
}

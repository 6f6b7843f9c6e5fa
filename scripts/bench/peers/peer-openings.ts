import {
  AGES_AT,
  BITS_AT,
  CLOSED_AT,
  EMPLOYER_AT,
  GATES_AT,
  LATEST_DAY_AT,
  OCCUPATION_AT,
  PATTERN_AT,
  PLACE_AT,
  RECORD_DOUBLES,
  RECORD_INTS,
  RESERVED_AT,
  SOONEST_DAY_AT,
  STABILITY_AT,
  TERMS_AT,
  TIE_HASH_AT,
  WAGE_AT,
} from '../../../src/matching/fast/opening-records.ts';
import type { OpeningIndex } from '../../../src/matching/fast/opening-index.ts';

/** Openings that recruit, as columns, by place: a scan then reads the points of one place many times in a row. */
export interface PeerOpenings {
  readonly count: number;
  /** Number in the engine's index, which is the order of ids by bytes. */
  readonly number: Int32Array;
  readonly place: Int32Array;
  readonly pattern: Int32Array;
  /** weight × stability + weight × terms. */
  readonly base: Int32Array;
  /** Conflict word. */
  readonly bits: Int32Array;
  readonly ageMin: Int32Array;
  readonly ageMax: Int32Array;
  /** Advertised maximum, yuan a month; Infinity: it does not say. */
  readonly wage: Float64Array;
  readonly gates: Int32Array;
  readonly reserved: Int32Array;
  readonly occupation: Int32Array;
  readonly soonestDay: Int32Array;
  readonly latestDay: Int32Array;
  readonly employer: Int32Array;
  /** FNV-1a of `week|opening|`, to be carried on with the digits of the bucket. */
  readonly tieHash: Int32Array;
}

/** The openings of an index that anyone can get. */
export function peerOpenings(index: OpeningIndex): PeerOpenings {
  const numbers = recruitingByPlace(index);
  const { ints, doubles } = index.records;
  const column = (at: number): Int32Array => numbers.map((opening) => ints[opening * RECORD_INTS + at] ?? 0);
  const stability = column(STABILITY_AT);
  const terms = column(TERMS_AT);
  const ages = column(AGES_AT);
  return {
    count: numbers.length,
    number: numbers,
    place: column(PLACE_AT),
    pattern: column(PATTERN_AT),
    base: stability.map((points, at) => points + (terms[at] ?? 0)),
    bits: column(BITS_AT),
    ageMin: ages.map((range) => range & 0xffff),
    ageMax: ages.map((range) => range >>> 16),
    wage: Float64Array.from(numbers, (opening) => doubles[opening * RECORD_DOUBLES + WAGE_AT] ?? 0),
    gates: column(GATES_AT),
    reserved: column(RESERVED_AT),
    occupation: column(OCCUPATION_AT),
    soonestDay: column(SOONEST_DAY_AT),
    latestDay: column(LATEST_DAY_AT),
    employer: column(EMPLOYER_AT),
    tieHash: column(TIE_HASH_AT),
  };
}

function recruitingByPlace(index: OpeningIndex): Int32Array {
  const { ints, place } = index.records;
  const all = Array.from({ length: index.count }, (_opening, number) => number);
  return Int32Array.from(
    all
      .filter((number) => ints[number * RECORD_INTS + CLOSED_AT] === 0)
      .toSorted((one, other) => (place[one] ?? 0) - (place[other] ?? 0)),
  );
}

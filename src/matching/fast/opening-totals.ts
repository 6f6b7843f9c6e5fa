import type { PreparedOpening } from '../prepared-opening.ts';
import { doubleColumn, int32Column, type Allocate } from './allocate.ts';
import { CONFLICT_BITS, NIGHTLY_BIT } from './conflict-bits.ts';
import {
  AGES_AT,
  BITS_AT,
  CLOSED_AT,
  GATES_AT,
  LATEST_DAY_AT,
  OCCUPATION_AT,
  RECORD_INTS,
  RESERVED_AT,
  SOONEST_DAY_AT,
  type OpeningRecords,
} from './opening-records.ts';
import { FIRST_RULE_BIT, OPENING_INVALID, OPENING_PLACE_UNKNOWN, OPENING_RULES } from './recruiting.ts';

/**
 * How many openings have what a rule looks at, usable or not: reasons of a short list are sums over these, since each
 * code is counted by itself.
 */
export interface OpeningTotals {
  readonly dataInvalid: number;
  readonly placeUnknown: number;
  /** In the order of OPENING_RULES. */
  readonly byOpeningRule: Int32Array;
  /** By conflict bit. */
  readonly byBit: Int32Array;
  /** By place: all, and those without a shuttle. */
  readonly byPlace: Int32Array;
  readonly withoutShuttle: Int32Array;
  readonly byOccupation: Int32Array;
  readonly byReserved: Int32Array;
  readonly byGates: Int32Array;
  /** Triples of packed ages, 0, openings. */
  readonly ages: Int32Array;
  /** Triples of soonest day lane, latest day lane, openings. */
  readonly days: Int32Array;
  /** Advertised maxima, ascending; unknown ones are left out. */
  readonly wages: Float64Array;
}

/** What totals are made from. */
interface TotalsInput {
  readonly openings: readonly PreparedOpening[];
  readonly records: OpeningRecords;
  readonly placeCount: number;
  readonly allocate: Allocate;
}

/** Counts the openings, in their order. */
export function openingTotals({ openings, records, placeCount, allocate }: TotalsInput): OpeningTotals {
  const { ints, place } = records;
  const numbers = openings.map((_opening, number) => number);
  const field = (offset: number) => (number: number) => ints[number * RECORD_INTS + offset] ?? 0;
  const placed = numbers.filter((number) => (place[number] ?? -1) >= 0);
  const shuttleless = placed.filter((number) => (field(BITS_AT)(number) & NIGHTLY_BIT) !== 0);
  const placeOf = (number: number): number => place[number] ?? 0;
  const withClosedBit = (bit: number): number => countWith(ints, CLOSED_AT, bit);
  const count = (groups: readonly number[]): Int32Array => int32Column(allocate, groups);
  return {
    dataInvalid: withClosedBit(OPENING_INVALID),
    placeUnknown: withClosedBit(OPENING_PLACE_UNKNOWN),
    byOpeningRule: count(OPENING_RULES.map((_rule, at) => withClosedBit(FIRST_RULE_BIT << at))),
    byBit: count(Array.from({ length: CONFLICT_BITS }, (_bit, at) => countWith(ints, BITS_AT, 1 << at))),
    byPlace: count(histogram(placed, placeOf, placeCount)),
    withoutShuttle: count(histogram(shuttleless, placeOf, placeCount)),
    byOccupation: count(histogram(numbers, field(OCCUPATION_AT))),
    byReserved: count(histogram(numbers, field(RESERVED_AT))),
    byGates: count(histogram(numbers, field(GATES_AT))),
    ages: count(pairCounts(numbers, field(AGES_AT), () => 0)),
    days: count(pairCounts(numbers, field(SOONEST_DAY_AT), field(LATEST_DAY_AT))),
    wages: doubleColumn(
      allocate,
      openings
        .flatMap(({ input }) => input.wage?.highCnyPerMonth ?? [])
        .filter((wage) => !Number.isNaN(wage))
        .toSorted((one, other) => one - other),
    ),
  };
}

/** How many have each value 0, 1, …, at least `least` values. */
function histogram(numbers: readonly number[], valueOf: (number: number) => number, least = 1): number[] {
  const counts = Array.from({ length: least }, () => 0);
  for (const number of numbers) {
    const value = valueOf(number);
    while (counts.length <= value) counts.push(0);
    counts[value] = (counts[value] ?? 0) + 1;
  }
  return counts;
}

/** How many records have a bit in one of their integers. */
function countWith(ints: Int32Array, field: number, bit: number): number {
  let count = 0;
  for (let at = field; at < ints.length; at += RECORD_INTS) if (((ints[at] ?? 0) & bit) !== 0) count += 1;
  return count;
}

/** Triples of two values and how many have them. */
function pairCounts(
  numbers: readonly number[],
  first: (number: number) => number,
  second: (number: number) => number,
): number[] {
  const counts = new Map<number, Map<number, number>>();
  for (const number of numbers) {
    const [one, other] = [first(number), second(number)];
    const ofOne = counts.get(one) ?? new Map<number, number>();
    counts.set(one, ofOne.set(other, (ofOne.get(other) ?? 0) + 1));
  }
  return [...counts].flatMap(([one, ofOne]) => [...ofOne].flatMap(([other, count]) => [one, other, count]));
}

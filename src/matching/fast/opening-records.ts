import type { AreaCode } from '../../domain/area.ts';
import type { MatchOpening } from '../../domain/match-input.ts';
import type { CertificateGate, Code } from '../../domain/occupation.ts';
import { termsValue } from '../factors/terms.ts';
import { fnv1a } from '../fnv1a.ts';
import type { PreparedOpening } from '../prepared-opening.ts';
import { compareBytes } from '../tie-order.ts';
import type { World } from '../world.ts';
import { int32Column, type Allocate } from './allocate.ts';
import { dictionary, type Dictionary } from './dictionary.ts';
import { closedBits } from './recruiting.ts';
import { openingBits, reservedGroups } from './opening-bits.ts';

/**
 * What a check and a written pair read of an opening, in one line of the cache: RECORD_INTS integers, of which two are a
 * double, the advertised maximum.
 */
export const RECORD_INTS = 16;
export const BITS_AT = 0;
/** Youngest age in the low half, oldest in the high half. */
export const AGES_AT = 1;
/** Number of the set of gates; 0: none. */
export const GATES_AT = 2;
/** -1: unknown. */
export const PLACE_AT = 3;
/** Number of the worksite employer, for the cap. */
export const EMPLOYER_AT = 4;
export const OCCUPATION_AT = 5;
/** The advertised maximum, as a position in the doubles: RECORD_DOUBLES × opening + WAGE_AT, the integers 6 and 7. */
export const RECORD_DOUBLES = 8;
export const WAGE_AT = 3;
/** weight × factor. */
export const STABILITY_AT = 8;
export const TERMS_AT = 9;
/** FNV-1a of `week|opening|`, to be carried on with the bucket. */
export const TIE_HASH_AT = 10;
/** Lane of the earlier of its known start and its known end: drops who is free only from a later one. */
export const SOONEST_DAY_AT = 11;
/** Lane of the later of its earliest start and its known end: drops who is free only until an earlier one. */
export const LATEST_DAY_AT = 12;
/** Number of the groups that a public post is kept for; 0: for all. */
export const RESERVED_AT = 13;
export const PATTERN_AT = 14;
/** Why nobody gets it, as bits: 1 DATA_INVALID, 2 PLACE_UNKNOWN, then OPENING_RULES in their order; 0: it recruits. */
export const CLOSED_AT = 15;

/** What a written pair and a tie read of an opening, WRITTEN_INTS integers: few enough for all openings to stay in a cache. */
export const WRITTEN_INTS = 4;
export const PLACE_IN_WRITTEN = 0;
export const STABILITY_IN_WRITTEN = 1;
export const TERMS_IN_WRITTEN = 2;
export const TIE_HASH_IN_WRITTEN = 3;

/** Ages are kept in 16 bits; nobody is as old as this. */
const AGE_LIMIT = 65_535;
/** A day lane that no day reaches. */
export const NO_DAY = 2_147_483_647;

/** The records and what they point to. */
export interface OpeningRecords {
  readonly ints: Int32Array;
  /** The same memory as doubles. */
  readonly doubles: Float64Array;
  /** WRITTEN_INTS an opening; the same as in its record. */
  readonly written: Int32Array;
  /** By opening; the same as in the record. */
  readonly place: Int32Array;
  /**
   * Days of openings and the run date, ascending; a day lane is 2 · position + 1, and a day that is not listed has the even
   * lane between its neighbors. So lanes compare as the texts do.
   */
  readonly days: readonly string[];
  /** Lane of the run date. */
  readonly runDay: number;
  /** Sets of gates by number; the first is the empty one. */
  readonly gates: readonly (readonly CertificateGate[])[];
}

/** What records are made from; the dictionaries are filled. */
interface RecordsInput {
  readonly world: World;
  readonly openings: readonly PreparedOpening[];
  readonly places: Dictionary<AreaCode>;
  readonly occupations: Dictionary<Code>;
  readonly employers: Dictionary<null>;
  readonly reserved: Dictionary<readonly string[]>;
  /** By opening. */
  readonly patternOf: Int32Array;
  readonly allocate: Allocate;
}

/** Packs the openings, in their order. */
export function openingRecords(input: RecordsInput): OpeningRecords {
  const { world, openings, places, occupations, employers, reserved, patternOf, allocate } = input;
  const memory = allocate(openings.length * RECORD_INTS * Int32Array.BYTES_PER_ELEMENT);
  const ints = new Int32Array(memory);
  const doubles = new Float64Array(memory);
  const { epoch, runDate, profile } = world.settings;
  const { weights } = profile;
  const days = dayLanes(runDate, openings);
  const gates = dictionary<readonly CertificateGate[]>();
  gates.idOf('[]', () => []);
  reserved.idOf('', () => []);
  openings.forEach((opening, number) => {
    const { input: given } = opening;
    const at = number * RECORD_INTS;
    const place = given.placeCode;
    ints[at + BITS_AT] = openingBits(given);
    ints[at + AGES_AT] = packedAges(given.ageMin, given.ageMax);
    ints[at + GATES_AT] = gates.idOf(gatesKey(given.gates), () => given.gates);
    ints[at + PLACE_AT] = place === null ? -1 : places.idOf(place, () => place);
    ints[at + EMPLOYER_AT] = employers.idOf(given.worksiteEmployerId, () => null);
    ints[at + OCCUPATION_AT] = occupations.idOf(given.occupation, () => given.occupation);
    ints[at + STABILITY_AT] = weights.stability * given.stability.value;
    ints[at + TERMS_AT] = weights.terms * termsValue(opening.pay.netCnyPerMonth);
    ints[at + TIE_HASH_AT] = fnv1a(`${epoch.week}|${given.id}|`);
    ints[at + SOONEST_DAY_AT] = days.soonest(given);
    ints[at + LATEST_DAY_AT] = days.latest(given);
    const groups = reservedGroups(given);
    ints[at + RESERVED_AT] = reserved.idOf(groups.toSorted().join('\n'), () => groups);
    ints[at + PATTERN_AT] = patternOf[number] ?? 0;
    ints[at + CLOSED_AT] = closedBits(world, opening);
    doubles[number * RECORD_DOUBLES + WAGE_AT] = given.wage?.highCnyPerMonth ?? Number.POSITIVE_INFINITY;
  });
  const written = new Int32Array(allocate(openings.length * WRITTEN_INTS * Int32Array.BYTES_PER_ELEMENT));
  for (let number = 0; number < openings.length; number += 1) {
    const from = number * RECORD_INTS;
    const to = number * WRITTEN_INTS;
    written[to + PLACE_IN_WRITTEN] = ints[from + PLACE_AT] ?? 0;
    written[to + STABILITY_IN_WRITTEN] = ints[from + STABILITY_AT] ?? 0;
    written[to + TERMS_IN_WRITTEN] = ints[from + TERMS_AT] ?? 0;
    written[to + TIE_HASH_IN_WRITTEN] = ints[from + TIE_HASH_AT] ?? 0;
  }
  return {
    ints,
    doubles,
    written,
    place: int32Column(
      allocate,
      openings.map((_opening, number) => ints[number * RECORD_INTS + PLACE_AT] ?? -1),
    ),
    gates: gates.values,
    days: days.days,
    runDay: days.runDay,
  };
}

/** The lane of any text among the days of an index; -1 is before all of them. */
export function dayLane(days: readonly string[], day: string): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((days[middle] ?? '') < day) low = middle + 1;
    else high = middle;
  }
  return days[low] === day ? 2 * low + 1 : 2 * low;
}

interface DayLanes {
  readonly days: readonly string[];
  readonly runDay: number;
  soonest(opening: MatchOpening): number;
  latest(opening: MatchOpening): number;
}

function dayLanes(runDate: string, openings: readonly PreparedOpening[]): DayLanes {
  const known = new Set([runDate]);
  for (const { input } of openings) {
    if (input.startsOn !== undefined) known.add(input.startsOn);
    if (input.endsOn !== undefined) known.add(input.endsOn);
  }
  const days = [...known].toSorted(compareBytes);
  const lanes = new Map(days.map((day, at) => [day, 2 * at + 1]));
  const laneOf = (day: string): number => lanes.get(day) ?? NO_DAY;
  const runDay = laneOf(runDate);
  // An opening whose start has passed starts on the run date, as in the rule.
  const start = (day: string): number => Math.max(laneOf(day), runDay);
  return {
    days,
    runDay,
    soonest: ({ startsOn, endsOn }) =>
      Math.min(
        startsOn === undefined ? NO_DAY : start(startsOn),
        endsOn === undefined ? NO_DAY : laneOf(endsOn),
      ),
    latest: ({ startsOn, endsOn }) =>
      Math.max(startsOn === undefined ? runDay : start(startsOn), endsOn === undefined ? 0 : laneOf(endsOn)),
  };
}

/** Ages are whole years, so a range of fractions means the whole years inside; no number bounds nothing. */
function packedAges(ageMin: number | undefined, ageMax: number | undefined): number {
  const isBroken = Number.isNaN(ageMin ?? 0) || Number.isNaN(ageMax ?? 0);
  const low = isBroken ? 0 : Math.ceil(ageMin ?? 0);
  const high = isBroken ? AGE_LIMIT : Math.floor(ageMax ?? AGE_LIMIT);
  return withinAges(low) | (withinAges(high) << 16);
}

function withinAges(age: number): number {
  return Math.max(0, Math.min(AGE_LIMIT, age));
}

/** Only legal gates drop; the others make no difference to a ranking. */
function gatesKey(gates: readonly CertificateGate[]): string {
  if (gates.length === 0) return '[]';
  return JSON.stringify(gates.filter((gate) => gate.kind === 'legal').map((gate) => gate.anyOf));
}

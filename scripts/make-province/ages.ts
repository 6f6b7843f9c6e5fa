import { addDays, type IsoDate } from '../../src/domain/dates.ts';
import type { ListKind } from '../../src/domain/list-entry.ts';
import { RANKS } from './random.ts';

/**
 * The day as of which ages, histories and availability are made; fixed, so that the same seed gives the same
 * bytes.
 */
export const REFERENCE_DATE: IsoDate = '2026-11-01';

/** The day after 正月十五 of 2027, when most people leave. */
export const AFTER_SPRING_FESTIVAL: IsoDate = '2027-02-21';

/** Share of people from an age up to the next row's, percent. */
interface AgeBand {
  readonly fromAge: number;
  readonly toAge: number;
  readonly percent: number;
}

/**
 * Willing people have the ages of all migrant workers, 2023/2024 surveys: ≤ 40 43.7 %, 41–50 24.7 %, > 50
 * 31.6 %, mean 43.2 (P); the finer cuts are ours, chosen to give that mean (M).
 */
const WILLING_BANDS: readonly AgeBand[] = [
  { fromAge: 16, toAge: 21, percent: 2 },
  { fromAge: 21, toAge: 31, percent: 15 },
  { fromAge: 31, toAge: 41, percent: 26.7 },
  { fromAge: 41, toAge: 51, percent: 24.7 },
  { fromAge: 51, toAge: 61, percent: 25 },
  { fromAge: 61, toAge: 66, percent: 6.6 },
];

/** Employed people have the ages of workers away: mean 39.0 (P), cuts (M). */
const EMPLOYED_BANDS: readonly AgeBand[] = [
  { fromAge: 16, toAge: 21, percent: 3 },
  { fromAge: 21, toAge: 31, percent: 23.5 },
  { fromAge: 31, toAge: 41, percent: 32 },
  { fromAge: 41, toAge: 51, percent: 23 },
  { fromAge: 51, toAge: 61, percent: 16 },
  { fromAge: 61, toAge: 66, percent: 2.5 },
];

/** Days of a year of age; leap days make a band end at most three days early. */
const DAYS_A_YEAR = 365;

interface PreparedBand {
  readonly firstRank: number;
  readonly ranks: number;
  readonly youngestDays: number;
  readonly days: number;
}

const PREPARED: Readonly<Record<ListKind, readonly PreparedBand[]>> = {
  willing: prepare(WILLING_BANDS),
  employed: prepare(EMPLOYED_BANDS),
};

/** A day of birth and the place among those of one list who share it: below 250 for RANKS = 2^21. */
export interface Birth {
  readonly date: IsoDate;
  readonly ordinal: number;
  /** Completed years on the reference date, to within the leap days. */
  readonly age: number;
}

/**
 * The birth that belongs to a rank (0..RANKS-1): (date, ordinal) is one-to-one with the rank within a list.
 */
export function birthOf(list: ListKind, rank: number): Birth {
  const band = PREPARED[list].findLast((candidate) => candidate.firstRank <= rank) ?? firstBand(list);
  const inBand = rank - band.firstRank;
  const day = Math.floor((inBand * band.days) / band.ranks);
  const ordinal = inBand - Math.ceil((day * band.ranks) / band.days);
  const daysOld = band.youngestDays + day;
  return { date: dateDaysAgo(daysOld), ordinal, age: Math.floor(daysOld / 365.25) };
}

function prepare(bands: readonly AgeBand[]): readonly PreparedBand[] {
  let firstRank = 0;
  return bands.map((band, position) => {
    const isLast = position === bands.length - 1;
    const ranks = isLast ? RANKS - firstRank : Math.round((RANKS * band.percent) / 100);
    // A day past the birthday, so that the youngest are surely 16.
    const youngestDays = Math.ceil(band.fromAge * 365.25) + 1;
    const prepared = { firstRank, ranks, youngestDays, days: (band.toAge - band.fromAge) * DAYS_A_YEAR };
    firstRank += ranks;
    return prepared;
  });
}

function firstBand(list: ListKind): PreparedBand {
  const band = PREPARED[list][0];
  if (band === undefined) throw new Error(`No ages for the list ${list}.`);
  return band;
}

/** Dates are few (under 20,000) and asked for millions of times. */
const datesByDaysAgo = new Map<number, IsoDate>();

function dateDaysAgo(days: number): IsoDate {
  const known = datesByDaysAgo.get(days);
  if (known !== undefined) return known;
  const date = addDays(REFERENCE_DATE, -days);
  datesByDaysAgo.set(days, date);
  return date;
}

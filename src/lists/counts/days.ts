import type { IsoDate } from '../../domain/dates.ts';

/** A day as a number: days since 1970-01-01. */
export type Day = number;

/** After every day: the end of what has not ended. */
export const NEVER: Day = 2_147_483_647;

const DAY_MS = 86_400_000;

/** The number of a calendar day. */
export function dayOf(date: IsoDate): Day {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / DAY_MS);
}

/** The first day of the calendar year of a date. */
export function yearStart(date: IsoDate): Day {
  return dayOf(`${date.slice(0, 4)}-01-01`);
}

/** Who was born on this day or before has completed so many years on a date; born on 29 February: on 1 March. */
export function bornBy(date: IsoDate, years: number): Day {
  const year = String(Number(date.slice(0, 4)) - years).padStart(4, '0');
  const isLeapDay = date.endsWith('-02-29') && new Date(`${year}-02-29T00:00:00Z`).getUTCDate() !== 29;
  return dayOf(isLeapDay ? `${year}-02-28` : `${year}${date.slice(4)}`);
}

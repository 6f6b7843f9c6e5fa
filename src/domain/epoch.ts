import { addDays, type IsoDate } from './dates.ts';

/**
 * The ISO week that a run pins: seed of ties, as-of day of stability and reported pay.
 * Inside an epoch a score moves only when the laborer, the opening or the weights move.
 */
export interface Epoch {
  /** Such as `2026-W48`; the seed of ties. */
  readonly week: string;
  /** Its Monday: the as-of day. */
  readonly monday: IsoDate;
}

/** The epoch that holds a day (ISO 8601 week; a week belongs to the year of its Thursday). */
export function epochOf(date: IsoDate): Epoch {
  const weekday = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
  const monday = addDays(date, -weekday);
  const year = addDays(monday, 3).slice(0, 4);
  const dayOfYear =
    (Date.parse(`${addDays(monday, 3)}T00:00:00Z`) - Date.parse(`${year}-01-01T00:00:00Z`)) / 86_400_000;
  const number = Math.floor(dayOfYear / 7) + 1;
  return { week: `${year}-W${String(number).padStart(2, '0')}`, monday };
}

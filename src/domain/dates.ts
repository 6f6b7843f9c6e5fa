/** A calendar day in Gansu (Asia/Shanghai), `YYYY-MM-DD`. Compares as text. */
export type IsoDate = string;

/** An instant in UTC, ISO 8601 with `Z`. */
export type IsoInstant = string;

/** Milliseconds of a day; dates are counted in UTC, where every day has the same length. */
const DAY_MS = 86_400_000;

/** Gansu keeps UTC+8 all year. */
const GANSU_MS = 8 * 3_600_000;

/** The day that it is in Gansu at an instant. */
export function dateInGansu(instant: Date): IsoDate {
  return new Date(instant.getTime() + GANSU_MS).toISOString().slice(0, 10);
}

/** Whether a text is a day of the calendar: `2026-02-30` is not. */
export function isIsoDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysOfMonth(year, month);
}

/** By month, of a common year. Every record of a province is asked for its days: no Date is made. */
const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysOfMonth(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return isLeap && month === 2 ? 29 : (DAYS_OF_MONTH[month - 1] ?? 0);
}

/** Days from `from` to `to`, negative when `to` is earlier. Both must be calendar days. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** The day `days` later (earlier when negative). */
export function addDays(date: IsoDate, days: number): IsoDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Completed years of age on a day. A person born on 29 February comes of age on 1 March in common years. */
export function ageOn(birthDate: IsoDate, date: IsoDate): number {
  const years = Number(date.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return date.slice(5) >= birthDate.slice(5) ? years : years - 1;
}

/** Completed months from one day to another, never negative. */
export function monthsBetween(from: IsoDate, to: IsoDate): number {
  const months =
    (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
    Number(to.slice(5, 7)) -
    Number(from.slice(5, 7));
  return Math.max(0, to.slice(8) >= from.slice(8) ? months : months - 1);
}

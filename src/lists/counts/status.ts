import type { Day } from './days.ts';
import { abilityOfPacked, willingTierOfPacked, WORK_TIERS } from './packed-facts.ts';
import type { PeopleColumns } from './people-columns.ts';

/**
 * What a person is on a day, as one number: each is exactly one of these. A willing person is `WILLING` + her tier, an employed
 * one `EMPLOYED` + the tier of her work.
 */
export type Status = number;

export const NOT_REGISTERED: Status = 0;
export const NO_LABOR: Status = 1;
export const UNWILLING: Status = 2;
const EMPLOYED: Status = 3;
const WILLING: Status = EMPLOYED + WORK_TIERS.length;
/** One more than the last of them. */
export const STATUSES = WILLING + WORK_TIERS.length;

/** Position in LABOR_ABILITIES of none; then comes lost, then "unknown", which is no "none". */
const FIRST_WITHOUT_LABOR = 3;
const LAST_WITHOUT_LABOR = 4;

export function isEmployed(status: Status): boolean {
  return status >= EMPLOYED && status < WILLING;
}

export function isWilling(status: Status): boolean {
  return status >= WILLING;
}

/** Position in WORK_TIERS of who is on a list; -1 of everybody else. */
export function tierOfStatus(status: Status): number {
  if (status < EMPLOYED) return -1;
  return status < WILLING ? status - EMPLOYED : status - WILLING;
}

/**
 * The status of the person in a slot on a day. Who is on a list counts as labor force whatever her record says of ability: she
 * works, or says that she wishes to. Plain and over columns: it is asked two million times an answer.
 */
export function statusOn(columns: PeopleColumns, slot: number, day: Day): Status {
  if ((columns.registeredOn[slot] ?? 0) > day || (columns.leftOn[slot] ?? 0) <= day) return NOT_REGISTERED;
  const { stayFrom, stayTo, nextStay } = columns;
  let stay = columns.firstStay[slot] ?? -1;
  // Stays do not overlap: the first that holds the day is the one.
  while (stay >= 0 && ((stayFrom[stay] ?? 0) > day || day >= (stayTo[stay] ?? 0)))
    stay = nextStay[stay] ?? -1;
  const facts = columns.facts[slot] ?? 0;
  if (stay < 0) {
    const ability = abilityOfPacked(facts);
    return ability >= FIRST_WITHOUT_LABOR && ability <= LAST_WITHOUT_LABOR ? NO_LABOR : UNWILLING;
  }
  const packed = columns.stayPacked[stay] ?? 0;
  return (packed & 1) === 1 ? EMPLOYED + (packed >>> 1) : WILLING + willingTierOfPacked(facts);
}

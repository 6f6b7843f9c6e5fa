import type { Day } from './days.ts';
import { abilityOfPacked, willingTierOfPacked } from './packed-facts.ts';
import type { PeopleColumns } from './people-columns.ts';

/** What a person is on a day; each person in the register is exactly one of these. */
type StatusKind = 'notRegistered' | 'noLabor' | 'unwilling' | 'employed' | 'willing';

/** A status, with the tier of work or wish of those on a list. */
export interface Status {
  kind: StatusKind;
  /** Position in WORK_TIERS; `NO_TIER` of who is on no list. */
  tier: number;
}

export const NO_TIER = -1;
/** Positions in LABOR_ABILITIES from which on there is no labor: none, lost. Then comes "unknown", which is no "none". */
const NO_LABOR = [3, 4];

/**
 * The status of the person in a slot on a day, written into `into`. Who is on a list counts as labor force whatever her record
 * says of ability: she works, or says that she wishes to.
 */
export function readStatus(columns: PeopleColumns, slot: number, day: Day, into: Status): void {
  into.tier = NO_TIER;
  if ((columns.registeredOn[slot] ?? 0) > day || (columns.leftOn[slot] ?? 0) <= day) {
    into.kind = 'notRegistered';
    return;
  }
  const facts = columns.facts[slot] ?? 0;
  const stay = stayOn(columns, slot, day);
  if (stay < 0) {
    into.kind = NO_LABOR.includes(abilityOfPacked(facts)) ? 'noLabor' : 'unwilling';
    return;
  }
  const packed = columns.stayPacked[stay] ?? 0;
  const isEmployed = (packed & 1) === 1;
  into.kind = isEmployed ? 'employed' : 'willing';
  into.tier = isEmployed ? packed >>> 1 : willingTierOfPacked(facts);
}

/** The stay that holds a day; -1: none. Stays do not overlap. */
function stayOn(columns: PeopleColumns, slot: number, day: Day): number {
  let stay = columns.firstStay[slot] ?? -1;
  while (stay >= 0) {
    if ((columns.stayFrom[stay] ?? 0) <= day && day < (columns.stayTo[stay] ?? 0)) return stay;
    stay = columns.nextStay[stay] ?? -1;
  }
  return -1;
}

import type { AreaPrefix } from '../../domain/area.ts';
import type { IsoDate } from '../../domain/dates.ts';
import type { Day } from './days.ts';
import { CATEGORY_FLAGS, flagsOfPacked, WORK_TIERS } from './packed-facts.ts';
import type { PeopleColumns } from './people-columns.ts';
import { isEmployed, tierOfStatus, type Status } from './status.ts';

/** 统计口径, dated: who counts as working away. People are counted, not trips. */
export interface CountingRule {
  readonly validFrom: IsoDate;
  /** Exclusive. */
  readonly validTo: IsoDate | null;
  /** Work counts from here on outward: outside the county, the prefecture or the province of her home. */
  readonly place: 'outside_county' | 'outside_prefecture' | 'outside_province';
  /** Days of the calendar year at such places, up to and with the day that is asked; 1: from the first day on. */
  readonly minimumDays: number;
  /** Who is counted: whoever has one of these flags; none: everybody. */
  readonly flags: readonly (typeof CATEGORY_FLAGS)[number][];
  readonly source: string;
  readonly isAssumption: boolean;
}

/** A number that those working away must exceed. */
export interface FloorTarget {
  readonly area: AreaPrefix;
  readonly people: number;
  readonly validFrom: IsoDate;
  readonly validTo: IsoDate | null;
  readonly source: string;
  readonly isAssumption: boolean;
}

/** First position in WORK_TIERS that counts. The last one, an unknown place, never counts. */
const FIRST_TIER: Readonly<Record<CountingRule['place'], number>> = {
  outside_county: WORK_TIERS.indexOf('prefecture'),
  outside_prefecture: WORK_TIERS.indexOf('province'),
  outside_province: WORK_TIERS.indexOf('interprovincial'),
};
const UNKNOWN_TIER = WORK_TIERS.indexOf('unknown');

/** `away`: counts. `place_unknown`: on the employed list, in the group, and nobody knows where she works. */
export type AwayVerdict = 'away' | 'place_unknown' | 'no';

/** A judge of a rule for one day. `from` is the first day of the calendar year. */
export function awayJudge(
  columns: PeopleColumns,
  rule: CountingRule,
  { from, day }: { readonly from: Day; readonly day: Day },
): (slot: number, status: Status) => AwayVerdict {
  const mask = rule.flags.reduce((bits, flag) => bits | (1 << CATEGORY_FLAGS.indexOf(flag)), 0);
  const first = FIRST_TIER[rule.place];
  return (slot, status) => {
    if (!isEmployed(status)) return 'no';
    if (mask !== 0 && (flagsOfPacked(columns.facts[slot] ?? 0) & mask) === 0) return 'no';
    const tier = tierOfStatus(status);
    if (tier === UNKNOWN_TIER) return 'place_unknown';
    if (tier < first) return 'no';
    return daysAway(columns, slot, { from, day, first }) >= rule.minimumDays ? 'away' : 'no';
  };
}

/** Days of all her stays at places that count, in the year up to and with the day. */
function daysAway(
  columns: PeopleColumns,
  slot: number,
  { from, day, first }: { readonly from: Day; readonly day: Day; readonly first: number },
): number {
  let days = 0;
  for (let stay = columns.firstStay[slot] ?? -1; stay >= 0; stay = columns.nextStay[stay] ?? -1) {
    const packed = columns.stayPacked[stay] ?? 0;
    const tier = packed >>> 1;
    if ((packed & 1) === 0 || tier < first || tier === UNKNOWN_TIER) continue;
    const start = Math.max(from, columns.stayFrom[stay] ?? 0);
    days += Math.max(0, Math.min(day + 1, columns.stayTo[stay] ?? 0) - start);
  }
  return days;
}

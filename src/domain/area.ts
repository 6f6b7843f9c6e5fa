import type { IsoDate } from './dates.ts';

/** GB/T 2260 code: 6 digits to a county, 9 to a township, 12 to a village; `620200` stands for a county-less city. */
export type AreaCode = string;

/** An area code without its trailing zero pairs (`62`, `6211`, `621121`, …): a code is inside when it starts with it. */
export type AreaPrefix = string;

/** Codes have two digits a level down to the county, then three a level. */
const PREFIX_LENGTHS = [2, 4, 6, 9, 12] as const;

/** Where an opening lies, seen from a laborer's home. 省外 in an intention covers `paired` and `other`. */
export const TIERS = ['county', 'prefecture', 'province', 'paired', 'other', 'abroad'] as const;
export type Tier = (typeof TIERS)[number];

/** The tiers a laborer can say yes to (意向层级). */
export const WILLING_TIERS = ['county', 'prefecture', 'province', 'interprovincial', 'abroad'] as const;
export type WillingTier = (typeof WILLING_TIERS)[number];

/** Dated 结对关系: people of `homePrefix` and openings of `partnerPrefix` are paired; `to` is exclusive. */
export interface CooperationPair {
  readonly homePrefix: AreaPrefix;
  readonly partnerPrefix: AreaPrefix;
  readonly from: IsoDate;
  readonly to: IsoDate | null;
}

/** The pseudo area of every place outside the country. */
export const ABROAD: AreaCode = '990000';

/** The prefix of an area: `620000` gives `62`, `621100` gives `6211`, `621121` itself. */
export function areaPrefix(code: AreaCode): AreaPrefix {
  let prefix = code;
  for (const length of PREFIX_LENGTHS.toReversed()) {
    if (prefix.length > length) prefix = /^0+$/.test(prefix.slice(length)) ? prefix.slice(0, length) : prefix;
  }
  return prefix;
}

/** Whether a place lies inside an area. `62` holds `621121`; a county does not hold its province. */
export function isInside(prefix: AreaPrefix, code: AreaCode): boolean {
  return code.startsWith(prefix);
}

/** The six digits of the county (or county-less city) of a code. */
export function countyOf(code: AreaCode): AreaCode {
  return code.slice(0, 6);
}

/**
 * The tier of a place seen from a home on a day. Same six digits: county (a county-less city is its own county);
 * same four: prefecture; same two: province; a pair that is valid on the day: paired; else other; 99…: abroad.
 */
export function tierOf(
  home: AreaCode,
  place: AreaCode,
  pairs: readonly CooperationPair[],
  date: IsoDate,
): Tier {
  if (place.startsWith('99')) return 'abroad';
  if (countyOf(home) === countyOf(place)) return 'county';
  if (home.slice(0, 4) === place.slice(0, 4)) return 'prefecture';
  if (home.slice(0, 2) === place.slice(0, 2)) return 'province';
  return pairs.some((pair) => isPaired(pair, home, place, date)) ? 'paired' : 'other';
}

/** The answer of an intention that covers a tier. */
export function willingTierOf(tier: Tier): WillingTier {
  return tier === 'paired' || tier === 'other' ? 'interprovincial' : tier;
}

/** Whether a cooperation pair holds on a day: from its first, up to the day it ends, which is no longer in it. */
export function isInForce({ from, to }: Pick<CooperationPair, 'from' | 'to'>, date: IsoDate): boolean {
  return from <= date && (to === null || date < to);
}

function isPaired(pair: CooperationPair, home: AreaCode, place: AreaCode, date: IsoDate): boolean {
  return isInForce(pair, date) && isInside(pair.homePrefix, home) && isInside(pair.partnerPrefix, place);
}

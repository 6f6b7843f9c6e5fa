import type { AreaCode, WillingTier } from '../../domain/area.ts';
import { WILLING_TIERS } from '../../domain/area.ts';
import { EDUCATIONS, LABOR_ABILITIES, SEXES } from '../../domain/laborer.ts';
import type { TermSet } from '../term-sets.ts';

/** Where somebody works, seen from home; the last one where the place is not known. */
export const WORK_TIERS = [...WILLING_TIERS, 'unknown'] as const;
export type WorkTier = (typeof WORK_TIERS)[number];

/** The flags that categories are made of, as bits in this order. */
export const CATEGORY_FLAGS = ['registeredPoor', 'outOfPoverty', 'monitored'] as const;

/** Facts that counts are told apart by: positions in the domain's lists; the position after the last: unknown. */
export interface CountedFacts {
  readonly sex: number;
  readonly education: number;
  readonly ability: number;
  /** Bits of CATEGORY_FLAGS. */
  readonly flags: number;
  /** Position in WORK_TIERS of where she wishes to go. */
  readonly willingTier: number;
}

const SEX_BITS = 2;
const EDUCATION_BITS = 3;
const ABILITY_BITS = 3;
const FLAG_BITS = 3;

/** All facts in one number. */
export function packFacts(facts: CountedFacts): number {
  let packed = facts.willingTier;
  packed = (packed << FLAG_BITS) | facts.flags;
  packed = (packed << ABILITY_BITS) | facts.ability;
  packed = (packed << EDUCATION_BITS) | facts.education;
  return (packed << SEX_BITS) | facts.sex;
}

export function sexOfPacked(packed: number): number {
  return packed & 3;
}

export function educationOfPacked(packed: number): number {
  return (packed >>> SEX_BITS) & 7;
}

export function abilityOfPacked(packed: number): number {
  return (packed >>> (SEX_BITS + EDUCATION_BITS)) & 7;
}

export function flagsOfPacked(packed: number): number {
  return (packed >>> (SEX_BITS + EDUCATION_BITS + ABILITY_BITS)) & 7;
}

export function willingTierOfPacked(packed: number): number {
  return packed >>> (SEX_BITS + EDUCATION_BITS + ABILITY_BITS + FLAG_BITS);
}

export const SEX_KEYS = [...SEXES, 'unknown'] as const;
export const EDUCATION_KEYS = [...EDUCATIONS, 'unknown'] as const;
export const ABILITY_KEYS = [...LABOR_ABILITIES, 'unknown'] as const;

/** Position of the category of each combination of flags. */
export function categoryOfFlags(terms: TermSet): Uint8Array {
  const combinations = 1 << CATEGORY_FLAGS.length;
  return Uint8Array.from({ length: combinations }, (_, flags) =>
    terms.categories.findIndex(
      ({ key }) => key === 'other' || (flags & (1 << CATEGORY_FLAGS.indexOf(key))) !== 0,
    ),
  );
}

/** The tier of a place seen from a home, as the form has it: 省外 is one, whichever province. */
export function tierOfPlace(home: AreaCode, place: AreaCode): WillingTier {
  if (place.startsWith('99')) return 'abroad';
  if (home.slice(0, 6) === place.slice(0, 6)) return 'county';
  if (home.slice(0, 4) === place.slice(0, 4)) return 'prefecture';
  return home.slice(0, 2) === place.slice(0, 2) ? 'province' : 'interprovincial';
}

/** The one tier of the form for somebody's wishes: that of the area she names first, else the nearest tier she named. */
export function wishedTier(
  home: AreaCode,
  areas: readonly AreaCode[],
  tiers: readonly WillingTier[],
): WorkTier {
  const [first] = areas;
  if (first !== undefined) return tierOfPlace(home, first);
  return WILLING_TIERS.find((tier) => tiers.includes(tier)) ?? 'unknown';
}

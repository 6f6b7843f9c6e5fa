import type { IsoDate } from '../../domain/dates.ts';
import type { TermSet } from '../term-sets.ts';
import { bornBy } from './days.ts';
import {
  ABILITY_KEYS,
  abilityOfPacked,
  categoryOfFlags,
  EDUCATION_KEYS,
  educationOfPacked,
  flagsOfPacked,
  SEX_KEYS,
  sexOfPacked,
  WORK_TIERS,
} from './packed-facts.ts';
import type { PeopleColumns } from './people-columns.ts';
import { tierOfStatus, type Status } from './status.ts';

/** Area levels and the digits of their codes. */
const AREA_LEVELS = { prefecture: 4, county: 6, township: 9, village: 12 } as const;

/** What people can be told apart by. */
export const DIMENSIONS = [
  'prefecture',
  'county',
  'township',
  'village',
  'category',
  'sex',
  'ageBand',
  'education',
  'ability',
  'tier',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Lowest age of each band but the first, completed years on the day. */
const AGE_STEPS = [21, 31, 41, 51, 61];
export const AGE_BANDS = ['to20', '21-30', '31-40', '41-50', '51-60', 'from61'] as const;
export const TIER_KEYS = [...WORK_TIERS, 'notListed'] as const;

/** The part of a dimension that a person is in: each is in exactly one. */
export interface Parts {
  /** Keys of the parts by number. */
  readonly keys: readonly string[];
  /** The number of the part of whoever is in a slot. */
  partOf(slot: number, status: Status): number;
}

/** The parts of a dimension on a day. */
export function partsOf(
  dimension: Dimension,
  columns: PeopleColumns,
  { date, terms }: { readonly date: IsoDate; readonly terms: TermSet },
): Parts {
  const facts = (slot: number): number => columns.facts[slot] ?? 0;
  switch (dimension) {
    case 'prefecture':
    case 'county':
    case 'township':
    case 'village':
      return areaParts(columns, AREA_LEVELS[dimension]);
    case 'category': {
      const byFlags = categoryOfFlags(terms);
      return {
        keys: terms.categories.map(({ key }) => key),
        partOf: (slot) => byFlags[flagsOfPacked(facts(slot))] ?? 0,
      };
    }
    case 'sex':
      return { keys: SEX_KEYS, partOf: (slot) => sexOfPacked(facts(slot)) };
    case 'education':
      return { keys: EDUCATION_KEYS, partOf: (slot) => educationOfPacked(facts(slot)) };
    case 'ability':
      return { keys: ABILITY_KEYS, partOf: (slot) => abilityOfPacked(facts(slot)) };
    case 'ageBand': {
      const cuts = AGE_STEPS.map((years) => bornBy(date, years));
      return {
        keys: AGE_BANDS,
        partOf: (slot) => {
          const bornOn = columns.bornOn[slot] ?? 0;
          let band = 0;
          while (band < cuts.length && bornOn <= (cuts[band] ?? 0)) band += 1;
          return band;
        },
      };
    }
    case 'tier':
      return {
        keys: TIER_KEYS,
        partOf: (_slot, status) => {
          const tier = tierOfStatus(status);
          return tier < 0 ? TIER_KEYS.length - 1 : tier;
        },
      };
  }
}

/** A home that is not known that finely stands under the code it has. */
function areaParts(columns: PeopleColumns, digits: number): Parts {
  const numbers = new Map<string, number>();
  const ofHome = Int32Array.from(columns.homes, (home) => {
    const key = home.slice(0, digits);
    const known = numbers.get(key) ?? numbers.size;
    numbers.set(key, known);
    return known;
  });
  return { keys: [...numbers.keys()], partOf: (slot) => ofHome[columns.home[slot] ?? 0] ?? 0 };
}

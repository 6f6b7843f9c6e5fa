import { WILLING_TIERS } from '../../domain/area.ts';
import {
  EDUCATIONS,
  LABOR_ABILITIES,
  MANDARIN_LEVELS,
  SEXES,
  SHIFTS,
  TERM_KINDS,
  type JobIntention,
  type LaborerRecord,
} from '../../domain/laborer.ts';
import { LEVELS } from '../../domain/occupation.ts';
import type { SilentFact } from '../../flows/ports/laborer-store.ts';
import type { BulkColumn, BulkRow } from '../bulk-upsert.ts';
import { codeOf, maskOf, numberOrNone, textOrNone } from './codes.ts';

/** Flags as bits of `laborer.flags` and `laborer.flags_known`. */
export const FLAGS = ['registeredPoor', 'outOfPoverty', 'monitored', 'disabled', 'relocated'] as const;

/** Stored where a day is known to be open: she can leave at once, she can stay for ever. */
export const ANY_TIME_FROM = '-infinity';
export const ANY_TIME_UNTIL = 'infinity';
/** Stored where she is known to be at home. */
export const AT_HOME = '';

/** A fact that the new record does not give is kept. */
const KEPT_FACTS: readonly (readonly [name: string, type: string, initial?: string])[] = [
  ['current_place_code', 'text'],
  ['education', 'smallint'],
  ['labor_ability', 'smallint'],
  ['holding_codes', 'text[]'],
  ['certificates', 'text[]'],
  ['mandarin', 'smallint'],
  ['in_school', 'boolean'],
  ['wished_areas', 'text[]', "'{}'"],
  ['willing_tiers', 'smallint', '0::smallint'],
  ['wished_occupations', 'text[]', "'{}'"],
  ['refused_occupations', 'text[]', "'{}'"],
  ['wage_floor_cny_per_month', 'int'],
  ['max_distance_km', 'double precision'],
  ['available_from', 'date'],
  ['available_until', 'date'],
  ['must_be_home_nightly', 'boolean'],
  ['needs_lodging', 'boolean'],
  ['accepted_terms', 'smallint'],
  ['accepted_shifts', 'smallint'],
  ['wants_training', 'boolean'],
  ['remarks', 'text'],
  ['household_id', 'int'],
];

/** Levels and words belong to the codes beside them: all three are of one record. */
const ofSameHoldings = (name: string): string =>
  `case when given.holding_codes is null then stored.${name} else given.${name} end`;

/** Who she is stays as it is stored: see `note-conflicts.ts`. A village is not forgotten for its county alone. */
const IDENTITY: readonly BulkColumn[] = [
  { name: 'name', type: 'text', merge: { sql: 'stored.name' } },
  { name: 'sex', type: 'smallint', merge: { sql: 'coalesce(stored.sex, given.sex)' } },
  { name: 'birth_date', type: 'date', merge: { sql: 'stored.birth_date' } },
  {
    name: 'home_code',
    type: 'text',
    merge: {
      sql: 'case when starts_with(stored.home_code, given.home_code) then stored.home_code else given.home_code end',
    },
  },
];

/** The columns of a LaborerRecord. */
export const RECORD_COLUMNS: readonly BulkColumn[] = [
  ...IDENTITY,
  ...KEPT_FACTS.map(([name, type, initial]): BulkColumn => ({ name, type, merge: 'given', initial })),
  {
    name: 'flags',
    type: 'smallint',
    merge: { sql: '(stored.flags & ~given.flags_known) | given.flags' },
  },
  { name: 'flags_known', type: 'smallint', merge: { sql: 'stored.flags_known | given.flags_known' } },
  { name: 'holding_levels', type: 'smallint[]', merge: { sql: ofSameHoldings('holding_levels') } },
  { name: 'holding_words', type: 'text[]', merge: { sql: ofSameHoldings('holding_words') } },
  {
    name: 'match_consent',
    type: 'boolean',
    // Consent that was taken back is given again by the person, not by a file: see setConsent.
    merge: {
      sql: 'case when stored.match_consent = false then false else coalesce(given.match_consent, stored.match_consent) end',
    },
    // "Never asked" is no answer: it takes nothing back.
    replaced: 'coalesce(given.match_consent, stored.match_consent)',
  },
];

/**
 * The row of a record; `null` for what it does not give, and for what its source is silent on. `householdId`
 * stands for its `householdNo`.
 */
export function laborerRow(
  record: LaborerRecord,
  householdId: number | null,
  silentOn: readonly SilentFact[] = [],
): BulkRow {
  return {
    name: record.name,
    sex: codeOf(SEXES, record.sex),
    birth_date: record.birthDate,
    home_code: record.homeCode,
    current_place_code: textOrNone(record.currentPlaceCode, AT_HOME),
    education: codeOf(EDUCATIONS, record.education),
    labor_ability: codeOf(LABOR_ABILITIES, record.laborAbility),
    holding_codes: record.holdings?.map((holding) => holding.code) ?? null,
    holding_levels: record.holdings?.map((holding) => LEVELS.indexOf(holding.level)) ?? null,
    holding_words: record.holdings?.map((holding) => holding.words ?? null) ?? null,
    certificates: record.certificates ?? null,
    mandarin: codeOf(MANDARIN_LEVELS, record.mandarin),
    in_school: record.inSchool ?? null,
    match_consent: record.matchConsent === null ? null : record.matchConsent === 'given',
    flags: maskOf(
      FLAGS,
      FLAGS.filter((flag) => record.flags[flag]),
    ),
    flags_known: maskOf(
      FLAGS,
      FLAGS.filter((flag) => record.flags[flag] !== undefined),
    ),
    remarks: record.remarks ?? null,
    household_id: householdId,
    ...intentionRow(record.intention, silentOn),
  };
}

function intentionRow(intention: JobIntention, silentOn: readonly SilentFact[]): BulkRow {
  const told = <Value>(list: SilentFact, value: Value): Value | null =>
    silentOn.includes(list) ? null : value;
  return {
    wished_areas: told('areas', intention.areas),
    willing_tiers: told('tiers', maskOf(WILLING_TIERS, intention.tiers)),
    wished_occupations: told('wishedOccupations', intention.wishedOccupations),
    refused_occupations: told('refusedOccupations', intention.refusedOccupations),
    wage_floor_cny_per_month: numberOrNone(intention.wageFloorCnyPerMonth),
    max_distance_km: numberOrNone(intention.maxDistanceKm),
    available_from: textOrNone(intention.availableFrom, ANY_TIME_FROM),
    available_until: textOrNone(intention.availableUntil, ANY_TIME_UNTIL),
    must_be_home_nightly: intention.mustBeHomeNightly ?? null,
    needs_lodging: intention.needsLodging ?? null,
    accepted_terms: maskOf(TERM_KINDS, intention.acceptedTerms),
    accepted_shifts: maskOf(SHIFTS, intention.acceptedShifts),
    wants_training: intention.wantsTraining ?? null,
  };
}

/**
 * The lists of wishes that a source without `silentOn` is silent on. They cannot be `undefined`, so a record whose
 * every wish is empty or not given is taken for one that had nothing about wishes.
 */
export function silentLists(intention: JobIntention): readonly SilentFact[] {
  const saysNothing = Object.values(intention).every(
    (value: unknown) => value === undefined || (Array.isArray(value) && value.length === 0),
  );
  return saysNothing ? ['areas', 'tiers', 'wishedOccupations', 'refusedOccupations'] : [];
}

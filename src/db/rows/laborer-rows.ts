import { WILLING_TIERS } from '../../domain/area.ts';
import { makeId } from '../../domain/ids.ts';
import {
  EDUCATIONS,
  LABOR_ABILITIES,
  MANDARIN_LEVELS,
  SEXES,
  SHIFTS,
  TERM_KINDS,
  type Consent,
  type JobIntention,
  type Laborer,
  type LaborerFlags,
} from '../../domain/laborer.ts';
import type { ListKind } from '../../domain/list-entry.ts';
import type { MatchLaborer } from '../../domain/match-input.ts';
import { LEVELS, type Holding } from '../../domain/occupation.ts';
import type { PastRefusal, RefusalReason } from '../../domain/referral.ts';
import { givenNumber, givenText, setOf, wordOf } from './codes.ts';
import { ANY_TIME_FROM, ANY_TIME_UNTIL, AT_HOME, FLAGS } from './laborer-columns.ts';

/** What the engine reads of a laborer: columns of `laborer` (alias `l`). */
export const MATCH_COLUMNS = `l.id, l.birth_date, l.home_code, l.current_place_code, l.education, l.labor_ability,
  l.holding_codes, l.holding_levels, l.holding_words, l.certificates, l.mandarin, l.in_school, l.match_consent, l.flags, l.flags_known,
  l.wished_areas, l.willing_tiers, l.wished_occupations, l.refused_occupations, l.wage_floor_cny_per_month,
  l.max_distance_km, l.available_from, l.available_until, l.must_be_home_nightly, l.needs_lodging, l.accepted_terms,
  l.accepted_shifts, l.wants_training`;

interface FactsRow {
  id: number;
  birth_date: string;
  home_code: string;
  current_place_code: string | null;
  education: number | null;
  labor_ability: number | null;
  holding_codes: string[] | null;
  holding_levels: number[] | null;
  holding_words: (string | null)[] | null;
  certificates: string[] | null;
  mandarin: number | null;
  in_school: boolean | null;
  match_consent: boolean | null;
  flags: number;
  flags_known: number;
  wished_areas: string[];
  willing_tiers: number;
  wished_occupations: string[];
  refused_occupations: string[];
  wage_floor_cny_per_month: number | null;
  max_distance_km: number | null;
  available_from: string | null;
  available_until: string | null;
  must_be_home_nightly: boolean | null;
  needs_lodging: boolean | null;
  accepted_terms: number | null;
  accepted_shifts: number | null;
  wants_training: boolean | null;
}

/** MATCH_COLUMNS, with the willing entry of the day and the refusals. */
export interface MatchRow extends FactsRow {
  willing_since: string | null;
  refusals: readonly RefusalRow[] | null;
}

/** A refusal as JSON. */
export interface RefusalRow {
  opening_id: number;
  refused_on: string;
  refusal_reason: RefusalReason;
  field_fingerprint: string;
}

/** MATCH_COLUMNS and what surfaces show besides (LABORER_COLUMNS). */
export interface LaborerRow extends FactsRow {
  name: string;
  sex: number | null;
  remarks: string | null;
  id_number_masked: string;
  phone_masked: string | null;
  contact_consent: boolean | null;
  naming_consent: boolean | null;
  household_id: number | null;
  household_no: string | null;
  list: ListKind | null;
  version: number;
}

/** Needs `laborer l left join household h left join list_entry e` (the open entry). */
export const LABORER_COLUMNS = `${MATCH_COLUMNS}, l.name, l.sex, l.remarks, l.id_number_masked, l.phone_masked,
  l.contact_consent, l.naming_consent, l.household_id, h.household_no, e.kind as list, l.version`;

/** A laborer as surfaces may show her. */
export function laborerOf(row: LaborerRow): Laborer {
  return {
    id: makeId('L', row.id),
    name: row.name,
    sex: wordOf(SEXES, row.sex),
    homeCode: row.home_code,
    currentPlaceCode: givenText(row.current_place_code, AT_HOME),
    ...sharedFacts(row),
    householdNo: row.household_no ?? undefined,
    consents: {
      matching: consentOf(row.match_consent),
      contact: consentOf(row.contact_consent),
      naming: consentOf(row.naming_consent),
    },
    householdId: row.household_id === null ? null : makeId('H', row.household_id),
    flags: flagsOf(row.flags, row.flags_known),
    remarks: row.remarks ?? undefined,
    idNumberMasked: row.id_number_masked,
    phoneMasked: row.phone_masked,
    list: row.list,
    version: row.version,
  };
}

/** A laborer as the engine may know her: no sex, no name. */
export function matchLaborerOf(row: MatchRow): MatchLaborer {
  return {
    id: makeId('L', row.id),
    homeCode: row.home_code,
    originCode: givenText(row.current_place_code, AT_HOME) ?? row.home_code,
    ...sharedFacts(row),
    isWilling: row.willing_since !== null,
    willingSince: row.willing_since,
    groups: setOf(FLAGS, row.flags) ?? [],
    unknownGroups: setOf(FLAGS, ~row.flags_known) ?? [],
    refusals: (row.refusals ?? []).map(pastRefusalOf),
  };
}

export function pastRefusalOf(row: RefusalRow): PastRefusal {
  return {
    openingId: makeId('O', row.opening_id),
    refusedOn: row.refused_on,
    reason: row.refusal_reason,
    fieldFingerprint: row.field_fingerprint,
  };
}

type SharedFacts = Pick<
  Laborer & MatchLaborer,
  | 'birthDate'
  | 'education'
  | 'laborAbility'
  | 'holdings'
  | 'certificates'
  | 'mandarin'
  | 'inSchool'
  | 'matchConsent'
  | 'intention'
>;

function sharedFacts(row: FactsRow): SharedFacts {
  return {
    birthDate: row.birth_date,
    education: wordOf(EDUCATIONS, row.education),
    laborAbility: wordOf(LABOR_ABILITIES, row.labor_ability),
    holdings: holdingsOf(row),
    certificates: row.certificates ?? undefined,
    mandarin: wordOf(MANDARIN_LEVELS, row.mandarin),
    inSchool: row.in_school ?? undefined,
    matchConsent: consentOf(row.match_consent),
    intention: intentionOf(row),
  };
}

function holdingsOf(row: FactsRow): Holding[] | undefined {
  return row.holding_codes?.map((code, at) => ({
    code,
    level: LEVELS[row.holding_levels?.[at] ?? 0] ?? 'learner',
    words: row.holding_words?.[at] ?? undefined,
  }));
}

function consentOf(stored: boolean | null): Consent {
  if (stored === null) return null;
  return stored ? 'given' : 'withdrawn';
}

function intentionOf(row: FactsRow): JobIntention {
  return {
    areas: row.wished_areas,
    tiers: setOf(WILLING_TIERS, row.willing_tiers) ?? [],
    wishedOccupations: row.wished_occupations,
    refusedOccupations: row.refused_occupations,
    wageFloorCnyPerMonth: givenNumber(row.wage_floor_cny_per_month),
    maxDistanceKm: givenNumber(row.max_distance_km),
    availableFrom: givenText(row.available_from, ANY_TIME_FROM),
    availableUntil: givenText(row.available_until, ANY_TIME_UNTIL),
    mustBeHomeNightly: row.must_be_home_nightly ?? undefined,
    needsLodging: row.needs_lodging ?? undefined,
    acceptedTerms: setOf(TERM_KINDS, row.accepted_terms),
    acceptedShifts: setOf(SHIFTS, row.accepted_shifts),
    wantsTraining: row.wants_training ?? undefined,
  };
}

function flagsOf(mask: number, known: number): LaborerFlags {
  const set = setOf(FLAGS, mask) ?? [];
  return Object.fromEntries((setOf(FLAGS, known) ?? []).map((flag) => [flag, set.includes(flag)]));
}

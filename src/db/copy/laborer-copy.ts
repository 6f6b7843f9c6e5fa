import { WILLING_TIERS } from '../../domain/area.ts';
import { makeId } from '../../domain/ids.ts';
import { EDUCATIONS, LABOR_ABILITIES, MANDARIN_LEVELS, SHIFTS, TERM_KINDS } from '../../domain/laborer.ts';
import type { JobIntention } from '../../domain/laborer.ts';
import type { MatchLaborer } from '../../domain/match-input.ts';
import { LEVELS, type Holding } from '../../domain/occupation.ts';
import type { PastRefusal } from '../../domain/referral.ts';
import { givenNumber, givenText, setOf, wordOf } from '../rows/codes.ts';
import { ANY_TIME_FROM, ANY_TIME_UNTIL, AT_HOME, FLAGS } from '../rows/laborer-columns.ts';
import type { BinaryRow } from './binary-rows.ts';
import {
  booleanAt,
  dayAt,
  doubleAt,
  intAt,
  smallintAt,
  smallintsAt,
  textAt,
  textsAt,
} from './binary-values.ts';
import { ByteDictionary } from './byte-dictionary.ts';

/** Fields of a COPY of laborers, in their order; holding columns are neighbors, since they are one value. */
const FIELDS = [
  'l.id',
  'l.birth_date',
  'l.home_code',
  'l.current_place_code',
  'l.education',
  'l.labor_ability',
  'l.holding_codes',
  'l.holding_levels',
  'l.holding_words',
  'l.certificates',
  'l.mandarin',
  'l.in_school',
  'l.match_consent',
  'l.flags',
  'l.flags_known',
  'l.wished_areas',
  'l.willing_tiers',
  'l.wished_occupations',
  'l.refused_occupations',
  'l.wage_floor_cny_per_month',
  'l.max_distance_km',
  'l.available_from',
  'l.available_until',
  'l.must_be_home_nightly',
  'l.needs_lodging',
  'l.accepted_terms',
  'l.accepted_shifts',
  'l.wants_training',
  'e.valid_from',
] as const;

/** The select list of a COPY of laborers; needs `laborer l` and `list_entry e`. */
export const LABORER_COPY_COLUMNS = FIELDS.join(', ');
export const LABORER_COPY_FIELDS = FIELDS.length;

const at = (name: (typeof FIELDS)[number]): number => FIELDS.indexOf(name);
const ID = at('l.id');
const BIRTH_DATE = at('l.birth_date');
const HOME = at('l.home_code');
const CURRENT_PLACE = at('l.current_place_code');
const EDUCATION = at('l.education');
const ABILITY = at('l.labor_ability');
const HOLDINGS = at('l.holding_codes');
const HOLDING_COLUMNS = 3;
const CERTIFICATES = at('l.certificates');
const MANDARIN = at('l.mandarin');
const IN_SCHOOL = at('l.in_school');
const CONSENT = at('l.match_consent');
const FLAG_MASK = at('l.flags');
const KNOWN_FLAGS = at('l.flags_known');
const AREAS = at('l.wished_areas');
const TIERS = at('l.willing_tiers');
const WISHES = at('l.wished_occupations');
const REFUSED = at('l.refused_occupations');
const WAGE_FLOOR = at('l.wage_floor_cny_per_month');
const MAX_DISTANCE = at('l.max_distance_km');
const FREE_FROM = at('l.available_from');
const FREE_UNTIL = at('l.available_until');
const NIGHTLY = at('l.must_be_home_nightly');
const LODGING = at('l.needs_lodging');
const TERMS = at('l.accepted_terms');
const ACCEPTED_SHIFTS = at('l.accepted_shifts');
const TRAINING = at('l.wants_training');
const WILLING_SINCE = at('e.valid_from');

type Mutable<Value> = { -readonly [Key in keyof Value]: Value[Key] };

/** Turns rows into laborers; the result is the same object each time. */
export type LaborerDecoder = (row: BinaryRow) => MatchLaborer;

/**
 * A decoder of rows of LABORER_COPY_COLUMNS. It gives one laborer at a time, in one object that it fills anew; texts, dates
 * and lists in it are shared by all rows with the same bytes and may be kept.
 */
export function laborerDecoder(refusals: ReadonlyMap<number, readonly PastRefusal[]>): LaborerDecoder {
  const read = sharedValues();
  const intention: Mutable<JobIntention> = {
    areas: [],
    tiers: [],
    wishedOccupations: [],
    refusedOccupations: [],
  };
  const laborer: Mutable<MatchLaborer> = {
    id: 'L0',
    homeCode: '',
    originCode: '',
    birthDate: '',
    matchConsent: null,
    intention,
    isWilling: false,
    willingSince: null,
    groups: [],
    unknownGroups: [],
    refusals: [],
  };
  return (row) => {
    const key = intAt(row, ID) ?? 0;
    laborer.id = makeId('L', key);
    laborer.refusals = refusals.get(key) ?? [];
    fillFacts(laborer, row, read);
    fillIntention(intention, row, read);
    return laborer;
  };
}

type SharedValues = ReturnType<typeof sharedValues>;

function sharedValues() {
  const texts = new ByteDictionary<string>((row, field) => textAt(row, field) ?? '');
  const lists = new ByteDictionary<readonly string[] | undefined>(textListAt);
  const holdings = new ByteDictionary<readonly Holding[] | undefined>(holdingsAt);
  const flags = new ByteDictionary<readonly string[]>(
    (row, field) => setOf(FLAGS, smallintAt(row, field)) ?? [],
  );
  const unknownFlags = new ByteDictionary<readonly string[]>(
    (row, field) => setOf(FLAGS, ~(smallintAt(row, field) ?? 0)) ?? [],
  );
  const tiers = new ByteDictionary((row, field) => setOf(WILLING_TIERS, smallintAt(row, field)) ?? []);
  const terms = new ByteDictionary((row, field) => setOf(TERM_KINDS, smallintAt(row, field)));
  const shifts = new ByteDictionary((row, field) => setOf(SHIFTS, smallintAt(row, field)));
  return { texts, lists, holdings, flags, unknownFlags, tiers, terms, shifts };
}

function fillFacts(laborer: Mutable<MatchLaborer>, row: BinaryRow, read: SharedValues): void {
  const currentPlace =
    (row.length[CURRENT_PLACE] ?? -1) < 0 ? AT_HOME : read.texts.valueOf(row, CURRENT_PLACE);
  const consent = booleanAt(row, CONSENT);
  const willingSince = dayAt(row, WILLING_SINCE);
  laborer.birthDate = dayAt(row, BIRTH_DATE) ?? '';
  laborer.homeCode = read.texts.valueOf(row, HOME);
  laborer.originCode = currentPlace === AT_HOME ? laborer.homeCode : currentPlace;
  laborer.education = wordOf(EDUCATIONS, smallintAt(row, EDUCATION));
  laborer.laborAbility = wordOf(LABOR_ABILITIES, smallintAt(row, ABILITY));
  laborer.holdings = read.holdings.valueOf(row, HOLDINGS, HOLDING_COLUMNS);
  laborer.certificates = read.lists.valueOf(row, CERTIFICATES);
  laborer.mandarin = wordOf(MANDARIN_LEVELS, smallintAt(row, MANDARIN));
  laborer.inSchool = booleanAt(row, IN_SCHOOL) ?? undefined;
  laborer.matchConsent = consent === null ? null : consent ? 'given' : 'withdrawn';
  laborer.isWilling = willingSince !== null;
  laborer.willingSince = willingSince;
  laborer.groups = read.flags.valueOf(row, FLAG_MASK);
  laborer.unknownGroups = read.unknownFlags.valueOf(row, KNOWN_FLAGS);
}

function fillIntention(intention: Mutable<JobIntention>, row: BinaryRow, read: SharedValues): void {
  intention.areas = read.lists.valueOf(row, AREAS) ?? [];
  intention.tiers = read.tiers.valueOf(row, TIERS);
  intention.wishedOccupations = read.lists.valueOf(row, WISHES) ?? [];
  intention.refusedOccupations = read.lists.valueOf(row, REFUSED) ?? [];
  intention.wageFloorCnyPerMonth = givenNumber(intAt(row, WAGE_FLOOR));
  intention.maxDistanceKm = givenNumber(doubleAt(row, MAX_DISTANCE));
  intention.availableFrom = givenText(dayAt(row, FREE_FROM), ANY_TIME_FROM);
  intention.availableUntil = givenText(dayAt(row, FREE_UNTIL), ANY_TIME_UNTIL);
  intention.mustBeHomeNightly = booleanAt(row, NIGHTLY) ?? undefined;
  intention.needsLodging = booleanAt(row, LODGING) ?? undefined;
  intention.acceptedTerms = read.terms.valueOf(row, TERMS);
  intention.acceptedShifts = read.shifts.valueOf(row, ACCEPTED_SHIFTS);
  intention.wantsTraining = booleanAt(row, TRAINING) ?? undefined;
}

function textListAt(row: BinaryRow, field: number): string[] | undefined {
  return textsAt(row, field)?.map((text) => text ?? '');
}

/** The three columns of holdings as `matchLaborerOf` reads them. */
function holdingsAt(row: BinaryRow, field: number): Holding[] | undefined {
  const levels = smallintsAt(row, field + 1);
  const words = textsAt(row, field + 2);
  return textListAt(row, field)?.map((code, nth) => ({
    code,
    level: LEVELS[levels?.[nth] ?? 0] ?? 'learner',
    words: words?.[nth] ?? undefined,
  }));
}

import { makeId } from '../../domain/ids.ts';
import { EDUCATIONS, type Shift, type TermKind } from '../../domain/laborer.ts';
import type { CertificateGate } from '../../domain/occupation.ts';
import type { AdvertisedWage, Bars, Opening, OpeningRecord, Requirement } from '../../domain/opening.ts';
import type { BulkColumn, BulkRow, BulkTable } from '../bulk-upsert.ts';
import { codeOf, wordOf } from './codes.ts';

/** A fact that the new record does not give is kept. */
const KEPT_FACTS = [
  ['opening_no', 'text'],
  ['title', 'text'],
  ['occupation', 'text'],
  ['requirements', 'jsonb'],
  ['gates', 'jsonb'],
  ['place_words', 'text'],
  ['headcount', 'int'],
  ['opens_on', 'date'],
  ['closes_on', 'date'],
  ['starts_on', 'date'],
  ['ends_on', 'date'],
  ['age_min', 'smallint'],
  ['age_max', 'smallint'],
  ['education_min', 'smallint'],
  ['provides_lodging', 'boolean'],
  ['provides_meals', 'boolean'],
  ['has_shuttle', 'boolean'],
  ['shift', 'text'],
  ['term', 'text'],
  ['is_heavy_work', 'boolean'],
  ['is_hazardous', 'boolean'],
  ['needs_mandarin', 'boolean'],
  ['has_bilingual_leader', 'boolean'],
  ['reserved_for_groups', 'text[]'],
  ['flagged_words', 'text[]'],
  ['reported_net_cny_per_month', 'double precision'],
] as const;

/** Both ends of a wage and its words are of one record: an end that it does not say is not the one known before. */
const WAGE_COLUMNS = (
  [
    ['wage_low_cny_per_month', 'double precision'],
    ['wage_high_cny_per_month', 'double precision'],
    ['wage_words', 'text'],
  ] as const
).map(([name, type]): BulkColumn => ({
  name,
  type,
  merge: {
    sql: `case when coalesce(given.wage_low_cny_per_month, given.wage_high_cny_per_month) is null
      then stored.${name} else given.${name} end`,
  },
}));

/** `opening` as bulk writes see it. */
export const OPENING_TABLE: BulkTable = {
  table: 'opening',
  keys: ['employer_id', 'natural_key'],
  mayChange: 'true',
  columns: [
    { name: 'employer_id', type: 'int', merge: 'given' },
    { name: 'worksite_employer_id', type: 'int', merge: 'given' },
    { name: 'natural_key', type: 'text', merge: 'derived' },
    ...KEPT_FACTS.map(([name, type]): BulkColumn => ({ name, type, merge: 'given' })),
    // Null is a fact here: the place was read and not recognized.
    { name: 'place_code', type: 'text', merge: 'always' },
    ...WAGE_COLUMNS,
    // Places taken through referrals are not in the employer's file: an older count takes none of them back.
    {
      name: 'filled',
      type: 'int',
      merge: { sql: 'greatest(given.filled, stored.filled)' },
    },
    // A file that still lists a withdrawn opening does not bring it back: a person does, by replacing it.
    { name: 'is_withdrawn', type: 'boolean', merge: { sql: 'given.is_withdrawn or stored.is_withdrawn' } },
    // A practice that is known stays known until it is denied.
    { name: 'bars', type: 'jsonb', merge: { sql: 'stored.bars || given.bars' } },
  ],
};

/** By 岗位编号, else by place and title; the same text as the generated column `opening.natural_key`. */
export function naturalKey(record: Pick<OpeningRecord, 'openingNo' | 'title' | 'placeCode'>): string {
  if (record.openingNo !== undefined) return `no:${record.openingNo}`;
  return `at:${record.placeCode ?? ''}:${record.title}`;
}

/** The row of a record without its employers; `null` for what it does not give. */
export function openingRow(record: OpeningRecord): BulkRow {
  return {
    natural_key: naturalKey(record),
    opening_no: record.openingNo ?? null,
    title: record.title,
    occupation: record.occupation,
    requirements: record.requirements,
    gates: record.gates,
    place_code: record.placeCode,
    place_words: record.placeWords ?? null,
    headcount: record.headcount,
    filled: record.filled,
    is_withdrawn: record.isWithdrawn,
    bars: record.bars,
    flagged_words: record.flaggedWords,
    reserved_for_groups: record.reservedForGroups ?? null,
    ...termsRow(record),
  };
}

function termsRow(record: OpeningRecord): BulkRow {
  return {
    opens_on: record.opensOn ?? null,
    closes_on: record.closesOn ?? null,
    starts_on: record.startsOn ?? null,
    ends_on: record.endsOn ?? null,
    age_min: record.ageMin ?? null,
    age_max: record.ageMax ?? null,
    education_min: codeOf(EDUCATIONS, record.educationMin),
    wage_low_cny_per_month: record.wage?.lowCnyPerMonth ?? null,
    wage_high_cny_per_month: record.wage?.highCnyPerMonth ?? null,
    wage_words: record.wage?.words ?? null,
    provides_lodging: record.providesLodging ?? null,
    provides_meals: record.providesMeals ?? null,
    has_shuttle: record.hasShuttle ?? null,
    shift: record.shift ?? null,
    term: record.term ?? null,
    is_heavy_work: record.isHeavyWork ?? null,
    is_hazardous: record.isHazardous ?? null,
    needs_mandarin: record.needsMandarin ?? null,
    has_bilingual_leader: record.hasBilingualLeader ?? null,
    reported_net_cny_per_month: record.reportedNetCnyPerMonth ?? null,
  };
}

/** A row of `opening`. */
export interface OpeningRow {
  id: number;
  employer_id: number;
  worksite_employer_id: number;
  opening_no: string | null;
  title: string;
  occupation: string;
  requirements: Requirement[];
  gates: CertificateGate[];
  place_code: string | null;
  place_words: string | null;
  headcount: number;
  filled: number;
  opens_on: string | null;
  closes_on: string | null;
  is_withdrawn: boolean;
  starts_on: string | null;
  ends_on: string | null;
  age_min: number | null;
  age_max: number | null;
  education_min: number | null;
  wage_low_cny_per_month: number | null;
  wage_high_cny_per_month: number | null;
  wage_words: string | null;
  provides_lodging: boolean | null;
  provides_meals: boolean | null;
  has_shuttle: boolean | null;
  shift: Shift | null;
  term: TermKind | null;
  is_heavy_work: boolean | null;
  is_hazardous: boolean | null;
  needs_mandarin: boolean | null;
  has_bilingual_leader: boolean | null;
  reserved_for_groups: string[] | null;
  bars: Bars;
  flagged_words: string[];
  reported_net_cny_per_month: number | null;
  version: number;
}

/** The opening of a row (`select o.*`). */
export function openingOf(row: OpeningRow): Opening {
  return {
    id: makeId('O', row.id),
    employerId: makeId('E', row.employer_id),
    worksiteEmployerId: makeId('E', row.worksite_employer_id),
    version: row.version,
    openingNo: row.opening_no ?? undefined,
    title: row.title,
    occupation: row.occupation,
    requirements: row.requirements,
    gates: row.gates,
    placeCode: row.place_code,
    placeWords: row.place_words ?? undefined,
    headcount: row.headcount,
    filled: row.filled,
    isWithdrawn: row.is_withdrawn,
    bars: row.bars,
    flaggedWords: row.flagged_words,
    reservedForGroups: row.reserved_for_groups ?? undefined,
    ...termsOf(row),
  };
}

function termsOf(row: OpeningRow): Partial<OpeningRecord> {
  return {
    opensOn: row.opens_on ?? undefined,
    closesOn: row.closes_on ?? undefined,
    startsOn: row.starts_on ?? undefined,
    endsOn: row.ends_on ?? undefined,
    ageMin: row.age_min ?? undefined,
    ageMax: row.age_max ?? undefined,
    educationMin: wordOf(EDUCATIONS, row.education_min),
    wage: wageOf(row),
    providesLodging: row.provides_lodging ?? undefined,
    providesMeals: row.provides_meals ?? undefined,
    hasShuttle: row.has_shuttle ?? undefined,
    shift: row.shift ?? undefined,
    term: row.term ?? undefined,
    isHeavyWork: row.is_heavy_work ?? undefined,
    isHazardous: row.is_hazardous ?? undefined,
    needsMandarin: row.needs_mandarin ?? undefined,
    hasBilingualLeader: row.has_bilingual_leader ?? undefined,
    reportedNetCnyPerMonth: row.reported_net_cny_per_month ?? undefined,
  };
}

function wageOf(row: OpeningRow): AdvertisedWage | undefined {
  if (row.wage_low_cny_per_month === null && row.wage_high_cny_per_month === null) return undefined;
  return {
    lowCnyPerMonth: row.wage_low_cny_per_month ?? undefined,
    highCnyPerMonth: row.wage_high_cny_per_month ?? undefined,
    words: row.wage_words ?? undefined,
  };
}

import { EDUCATIONS, SHIFTS, TERM_KINDS } from '../../domain/laborer.ts';
import type { MatchLaborer } from '../../domain/match-input.ts';
import type { InputProblem } from '../input-problem.ts';
import {
  DATES_BIT,
  EDUCATION_BIT,
  HEAVY_BIT,
  LIMIT_BIT,
  LODGING_BIT,
  MANDARIN_BIT,
  MINOR_BIT,
  NIGHTLY_BIT,
  REFUSED_BIT,
  RESERVED_BIT,
  SHIFT_BIT,
  TERM_BIT,
} from './conflict-bits.ts';

/** Why a laborer gets no opening at all: bits of the column `bars`, in the order of their codes. */
export const DATA_INVALID_BAR = 1;
export const PLACE_UNKNOWN_BAR = 2;
export const NOT_WILLING_BAR = 4;
export const CONSENT_BAR = 8;
export const UNDER_16_BAR = 16;
export const IN_SCHOOL_BAR = 32;
export const ABILITY_BAR = 64;

const WORKING_AGE_YEARS = 16;
const ADULT_YEARS = 18;

/** The conflict word of a laborer. `age`: completed years, `null` unknown. */
export function laborerBits(laborer: MatchLaborer, age: number | null): number {
  const { intention } = laborer;
  let bits = RESERVED_BIT | scheduleBits(laborer) | educationBits(laborer);
  if (intention.needsLodging === true) bits |= LODGING_BIT;
  if (laborer.laborAbility === 'weak_or_half') bits |= HEAVY_BIT;
  if (laborer.mandarin === 'weak') bits |= MANDARIN_BIT;
  if (age !== null && age >= WORKING_AGE_YEARS && age < ADULT_YEARS) bits |= MINOR_BIT;
  if ((intention.maxDistanceKm ?? null) !== null) bits |= LIMIT_BIT;
  if (intention.mustBeHomeNightly === true) bits |= NIGHTLY_BIT;
  if (intention.refusedOccupations.length > 0 || laborer.refusals.length > 0) bits |= REFUSED_BIT;
  return bits;
}

/** The bars of a laborer; 0: none. */
export function laborerBars(laborer: MatchLaborer, age: number | null, problem: InputProblem | null): number {
  let bars = 0;
  if (problem !== null) bars |= problem.code === 'DATA_INVALID' ? DATA_INVALID_BAR : PLACE_UNKNOWN_BAR;
  if (!laborer.isWilling) bars |= NOT_WILLING_BAR;
  if (laborer.matchConsent === 'withdrawn') bars |= CONSENT_BAR;
  if (age !== null && age < WORKING_AGE_YEARS) bars |= UNDER_16_BAR;
  if (isInCompulsorySchool(laborer, age)) bars |= IN_SCHOOL_BAR;
  if (laborer.laborAbility === 'none' || laborer.laborAbility === 'lost') bars |= ABILITY_BAR;
  return bars;
}

function scheduleBits({ intention }: MatchLaborer): number {
  const { acceptedShifts = [], acceptedTerms = [], availableFrom, availableUntil } = intention;
  let bits = (availableFrom ?? availableUntil ?? null) === null ? 0 : DATES_BIT;
  bits |= unacceptedBits(SHIFTS, acceptedShifts) * SHIFT_BIT;
  return bits | (unacceptedBits(TERM_KINDS, acceptedTerms) * TERM_BIT);
}

/** One bit for each kind that is not accepted; who accepts none by name accepts all. */
function unacceptedBits<Kind>(kinds: readonly Kind[], accepted: readonly Kind[]): number {
  if (accepted.length === 0) return 0;
  return kinds.reduce((bits, kind, at) => (accepted.includes(kind) ? bits : bits | (1 << at)), 0);
}

function educationBits({ education }: MatchLaborer): number {
  if (education === undefined) return 0;
  const has = EDUCATIONS.indexOf(education);
  let bits = 0;
  for (let asked = has + 1; asked < EDUCATIONS.length; asked += 1) bits |= EDUCATION_BIT << (asked - 1);
  return bits;
}

function isInCompulsorySchool({ inSchool, education }: MatchLaborer, age: number | null): boolean {
  const isYoung = age === null || age < ADULT_YEARS;
  return inSchool === true && isYoung && (education === 'none' || education === 'primary');
}

import { EXCLUSION_CODES, type ExclusionCode } from '../../domain/exclusion-reason.ts';
import { EDUCATIONS, SHIFTS, TERM_KINDS } from '../../domain/laborer.ts';
import {
  EDUCATION_BIT,
  HEAVY_BIT,
  LODGING_BIT,
  MANDARIN_BIT,
  MINOR_BIT,
  SHIFT_BIT,
  TERM_BIT,
} from './conflict-bits.ts';
import {
  ABILITY_BAR,
  CONSENT_BAR,
  DATA_INVALID_BAR,
  IN_SCHOOL_BAR,
  NOT_WILLING_BAR,
  PLACE_UNKNOWN_BAR,
  UNDER_16_BAR,
} from './laborer-bits.ts';

/** The position of a code in EXCLUSION_CODES. */
export function numberOf(code: ExclusionCode): number {
  return EXCLUSION_CODES.indexOf(code);
}

/** The bits of a conflict word that a code counts. */
export const BITS_OF_CODES: readonly (readonly [code: number, bits: number])[] = [
  [numberOf('SHIFT_UNWILLING'), SHIFT_BIT * ((1 << SHIFTS.length) - 1)],
  [numberOf('TERM_UNWANTED'), TERM_BIT * ((1 << TERM_KINDS.length) - 1)],
  [numberOf('LODGING_NEEDED'), LODGING_BIT],
  [numberOf('MINOR_PROTECTED'), MINOR_BIT],
  [numberOf('EDUCATION_BELOW'), EDUCATION_BIT * ((1 << (EDUCATIONS.length - 1)) - 1)],
  [numberOf('ABILITY_LIMITED'), HEAVY_BIT],
  [numberOf('WORKING_LANGUAGE'), MANDARIN_BIT],
];

/** The bars of a laborer that drop her pairs with every opening. */
export const CODE_OF_BAR: readonly (readonly [bar: number, code: number])[] = [
  [DATA_INVALID_BAR, numberOf('DATA_INVALID')],
  [PLACE_UNKNOWN_BAR, numberOf('PLACE_UNKNOWN')],
  [NOT_WILLING_BAR, numberOf('NOT_WILLING')],
  [CONSENT_BAR, numberOf('CONSENT_WITHDRAWN')],
  [UNDER_16_BAR, numberOf('UNDER_16')],
  [IN_SCHOOL_BAR, numberOf('IN_SCHOOL')],
  [ABILITY_BAR, numberOf('ABILITY_LIMITED')],
];

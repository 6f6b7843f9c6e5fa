import { EDUCATIONS, SHIFTS, TERM_KINDS } from '../../domain/laborer.ts';

/**
 * Bits of the conflict words. An opening has the bit of what it is or lacks, a laborer has the bit of what she cannot take:
 * where both have a bit, a rule drops the pair. So most rules of a pair are one AND.
 */

/** The opening works this shift; she cannot work it. Bits 0..2 in the order of SHIFTS. */
export const SHIFT_BIT = 1;
/** The opening has this term; she does not want it. Bits 3..5 in the order of TERM_KINDS. */
export const TERM_BIT = SHIFT_BIT << SHIFTS.length;
/** No lodging is given; she needs it. */
export const LODGING_BIT = TERM_BIT << TERM_KINDS.length;
/** Heavy work; weak or half ability. */
export const HEAVY_BIT = LODGING_BIT << 1;
/** Mandarin is needed and no bilingual leader is there; hers is weak. */
export const MANDARIN_BIT = HEAVY_BIT << 1;
/** Hazardous or night work; she is 16 or 17. */
export const MINOR_BIT = MANDARIN_BIT << 1;
/** At least this education is asked; she has less. One bit for each of EDUCATIONS but the first. */
export const EDUCATION_BIT = MINOR_BIT << 1;
const EDUCATION_BITS = EDUCATIONS.length - 1;
/** The bits that alone drop a pair. */
export const HARD_BITS = (EDUCATION_BIT << EDUCATION_BITS) - 1;

/** No shuttle; she must be home each night. Drops where the road is long. */
export const NIGHTLY_BIT = EDUCATION_BIT << EDUCATION_BITS;
/** It starts or ends on a known day; she is free from or until a known day. Drops where the days collide. */
export const DATES_BIT = NIGHTLY_BIT << 1;
/** A public post for named groups; every laborer has this bit. Drops where she is in none of them. */
export const RESERVED_BIT = DATES_BIT << 1;
/** Every opening has this bit; she refused occupations or openings. Drops where this is one of them. */
export const REFUSED_BIT = RESERVED_BIT << 1;
/** Every opening has this bit; she named a longest road. Drops where the road is longer. */
export const LIMIT_BIT = REFUSED_BIT << 1;
/** Where all bits end, in bits. */
export const CONFLICT_BITS = 32 - Math.clz32(LIMIT_BIT);

import { EDUCATIONS, SHIFTS, TERM_KINDS } from '../../domain/laborer.ts';
import type { MatchOpening } from '../../domain/match-input.ts';
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

/** The conflict word of an opening. What it does not say has no bit: an unknown fact never drops. */
export function openingBits(opening: MatchOpening): number {
  let bits = REFUSED_BIT | LIMIT_BIT | scheduleBits(opening) | educationBit(opening);
  if (opening.providesLodging === false) bits |= LODGING_BIT;
  if (opening.isHeavyWork === true) bits |= HEAVY_BIT;
  if (opening.needsMandarin === true && opening.hasBilingualLeader === false) bits |= MANDARIN_BIT;
  if (opening.isHazardous === true || opening.shift === 'night') bits |= MINOR_BIT;
  if (opening.hasShuttle === false) bits |= NIGHTLY_BIT;
  if (reservedGroups(opening).length > 0) bits |= RESERVED_BIT;
  return bits;
}

/** The groups that a public post is kept for; empty: for all. */
export function reservedGroups(opening: MatchOpening): readonly string[] {
  return opening.isPublicPost ? (opening.reservedForGroups ?? []) : [];
}

function scheduleBits({ shift, term, startsOn, endsOn }: MatchOpening): number {
  let bits = startsOn === undefined && endsOn === undefined ? 0 : DATES_BIT;
  if (shift !== undefined) bits |= SHIFT_BIT << SHIFTS.indexOf(shift);
  if (term !== undefined) bits |= TERM_BIT << TERM_KINDS.indexOf(term);
  return bits;
}

function educationBit({ educationMin }: MatchOpening): number {
  const rank = educationMin === undefined ? 0 : EDUCATIONS.indexOf(educationMin);
  return rank > 0 ? EDUCATION_BIT << (rank - 1) : 0;
}

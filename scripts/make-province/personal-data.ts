import { idCheckCharacter } from '../../src/domain/id-number.ts';
import type { PersonalData, Sex } from '../../src/domain/laborer.ts';
import type { ListKind } from '../../src/domain/list-entry.ts';
import type { Birth } from './ages.ts';
import { RANKS } from './random.ts';

/** No county has this code and prefecture 62 99 does not exist, so no such number was ever issued. */
const UNUSED_AREA = 629999;
/** How many unused area codes (629999 down to 629900) can be taken, RANKS people each. */
const MAX_AREAS = 100;
/**
 * Phones begin with 000: mobile numbers begin with 13 to 19, no area code begins with 00 (the way out of the
 * country) and no country's code with 0, so nobody can have or reach such a number.
 */
const UNUSED_PHONE_PREFIX = '000';

/** The most people that can have ID numbers of their own. */
export const MAX_LABORERS = RANKS * MAX_AREAS;

/**
 * An ID number and a phone that belong to nobody, one-to-one with (index, list, sex). The three digits before
 * the check character are ((ordinal · 2 + list) · 2 + sex) with sex odd for men, so the number fits its birth
 * date and sex.
 */
export function personalDataOf(index: number, list: ListKind, sex: Sex, birth: Birth): PersonalData {
  const area = UNUSED_AREA - Math.floor(index / RANKS);
  const serial = (birth.ordinal * 2 + (list === 'willing' ? 1 : 0)) * 2 + (sex === 'male' ? 1 : 0);
  const first17 = `${area}${birth.date.replaceAll('-', '')}${String(serial).padStart(3, '0')}`;
  return { idNumber: first17 + idCheckCharacter(first17), phone: phoneOf(index) };
}

/** The phone of the person with this index; two people share one only past a hundred million. */
function phoneOf(index: number): string {
  // The factor is odd and no multiple of 5, so this is a permutation; neighbors do not get neighboring
  // numbers.
  const number = (index * 61_803_397 + 12_345_678) % 100_000_000;
  return UNUSED_PHONE_PREFIX + String(number).padStart(8, '0');
}

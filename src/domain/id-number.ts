import { isIsoDate, type IsoDate } from './dates.ts';

/** GB 11643-1999: weights of the first 17 digits. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
/** Check characters by the weighted sum modulo 11. */
const CHECK_CHARACTERS = '10X98765432';

/** Length of the first-generation number: two digits of the year, no check character. */
const OLD_FORM = /^\d{15}$/;
/** Everyone who was given a number of the old form was born in these years (GB 11643-1999, annex). */
const OLD_CENTURY = '19';

/** What is wrong with a 公民身份号码. */
export type IdNumberFault = 'not_18_characters' | 'not_digits' | 'no_such_date' | 'wrong_check_character';

/**
 * One person, one number: blanks and hyphens go, `x` becomes `X`, and a number of 15 digits becomes its 18 characters (the
 * century inserted, the check character computed). What is neither comes back as it is; `idNumberFault` says what is wrong.
 */
export function standardIdNumber(text: string): string {
  const compact = text.replaceAll(/[\s-]/gu, '').toUpperCase();
  if (!OLD_FORM.test(compact)) return compact;
  const first17 = compact.slice(0, 6) + OLD_CENTURY + compact.slice(6);
  return first17 + idCheckCharacter(first17);
}

/** The check character (GB 11643) of the first 17 digits. */
export function idCheckCharacter(first17: string): string {
  let sum = 0;
  for (const [position, weight] of WEIGHTS.entries()) sum += weight * Number(first17[position]);
  return CHECK_CHARACTERS.charAt(sum % 11);
}

/** The first fault of an 18-character ID number, or null when it is sound. Expects no blanks; `x` counts as `X`. */
export function idNumberFault(text: string): IdNumberFault | null {
  if (text.length !== 18) return 'not_18_characters';
  if (!/^\d{17}[\dXx]$/.test(text)) return 'not_digits';
  if (!isIsoDate(birthDateOf(text))) return 'no_such_date';
  return idCheckCharacter(text) === text.charAt(17).toUpperCase() ? null : 'wrong_check_character';
}

/** The birth date inside a sound ID number. */
export function birthDateOf(idNumber: string): IsoDate {
  return `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`;
}

/** The sex inside a sound ID number (odd 17th digit: male). Kept in the registry, never given to the engine. */
export function sexOf(idNumber: string): 'male' | 'female' {
  return Number(idNumber.charAt(16)) % 2 === 1 ? 'male' : 'female';
}

/** `629999********001X`: the area and the last four stay, date of birth and the rest go. */
export function maskIdNumber(idNumber: string): string {
  return `${idNumber.slice(0, 6)}********${idNumber.slice(-4)}`;
}

/** `139****0001`. Shorter numbers keep their last two digits only. */
export function maskPhone(phone: string): string {
  return phone.length >= 11 ? `${phone.slice(0, 3)}****${phone.slice(-4)}` : `****${phone.slice(-2)}`;
}

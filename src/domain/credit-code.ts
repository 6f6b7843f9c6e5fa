/** GB 32100-2015: the 31 characters, without I, O, S, V, Z; a character's value is its position. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** Weight of position i is 3^i modulo 31. */
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;

/** The check character (GB 32100) of the first 17 characters of a 统一社会信用代码. */
export function creditCheckCharacter(first17: string): string {
  let sum = 0;
  for (const [position, weight] of WEIGHTS.entries())
    sum += weight * ALPHABET.indexOf(first17.charAt(position));
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/** Whether a text is a 统一社会信用代码: 18 characters of the alphabet with a true check character. */
export function isCreditCode(text: string): boolean {
  if (!/^[0-9A-HJ-NP-RTUWXY]{18}$/.test(text)) return false;
  return creditCheckCharacter(text) === text.charAt(17);
}

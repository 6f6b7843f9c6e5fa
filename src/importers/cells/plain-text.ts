/**
 * Characters that show as nothing: zero-width spaces and joiners, byte order marks in the middle, soft
 * hyphens.
 */
const INVISIBLE = /[\u200b-\u200f\u2060\ufeff\u00ad]/g;
/**
 * The quotation mark that Excel and safe CSV exports put before text that must not be read as a number or a
 * formula.
 */
const TEXT_MARK = /^'(?=[=+\-@\t\r\d])/;
/** Distance of the full-width forms U+FF01..U+FF5E from ASCII. */
const FULL_WIDTH_OFFSET = 0xfee0;

/** Something that `wordsOf` would change; most cells have nothing of it, and files have millions of cells. */
const UNTIDY = /[\s\u00ad\u200b-\u200f\u2060\ufeff]|^'/;
/** Something that `plainText` would change besides. */
const FULL_WIDTH = /[\uff01-\uff5e]/;

/**
 * A cell's words: no invisible characters, blanks joined to one, no text mark; punctuation stays as it is.
 */
export function wordsOf(text: string): string {
  if (!UNTIDY.test(text)) return text;
  return text
    .replaceAll(INVISIBLE, '')
    .replaceAll(/[\s\u3000]+/g, ' ')
    .trim()
    .replace(TEXT_MARK, '')
    .trim();
}

/** The same with full-width letters, digits and signs as half-width ones: for numbers, dates and codes. */
export function plainText(text: string): string {
  const words = wordsOf(text);
  if (!FULL_WIDTH.test(words)) return words;
  return words.replaceAll(/[\uff01-\uff5e]/g, (character) =>
    String.fromCharCode(character.charCodeAt(0) - FULL_WIDTH_OFFSET),
  );
}

/** The same without any blank: for names, ID numbers, phones and codes. A Latin name keeps its blanks. */
export function compactText(text: string): string {
  const plain = plainText(text);
  if (!plain.includes(' ')) return plain;
  return /^[A-Za-z .·'-]+$/.test(plain) ? plain : plain.replaceAll(' ', '');
}

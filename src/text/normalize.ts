import { simplified } from './simplified.ts';

/**
 * One writing for one thing: full-width letters, digits and signs become half-width (NFKC), traditional characters of
 * the field become simplified, runs of white space become one space, and single characters that a form sets apart
 * (`电 工`) come together.
 */
export function normalizeText(text: string): string {
  return simplified(text.normalize('NFKC'))
    .replace(/[〔【[]/g, '(')
    .replace(/[〕】\]]/g, ')')
    .replace(/[–—―−~]/g, '-')
    .replace(/(?<=^|\s)(\p{Script=Han})\s+(\p{Script=Han})(?=\s|$)/gu, '$1$2')
    .replace(/\s+/g, (run) => (run.includes('\n') ? '\n' : ' '))
    .trim();
}

/** The key under which a word is looked up: normalized, in capitals, without spaces between Chinese characters. */
export function wordKey(text: string): string {
  return normalizeText(text)
    .toUpperCase()
    .replace(/(?<=\p{Script=Han})\s+|\s+(?=\p{Script=Han})/gu, '');
}

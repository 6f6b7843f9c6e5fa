import { normalizeText } from '../normalize.ts';
import { EMPTY, parsedFault, parsedValue, quoted, type Parsed } from '../parsed.ts';
import { withArabicNumerals } from './chinese-numerals.ts';

/** More people than the largest plant takes on at once is a slip. */
const MOST_PEOPLE = 100_000;

const OPEN = /^(?:招聘?)?(?:若干|数|多|不限|不定|长期|大量|面议|无|\/|-)?[名人个]?$/;
const COUNT = /(\d+(?:\.\d+)?)(万|千|百)?(?:余|多)?(?:[-到至](\d+(?:\.\d+)?))?/;
const FACTORS: Readonly<Record<string, number>> = { 百: 100, 千: 1_000, 万: 10_000 };

/**
 * A head count: `20`, `招20人`, `二十名`, `10-20人` (the larger number: so many places there are). 若干 and 不限 are empty.
 * Faults: no number, 0, a negative or broken number, more than 100,000.
 */
export function parseHeadcount(text: string): Parsed<number> {
  const words = normalizeText(text);
  const plain = withArabicNumerals(words.replace(/\s/g, '')).replace(/(\d),(?=\d{3}(?!\d))/g, '$1');
  if (OPEN.test(plain)) return EMPTY;
  if (/^(?:招聘?)?-\d/.test(plain)) return fault(words, '人数为负数', 'it is negative');
  const found = COUNT.exec(plain);
  if (found === null) return fault(words, '没有人数', 'there is no number in it');
  const [, first, unit, second] = found;
  const people =
    Math.max(Number(first), Number(second ?? 0)) * (unit === undefined ? 1 : (FACTORS[unit] ?? 1));
  if (!Number.isInteger(people) || people < 1 || people > MOST_PEOPLE) {
    return fault(words, `人数须为 1-${MOST_PEOPLE} 的整数`, `it must be an integer within 1-${MOST_PEOPLE}`);
  }
  return parsedValue(people);
}

function fault(words: string, zh: string, en: string): Parsed<number> {
  return parsedFault(
    `招聘人数“${quoted(words)}”无法采用：${zh}。请写成“20”或“若干”。`,
    `The head count "${quoted(words)}" cannot be used: ${en}. Write "20" or "若干".`,
  );
}

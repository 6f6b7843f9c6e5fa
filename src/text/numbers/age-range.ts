import { normalizeText } from '../normalize.ts';
import { EMPTY, parsedFault, parsedValue, quoted, type Parsed } from '../parsed.ts';

/** Completed years, both ends included; an end that is not given is open. */
export interface AgeRange {
  readonly min?: number;
  readonly max?: number;
}

/** Ages outside are slips, not requirements: years. */
const YOUNGEST = 14;
const OLDEST = 99;

const OPEN = /^(?:年龄)?(?:要求)?[:：]?(?:不限|无|无要求|无限制|不作?要求|面议|\/|-)?$/;
const RANGE = /(\d{1,3})(?:周?岁)?(?:及?以上)?[-到至,，、]+(?:不超过)?(\d{1,3})/g;
const MAXIMUM =
  /(?:<=?|≤|≦|不超过|不大于|小于|低于|最大|上限)(\d{1,3})|(\d{1,3})(?:周?岁)?(?:\(含\))?(?:及|含|或)?(?:以下|以内|之内|内)/g;
const MINIMUM =
  /(?:>=?|≥|≧|满|年满|不小于|不低于|大于|高于|最小|下限)(\d{1,3})|(\d{1,3})(?:周?岁)?(?:\(含\))?(?:及|含|或)?(?:以上|起|往上)/g;

/**
 * An age requirement: `18-45岁`, `45岁以下`, `≥18`, `18周岁以上50岁以下`. Ranges by sex (`男18-55 女18-50`) give the widest: sex is
 * not used. 不限 is empty. Faults: no range in it, the low end above the high end, an age outside 14..99.
 */
export function parseAgeRange(text: string): Parsed<AgeRange> {
  const words = normalizeText(text);
  const plain = words.replace(/\s/g, '');
  if (OPEN.test(plain)) return EMPTY;
  const ranges = [...plain.matchAll(RANGE)].map(([, min, max]) => [Number(min), Number(max)] as const);
  const rest = plain.replace(RANGE, '');
  const mins = [...ranges.map(([min]) => min), ...numbersOf(rest, MINIMUM)];
  const maxes = [...ranges.map(([, max]) => max), ...numbersOf(rest, MAXIMUM)];
  if (mins.length + maxes.length === 0)
    return fault(words, '没有年龄范围', 'there is no range of ages in it');
  return checked(words, ranges, {
    ...(mins.length === 0 ? {} : { min: Math.min(...mins) }),
    ...(maxes.length === 0 ? {} : { max: Math.max(...maxes) }),
  });
}

function numbersOf(text: string, pattern: RegExp): readonly number[] {
  return [...text.matchAll(pattern)].map(([, before, behind]) => Number(before ?? behind));
}

function checked(
  words: string,
  ranges: readonly (readonly [number, number])[],
  range: AgeRange,
): Parsed<AgeRange> {
  const { min = YOUNGEST, max = OLDEST } = range;
  if (min > max || ranges.some(([low, high]) => low > high)) {
    return fault(words, '下限高于上限', 'the low end is above the high end');
  }
  if (min < YOUNGEST || max > OLDEST) {
    return fault(words, `年龄须在 ${YOUNGEST}-${OLDEST} 岁之间`, `ages are within ${YOUNGEST}-${OLDEST}`);
  }
  return parsedValue(range);
}

function fault(words: string, zh: string, en: string): Parsed<AgeRange> {
  return parsedFault(
    `年龄要求“${quoted(words)}”无法采用：${zh}。请写成“18-45岁”“45岁以下”或“不限”。`,
    `The age requirement "${quoted(words)}" cannot be used: ${en}. Write "18-45岁", "45岁以下" or "不限".`,
  );
}

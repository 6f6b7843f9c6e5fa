import type { AdvertisedWage } from '../../domain/opening.ts';
import { normalizeText } from '../normalize.ts';
import { EMPTY, parsedFault, parsedValue, quoted, type Parsed } from '../parsed.ts';
import { withArabicNumerals } from './chinese-numerals.ts';

/** Months of pay in one unit of each period (scoring.md: day × 26, hour × 208, year ÷ 12; a week is 6 of 26 days). */
const MONTHLY = { hour: 208, day: 26, week: 26 / 6, month: 1, year: 1 / 12 } as const;
type Period = keyof typeof MONTHLY;

/** Factors of the unit behind a number. */
const UNITS: Readonly<Record<string, number>> = {
  百: 100,
  千: 1_000,
  K: 1_000,
  万: 10_000,
  W: 10_000,
  亿: 1e8,
  万亿: 1e12,
};
/** Below it a monthly wage is a slip of the unit, above it too: whole yuan. */
const LOWEST_CNY_PER_MONTH = 300;
const HIGHEST_CNY_PER_MONTH = 1_000_000;

const NEGOTIABLE =
  /^(?:面议|电议|面谈|另议|详谈|待定|不限|无|按件计酬|计件|计件制|多劳多得|薪资面议|工资面议|薪酬面议|\/|-)*$/;
const PERIOD_BEFORE: readonly (readonly [RegExp, Period])[] = [
  [/(?:时薪|小时工资|每小时|每时)\S{0,3}$/, 'hour'],
  [/(?:日薪|日工资|日结|每天|每日|一天)\S{0,3}$/, 'day'],
  [/(?:周薪|每周)\S{0,3}$/, 'week'],
  [/(?:年薪|每年|年收入)\S{0,3}$/, 'year'],
  [/(?:月薪|每月|月收入|月工资|月综合|底薪)\S{0,3}$/, 'month'],
];
const PERIOD_BEHIND: readonly (readonly [RegExp, Period])[] = [
  [/^[^\d,，;；。]{0,4}?(?:小时|时薪|钟点|\/时|\/H)/, 'hour'],
  [/^[^\d,，;；。]{0,4}?(?:天|日)/, 'day'],
  [/^[^\d,，;；。]{0,4}?(?:周|星期)/, 'week'],
  [/^[^\d,，;；。]{0,4}?年/, 'year'],
  [/^[^\d,，;；。]{0,4}?月/, 'month'],
];
const AMOUNT =
  /(\d+(?:\.\d+)?)(万亿|亿|万|千|百|K|W)?元?(?:[-到至]+(\d+(?:\.\d+)?)(万亿|亿|万|千|百|K|W)?)?/g;
/** The unit of time behind a sum, where more is said after it. */
const UNIT_OF_TIME = String.raw`元?(?:[\/每]?(?:个?月|天|日|周|星期|年|小时|钟点|时|H))?`;
/** What makes a single sum the least of a wage, its most unknown: 5000起, 底薪3000+提成. */
const OPEN_BEHIND = new RegExp(
  String.raw`^${UNIT_OF_TIME}[及或]?(?:以上|之上|往上|起(?!早)|保底|\+(?:$|\/|提成|绩效|奖|计件|加班|补|抽成))`,
);
const OPEN_BEFORE = /(?:不低于|不少于|至少|最低|保底|底薪|起薪|超过|高于)[^\d,，;；。]{0,3}$/;
/** What makes it the most, its least unknown: 8000以下, 不超过8000. */
const CAPPED_BEHIND = new RegExp(`^${UNIT_OF_TIME}[及或]?(?:以下|以内|之内|之下|封顶)`);
const CAPPED_BEFORE = /(?:不超过|不高于|不多于|最高|至多|最多|可达|高达)[^\d,，;；。]{0,3}$/;
/** 13薪, 14 months of pay: not a wage. */
const BONUS_MONTHS = /[·.,*xX×]?\s*\d{2}(?:个月)?薪/g;

interface Amount {
  readonly low: number;
  readonly high: number;
  /** What the words around a sum leave open. */
  readonly unknown: 'low' | 'high' | null;
  readonly period: Period | undefined;
}

/**
 * An advertised wage as yuan a month: `6-8千/月`, `1.2万`, `3-6万/年`, `100元/天`, `25元/小时`, `6000-8000`, `12-30k·13薪`, `六千`.
 * Without a period it is a month; with several sums the monthly one counts. 以上, 起, 底薪 leave the high end open, 以下 and
 * 不超过 the low end; 左右 gives that sum at both. 面议 and 计件 are empty. Faults: no number, the low end above the high end, 0, below 300 or above 1,000,000 a month.
 */
export function parseSalary(text: string): Parsed<AdvertisedWage> {
  const words = normalizeText(text);
  const plain = withArabicNumerals(words.replace(/\s/g, ''))
    .toUpperCase()
    .replace(/(\d),(?=\d{3}(?!\d))/g, '$1')
    .replace(BONUS_MONTHS, '')
    .replace(/[¥¥$]|RMB|人民币/g, '');
  if (NEGOTIABLE.test(plain)) return EMPTY;
  if (/(?:^|[^\d万千百KW元])-\d/.test(plain)) return nonsense(words, '金额为负数', 'the sum is negative');
  const amounts = [...plain.matchAll(AMOUNT)].map((found) => amountOf(found, plain));
  const amount = amounts.find(({ period }) => period === 'month') ?? amounts[0];
  if (amount === undefined) {
    return /面议|计件|提成/.test(plain) ? EMPTY : nonsense(words, '没有金额', 'there is no sum in it');
  }
  return wageOf(amount, words);
}

function amountOf(found: RegExpExecArray, text: string): Amount {
  const [whole, lowDigits, lowUnit, highDigits, highUnit] = found;
  const low = Number(lowDigits);
  const high = highDigits === undefined ? low : Number(highDigits);
  const unit = highDigits === undefined ? lowUnit : highUnit;
  // 6-8千: the unit behind counts for both; 8000-1万: it does not.
  const before = text.slice(0, found.index);
  const behind = text.slice(found.index + whole.length);
  const isShared = lowUnit === undefined && highUnit !== undefined && low <= high;
  const carried =
    unit ?? (highDigits !== undefined && high <= low * 10 && high < 1_000 ? lowUnit : undefined);
  return {
    low: low * factorOf(isShared ? highUnit : lowUnit),
    high: high * factorOf(carried),
    unknown: unknownEnd(before, behind, highDigits !== undefined),
    period: periodOf(before, behind),
  };
}

function unknownEnd(before: string, behind: string, isRange: boolean): Amount['unknown'] {
  // 不超过 ends like 超过: what caps is looked for first. A range says both ends, unless more can come: 5000-6000起.
  if (CAPPED_BEHIND.test(behind) || CAPPED_BEFORE.test(before)) return isRange ? null : 'low';
  return OPEN_BEHIND.test(behind) || (!isRange && OPEN_BEFORE.test(before)) ? 'high' : null;
}

function factorOf(unit: string | undefined): number {
  return unit === undefined ? 1 : (UNITS[unit] ?? 1);
}

function periodOf(before: string, behind: string): Period | undefined {
  const named = PERIOD_BEHIND.find(([pattern]) => pattern.test(behind));
  return (named ?? PERIOD_BEFORE.find(([pattern]) => pattern.test(before)))?.[1];
}

function wageOf({ low, high, unknown, period }: Amount, words: string): Parsed<AdvertisedWage> {
  if (low > high) return nonsense(words, '下限高于上限', 'the low end is above the high end');
  const months = MONTHLY[period ?? 'month'];
  const lowCnyPerMonth = Math.round(low * months);
  const highCnyPerMonth = Math.round(high * months);
  if (lowCnyPerMonth < LOWEST_CNY_PER_MONTH || highCnyPerMonth > HIGHEST_CNY_PER_MONTH) {
    return nonsense(
      words,
      // The sum itself may be a phone in the wrong column: it is not repeated.
      `折合每月不在 ${LOWEST_CNY_PER_MONTH}-${HIGHEST_CNY_PER_MONTH} 元之间`,
      `it does not come to ${LOWEST_CNY_PER_MONTH}-${HIGHEST_CNY_PER_MONTH} yuan a month`,
    );
  }
  return parsedValue({
    ...(unknown === 'low' ? {} : { lowCnyPerMonth }),
    ...(unknown === 'high' ? {} : { highCnyPerMonth }),
    words,
  });
}

function nonsense(words: string, zh: string, en: string): Parsed<AdvertisedWage> {
  return parsedFault(
    `薪资“${quoted(words)}”无法采用：${zh}。请写成“6000-8000元/月”“200元/天”或“面议”。`,
    `The wage "${quoted(words)}" cannot be used: ${en}. Write "6000-8000元/月", "200元/天" or "面议".`,
  );
}

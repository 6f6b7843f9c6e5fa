import type { EmployerKind } from '../../src/domain/employer.ts';
import type { TermKind } from '../../src/domain/laborer.ts';
import type { Occupation } from '../../src/domain/occupation.ts';
import type { AdvertisedWage } from '../../src/domain/opening.ts';
import { chance, type Random } from './random.ts';

/**
 * What a place pays against the occupation's band (M): near home less, in the shop around the corner least.
 */
const PAY: Readonly<Record<Exclude<EmployerKind, 'public_post'>, number>> = {
  partner_province: 1,
  other_province: 1,
  in_province: 0.84,
  in_county: 0.74,
  workshop: 0.62,
};
/** Public posts pay about the province's minimum wage, whole yuan a month (M). */
const PUBLIC_POST_CNY_PER_MONTH = { low: 1900, steps: 5, step: 100 } as const;
/** Working days by which a daily wage is a monthly one (scoring.md §2). */
const DAYS_A_MONTH = 26;

/** The advertised wage of an opening, with the words of an advertisement. */
export function drawWage(
  random: Random,
  occupation: Occupation,
  kind: EmployerKind,
  term: TermKind | undefined,
): AdvertisedWage {
  const spread = random();
  const width = 1.15 + random() * 0.4;
  const isPerDay = term === 'daily' || (term === 'seasonal' && chance(random, 50));
  if (kind === 'public_post') {
    const { low, steps, step } = PUBLIC_POST_CNY_PER_MONTH;
    const pay = low + step * Math.floor(spread * steps);
    return { lowCnyPerMonth: pay, highCnyPerMonth: pay, words: `${pay}元/月` };
  }
  const low = occupation.wageCnyPerMonth[0] * PAY[kind] * (0.92 + spread * 0.3);
  return isPerDay ? perDay(low, low * width) : perMonth(low, low * width, random() < 0.3);
}

function perDay(low: number, high: number): AdvertisedWage {
  const [lowDay, highDay] = [roundTo(low / DAYS_A_MONTH, 10), roundTo(high / DAYS_A_MONTH, 10)];
  return {
    lowCnyPerMonth: lowDay * DAYS_A_MONTH,
    highCnyPerMonth: highDay * DAYS_A_MONTH,
    words: lowDay === highDay ? `${lowDay}元/天` : `${lowDay}-${highDay}元/天`,
  };
}

function perMonth(low: number, high: number, inThousands: boolean): AdvertisedWage {
  const [lowMonth, highMonth] = [roundTo(low, 100), roundTo(high, 100)];
  const words = inThousands ? `${lowMonth / 1000}-${highMonth / 1000}千/月` : `${lowMonth}-${highMonth}元/月`;
  return { lowCnyPerMonth: lowMonth, highCnyPerMonth: highMonth, words };
}

function roundTo(value: number, step: number): number {
  return Math.round(value / step) * step;
}

import type { AdvertisedWage } from '../../domain/opening.ts';
import { parseSalary } from '../../text/numbers/salary.ts';
import { EMPTY, parsedValue, type Parsed } from '../../text/parsed.ts';
import type { OpeningField } from '../headers/opening-headers.ts';
import type { RowCells } from './row-cells.ts';

/** 期望月薪: the least that she accepts, whole yuan a month; of a range its low end. 0 and 5000以下 say nothing. */
export function wageFloor(text: string): Parsed<number> {
  if (/^0+(?:\.0+)?元?$/.test(text)) return EMPTY;
  const wage = parseSalary(text);
  if (wage.kind !== 'value') return wage;
  const { lowCnyPerMonth: low } = wage.value;
  return low === undefined ? EMPTY : parsedValue(low);
}

/**
 * 月薪下限 and 月薪上限, else 薪资 in words; of one end alone the other is unknown. `undefined`: not said, or negotiable.
 * Nonsense is noted as a rejection.
 */
export function advertisedWage(cells: RowCells<OpeningField>): AdvertisedWage | undefined {
  const low = cells.parse('wageLow', 'WAGE_FALSE', parseSalary) ?? undefined;
  const high = cells.parse('wageHigh', 'WAGE_FALSE', parseSalary) ?? undefined;
  const words = cells.parse('wage', 'WAGE_FALSE', parseSalary) ?? undefined;
  const lowCnyPerMonth = low?.lowCnyPerMonth;
  const highCnyPerMonth = high?.highCnyPerMonth;
  if (lowCnyPerMonth === undefined && highCnyPerMonth === undefined) return words;
  if (lowCnyPerMonth !== undefined && highCnyPerMonth !== undefined && lowCnyPerMonth > highCnyPerMonth) {
    cells.reject('wageHigh', 'WAGE_DISORDERED', {
      zh: `月薪上限 ${highCnyPerMonth} 元低于下限 ${lowCnyPerMonth} 元，请核对两列`,
      en: `The highest wage, ${highCnyPerMonth}, is below the lowest, ${lowCnyPerMonth}: check both columns`,
    });
  }
  return {
    lowCnyPerMonth,
    highCnyPerMonth,
    words: words?.words ?? [low?.words, high?.words].filter((part) => part !== undefined).join('-'),
  };
}

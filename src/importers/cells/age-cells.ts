import { parseAgeRange, type AgeRange } from '../../text/numbers/age-range.ts';
import { EMPTY, parsedFault, parsedValue, type Parsed } from '../../text/parsed.ts';
import type { OpeningField } from '../headers/opening-headers.ts';
import type { RowCells } from './row-cells.ts';

/** Nobody younger may be employed (劳动法), completed years. */
const YOUNGEST = 16;
/** Oldest age that is not a slip, completed years. */
const OLDEST = 99;
/** A youngest age below 16 is read, so that it can be warned of; below this it is a slip. */
const YOUNGEST_READ = 14;

/** 年龄要求 in words, or 年龄下限 and 年龄上限; an end that is not given is open. */
export function ageRangeOf(cells: RowCells<OpeningField>): {
  readonly ageMin?: number;
  readonly ageMax?: number;
} {
  const range: AgeRange = cells.parse('age', 'AGE_FALSE', parseAgeRange) ?? {};
  const ageMin = cells.parse('ageMin', 'AGE_FALSE', oneAge) ?? range.min;
  const ageMax = cells.parse('ageMax', 'AGE_FALSE', oneAge) ?? range.max;
  const field = cells.has('ageMin') ? 'ageMin' : 'age';
  if (ageMin !== undefined && ageMax !== undefined && ageMin > ageMax) {
    cells.reject(field, 'AGE_FALSE', {
      zh: `年龄下限 ${ageMin} 高于上限 ${ageMax}，请核对`,
      en: `The youngest age, ${ageMin}, is above the oldest, ${ageMax}: check both`,
    });
  }
  if (ageMin !== undefined && ageMin < YOUNGEST) {
    cells.warn(field, 'AGE_UNDER_16', {
      zh: `年龄下限 ${ageMin} 岁：依法不得招用未满 ${YOUNGEST} 周岁的人，系统不会推荐，请招聘单位改正`,
      en: `The youngest age is ${ageMin}: the law forbids to employ anyone under ${YOUNGEST}; nobody under it is offered`,
    });
  }
  return { ageMin, ageMax };
}

function oneAge(text: string): Parsed<number> {
  if (text === '' || /^(?:不限|无|-|—|\/)$/.test(text)) return EMPTY;
  const match = /^(\d{1,3})(?:周?岁)?$/.exec(text);
  const age = Number(match?.[1] ?? Number.NaN);
  if (age >= YOUNGEST_READ && age <= OLDEST) return parsedValue(age);
  return parsedFault(
    `年龄“${text}”请填 ${YOUNGEST} 至 ${OLDEST} 的整数`,
    `"${text}": give whole years from ${YOUNGEST} to ${OLDEST}`,
  );
}

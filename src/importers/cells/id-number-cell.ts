import type { Bilingual } from '../../domain/bilingual.ts';
import { ageOn, type IsoDate } from '../../domain/dates.ts';
import { birthDateOf, idNumberFault, standardIdNumber, type IdNumberFault } from '../../domain/id-number.ts';
import { isDamagedNumber } from './long-number.ts';
import type { RowCells } from './row-cells.ts';

/** Under this age nobody may be employed (劳动法), so nobody is a registered laborer; completed years. */
const YOUNGEST = 16;
/** Above this age an ID number is taken for a mistake; completed years. */
const OLDEST = 100;

const AS_NUMBER: Bilingual = {
  zh: '身份证号被 Excel 当成数字，后三位已经丢失（变成 000）。请把该列设为“文本”格式，按原件重新录入后再导入',
  en: 'Excel turned the ID number into a number and lost its last three digits (000). Format the column as text, type the numbers again from the source and import',
};

const FAULTS: Readonly<Record<IdNumberFault, Bilingual>> = {
  not_18_characters: {
    zh: '身份证号应为 18 位（旧证为 15 位），请按证件核对，不要多字或少字',
    en: 'An ID number has 18 characters (15 on an old card): compare it with the card',
  },
  not_digits: {
    zh: '身份证号前 17 位应为数字，末位为数字或 X，请核对',
    en: 'The first 17 characters of an ID number are digits, the last is a digit or X: compare it with the card',
  },
  no_such_date: {
    zh: '身份证号中的出生日期不存在，请按证件核对第 7 至 14 位',
    en: 'The date of birth in the ID number does not exist: compare characters 7 to 14 with the card',
  },
  wrong_check_character: {
    zh: '身份证号校验位不符，至少有一位录错，请按证件核对',
    en: 'The check character of the ID number is false, so at least one character is wrong: compare it with the card',
  },
};

/**
 * Reads the ID number of a row in its form of 18 characters, upper-case X; one of 15 digits is brought to it. Notes a
 * rejection and gives `null` when it is not sound or the age is out of reach.
 */
export function idNumberCell<Field extends string>(
  cells: RowCells<Field>,
  field: Field,
  today: IsoDate,
): string | null {
  const text = standardIdNumber(cells.compact(field));
  if (text === '') {
    cells.reject(field, 'ID_MISSING', {
      zh: '身份证号为空，请补填',
      en: 'The ID number is missing: fill it in',
    });
  } else if (isDamagedNumber(cells, field)) {
    cells.reject(field, 'ID_AS_NUMBER', AS_NUMBER);
  } else return soundIdNumber(cells, field, text, today);
  return null;
}

function soundIdNumber<Field extends string>(
  cells: RowCells<Field>,
  field: Field,
  text: string,
  today: IsoDate,
): string | null {
  const fault = idNumberFault(text);
  if (fault !== null) {
    // A spreadsheet that kept 15 digits leaves 000 behind; after a save as CSV nothing else tells.
    const isDamaged = fault === 'wrong_check_character' && text.endsWith('000');
    if (isDamaged) cells.reject(field, 'ID_AS_NUMBER', AS_NUMBER);
    else cells.reject(field, `ID_${fault.toUpperCase()}`, FAULTS[fault]);
    return null;
  }
  const age = ageOn(birthDateOf(text), today);
  if (age >= YOUNGEST && age <= OLDEST) return text;
  cells.reject(field, 'AGE_OUTSIDE', {
    zh: `按身份证号计算为 ${age} 周岁，劳动力登记须在 ${YOUNGEST} 至 ${OLDEST} 周岁之间，请核对`,
    en: `The ID number gives an age of ${age}; laborers are registered from ${YOUNGEST} to ${OLDEST}: check it`,
  });
  return null;
}

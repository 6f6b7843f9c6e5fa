import type { RowCells } from './row-cells.ts';

/** From here on a spreadsheet keeps a number only approximately: 15 digits are exact, the rest become 000. */
const FIRST_INEXACT = 1e15;
/** A long number that a spreadsheet has turned into floating point, as text. */
const SCIENTIFIC = /^\d(?:\.\d+)?e\+?\d+$/i;

/**
 * Whether a cell of digits went through a number and lost some: a number cell over 15 digits, or text such as
 * `6.2E+17`.
 */
export function isDamagedNumber<Field extends string>(cells: RowCells<Field>, field: Field): boolean {
  const raw = cells.raw(field);
  return typeof raw === 'number' ? raw >= FIRST_INEXACT : SCIENTIFIC.test(cells.compact(field));
}

/**
 * The text of a code (户编号, 岗位编号); `undefined` when it is empty or, noted as a rejection, damaged: two
 * households with one rounded number would become one.
 */
export function codeCell<Field extends string>(cells: RowCells<Field>, field: Field): string | undefined {
  if (isDamagedNumber(cells, field)) {
    cells.reject(field, 'CODE_AS_NUMBER', {
      zh: '编号被 Excel 当成数字，后几位已经丢失。请把该列设为“文本”格式，重新录入后再导入',
      en: 'Excel turned the code into a number and lost its last digits. Format the column as text, type it again and import',
    });
  }
  return cells.compact(field) || undefined;
}

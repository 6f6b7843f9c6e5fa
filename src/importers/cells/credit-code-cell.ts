import { isCreditCode } from '../../domain/credit-code.ts';
import { isDamagedNumber } from './long-number.ts';
import type { RowCells } from './row-cells.ts';

/** Reads a 统一社会信用代码, upper-case; notes a rejection and gives `null` when it is missing or not sound. */
export function creditCodeCell<Field extends string>(cells: RowCells<Field>, field: Field): string | null {
  const code = cells.compact(field).toUpperCase();
  if (isCreditCode(code)) return code;
  if (code === '') {
    cells.reject(field, 'CREDIT_CODE_MISSING', {
      zh: '统一社会信用代码为空，请按营业执照补填',
      en: 'The unified social credit code is missing: fill it in from the business license',
    });
  } else if (isDamagedNumber(cells, field)) {
    cells.reject(field, 'CREDIT_CODE_AS_NUMBER', {
      zh: '信用代码被 Excel 当成数字，后几位已经丢失。请把该列设为“文本”格式，重新录入',
      en: 'Excel turned the credit code into a number and lost its last digits. Format the column as text and type it again',
    });
  } else {
    cells.reject(field, 'CREDIT_CODE_FALSE', {
      zh: '统一社会信用代码应为 18 位且校验位正确，请按营业执照核对（没有字母 I、O、S、V、Z）',
      en: 'A credit code has 18 characters and a true check character: compare it with the business license (no I, O, S, V, Z)',
    });
  }
  return null;
}

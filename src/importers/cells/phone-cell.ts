import type { RowCells } from './row-cells.ts';

/** A mobile number, or a land line with its area code: 11 digits (12 where both parts are long). */
const PHONE = /(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8})(?!\d)/;

/**
 * The first phone of a cell, digits only; `null` when it has none. What cannot be dialed is a warning: the
 * row goes in without.
 */
export function phoneCell<Field extends string>(cells: RowCells<Field>, field: Field): string | null {
  const text = cells.words(field);
  if (text === '' || /^[-—/无]+$/.test(text)) return null;
  const phone = PHONE.exec(
    cells
      .compact(field)
      .replace(/^\+?(?:00)?86-?/, '')
      .replaceAll(/(?<=1\d{2})-(?=\d{4})|(?<=\d{4})-(?=\d{4}$)/g, ''),
  );
  const digits = phone?.[0].replace('-', '') ?? '';
  if (digits.length === 11) return digits;
  cells.warn(field, 'PHONE_UNUSABLE', {
    zh: '电话不是 11 位号码，已留空；请核对后补填（座机请带区号）',
    en: 'The phone has not 11 digits and was left empty: check it (land lines with their area code)',
  });
  return null;
}

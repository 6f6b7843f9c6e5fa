import type { IsoDate } from '../../domain/dates.ts';
import { parseDate } from '../../text/numbers/calendar-date.ts';
import { EMPTY, parsedFault, type Parsed } from '../../text/parsed.ts';
import type { RowCells } from './row-cells.ts';

/** Years outside are slips of the hand, in files of living people and of firms. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2100;
/** Said of a day that is not fixed, beside the words that the date parser knows. */
const OPEN = /^(?:随时可以|即时|即日|即日起|现在|今|—)$/;

/**
 * A calendar day, also from Excel's serial number: `undefined` without the column, `null` when nothing is
 * fixed (随时, 长期) or, noted as a rejection, when it is no day of the calendar.
 */
export function dayCell<Field extends string>(
  cells: RowCells<Field>,
  field: Field,
): IsoDate | null | undefined {
  return cells.parse(field, 'DATE_FALSE', parseDay);
}

/** The text of one day. */
export function parseDay(text: string): Parsed<IsoDate> {
  if (OPEN.test(text)) return EMPTY;
  const parsed = parseDate(text);
  if (parsed.kind !== 'value') return parsed;
  const year = Number(parsed.value.slice(0, 4));
  if (year >= FIRST_YEAR && year <= LAST_YEAR) return parsed;
  return parsedFault(
    `日期“${text}”不在 ${FIRST_YEAR} 至 ${LAST_YEAR} 年之间，请核对`,
    `The date "${text}" is not between ${FIRST_YEAR} and ${LAST_YEAR}: check it`,
  );
}

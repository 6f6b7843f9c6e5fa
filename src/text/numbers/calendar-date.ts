import { addDays, isIsoDate, type IsoDate } from '../../domain/dates.ts';
import { normalizeText } from '../normalize.ts';
import { EMPTY, parsedFault, parsedValue, quoted, type Parsed } from '../parsed.ts';

/** Day 0 of Excel's 1900 calendar, counted so that days after 28 February 1900 are right. */
const EXCEL_DAY_ZERO: IsoDate = '1899-12-30';
/** Serials of 1927 to 2119: smaller and larger numbers are no dates of this field. */
const FIRST_SERIAL = 10_000;
const LAST_SERIAL = 80_000;

const OPEN = /^(?:长期|长期有效|随时|不限|无|至今|面议|待定|招满为止|尽快|立即|\/|-)?$/;
/** Signs between the numbers, and a time of day behind them, which is dropped. */
const PARTS =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const SERIAL = /^\d{5}(?:\.\d+)?$/;

/**
 * A day: `2026-11-23`, `2026/11/23`, `2026.11.23`, `20261123`, `2026年11月23日`, each also with a time of day, or Excel's serial
 * number (1900 calendar), as a number or as text. 长期 and 随时 are empty. Faults: another form, no day of the calendar.
 */
export function parseDate(cell: string | number): Parsed<IsoDate> {
  const words = normalizeText(String(cell));
  if (OPEN.test(words)) return EMPTY;
  if (SERIAL.test(words)) return fromSerial(Number(words), words);
  const found = PARTS.exec(words) ?? COMPACT.exec(words);
  if (found === null) return fault(words, '写法无法识别', 'its form is not known');
  const [, year = '', month = '', day = ''] = found;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isIsoDate(date)
    ? parsedValue(date)
    : fault(words, '日历上没有这一天', 'the calendar has no such day');
}

function fromSerial(serial: number, words: string): Parsed<IsoDate> {
  if (serial < FIRST_SERIAL || serial > LAST_SERIAL) return fault(words, '不是日期', 'it is no date');
  return parsedValue(addDays(EXCEL_DAY_ZERO, Math.floor(serial)));
}

function fault(words: string, zh: string, en: string): Parsed<IsoDate> {
  return parsedFault(
    `日期“${quoted(words)}”无法采用：${zh}。请写成“2026-11-23”。`,
    `The date "${quoted(words)}" cannot be used: ${en}. Write "2026-11-23".`,
  );
}

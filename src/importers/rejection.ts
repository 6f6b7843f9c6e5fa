import type { Rejection } from '../flows/ports/files.ts';

/** The same shape as a rejection, for what was read but needs a look: the row goes in. */
export type ImportWarning = Rejection;

/** Longest value shown in a report, in characters. */
const SHOWN_CHARACTERS = 60;
/** Below this length first and last characters would be most of the cell. */
const SHORT_CHARACTERS = 8;
/**
 * A run of letters and digits with seven digits in a row: an ID number, a phone (land lines have 7 or 8), a
 * code, a day.
 */
const LONG_TOKEN = /[0-9A-Za-z]*\d{7}[0-9A-Za-z]*/g;
/** Phones and ID numbers written in groups. */
const GROUPED = /(?<!\d)(?:1\d{2}[ -]\d{4}[ -]\d{4}|\d{6}[ -]\d{8}[ -]\d{3}[\dXx])(?!\d)/g;
/**
 * What is long and no personal number: a 统一社会信用代码 (18 characters with a letter before the last) and a day.
 */
const PUBLIC_TOKEN = /^(?:(?=[0-9A-Z]*[A-WYZ][0-9A-Z])[0-9A-Z]{18}|(?:19|20)\d{6})$/;

/** A cell as a report may show it: at most 60 characters, one line. */
export function shownValue(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length <= SHOWN_CHARACTERS ? line : `${line.slice(0, SHOWN_CHARACTERS)}…`;
}

/** Hides ID numbers and phones, also inside free text: their first three and last two characters stay. */
export function maskDigits(text: string): string {
  return text
    .replaceAll(GROUPED, maskToken)
    .replaceAll(LONG_TOKEN, (token) => (PUBLIC_TOKEN.test(token) ? token : maskToken(token)));
}

/** Hides a cell of a personal column, however it is mistyped; short ones wholly. */
export function maskWhole(text: string): string {
  if (text === '') return '';
  return text.length < SHORT_CHARACTERS ? '****' : maskToken(text);
}

function maskToken(token: string): string {
  return `${token.slice(0, 3)}****${token.slice(-2)}`;
}

import type { Bilingual } from '../../domain/bilingual.ts';
import type { Rejection } from '../../flows/ports/files.ts';
import { simplified } from '../../text/simplified.ts';
import type { Parsed } from '../../text/parsed.ts';
import type { ColumnMap } from '../headers/column-map.ts';
import { maskDigits, maskWhole, shownValue, type ImportWarning } from '../rejection.ts';
import type { RawCell, RawRow } from '../sheets/sheet.ts';
import { compactText, plainText, wordsOf } from './plain-text.ts';
import { ownText } from '../own-text.ts';

/** What Excel shows in place of a result that it could not compute. */
const EXCEL_ERROR = /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)$/;

/** One row under a header: cells by field, and the faults and warnings that reading them found. */
export interface RowCells<Field extends string> {
  readonly sheet: string | null;
  readonly row: number;
  /** Whether the sheet has a column for a field. */
  has(field: Field): boolean;
  /** As the file has it; `null` when empty or without a column. */
  raw(field: Field): RawCell;
  /** Words with their punctuation; `''` when empty or without a column. */
  words(field: Field): string;
  /** Half-width text without any blank; `''` likewise. */
  compact(field: Field): string;
  /**
   * Parses a cell: `undefined` without a column, `null` when it is empty or (noted as a rejection) cannot be
   * read.
   */
  parse<Value>(field: Field, code: string, parser: (text: string) => Parsed<Value>): Value | null | undefined;
  /**
   * The same for what is good to have: a cell that cannot be read is a warning, and `undefined` (unknown).
   */
  parseOrWarn<Value>(
    field: Field,
    code: string,
    parser: (text: string) => Parsed<Value>,
  ): Value | null | undefined;
  /** Keeps the row out. Without a field the whole row is meant. */
  reject(field: Field | null, code: string, message: Bilingual): void;
  /** Notes something; the row goes in. */
  warn(field: Field | null, code: string, message: Bilingual): void;
  /** Everything noted so far. */
  rejections(): readonly Rejection[];
  warnings(): readonly ImportWarning[];
}

/** The cells of one row, read through the columns of its header. Values in notes are masked. */
export function rowCells<Field extends string>(
  sheet: string | null,
  { row, cells }: RawRow,
  columns: ColumnMap<Field>,
): RowCells<Field> {
  const read = new CellsOfRow(sheet, row, cells, columns);
  if (cells.some((cell) => typeof cell === 'string' && cell.includes('#'))) rejectExcelErrors(read, columns);
  return read;
}

/** A class, since a row of a million must not make a function a method. */
class CellsOfRow<Field extends string> implements RowCells<Field> {
  readonly sheet: string | null;
  readonly row: number;
  readonly #cells: readonly RawCell[];
  readonly #columns: ColumnMap<Field>;
  readonly #rejections: Rejection[] = [];
  readonly #warnings: ImportWarning[] = [];

  constructor(sheet: string | null, row: number, cells: readonly RawCell[], columns: ColumnMap<Field>) {
    this.sheet = sheet;
    this.row = row;
    this.#cells = cells;
    this.#columns = columns;
  }

  has(field: Field): boolean {
    return this.#columns.positions.has(field);
  }

  raw(field: Field): RawCell {
    const column = this.#columns.positions.get(field);
    return column === undefined ? null : (this.#cells[column] ?? null);
  }

  words(field: Field): string {
    return wordsOf(this.#text(field));
  }

  compact(field: Field): string {
    return compactText(this.#text(field));
  }

  parse<Value>(
    field: Field,
    code: string,
    parser: (text: string) => Parsed<Value>,
  ): Value | null | undefined {
    if (!this.has(field)) return undefined;
    const result = remembered(parser, this.#text(field));
    if (result.kind === 'value') return result.value;
    if (result.kind === 'fault') this.reject(field, code, result.message);
    return null;
  }

  parseOrWarn<Value>(
    field: Field,
    code: string,
    parser: (text: string) => Parsed<Value>,
  ): Value | null | undefined {
    if (!this.has(field)) return undefined;
    const result = remembered(parser, this.#text(field));
    if (result.kind === 'value') return result.value;
    if (result.kind === 'empty') return null;
    const { zh, en } = result.message;
    this.warn(field, code, { zh: `${zh}（本格未采用）`, en: `${en} (this cell was left out)` });
    return undefined;
  }

  reject(field: Field | null, code: string, message: Bilingual): void {
    this.#rejections.push(this.#note(field, code, message));
  }

  warn(field: Field | null, code: string, message: Bilingual): void {
    this.#warnings.push(this.#note(field, code, message));
  }

  rejections(): readonly Rejection[] {
    return this.#rejections;
  }

  warnings(): readonly ImportWarning[] {
    return this.#warnings;
  }

  #text(field: Field): string {
    const cell = this.raw(field);
    return typeof cell === 'string' ? cell : String(cell ?? '');
  }

  #note(field: Field | null, code: string, message: Bilingual): Rejection {
    const column = field === null ? null : (this.#columns.headers.get(field) ?? null);
    const text = field === null ? '' : this.#text(field).trim();
    const isPersonal = field !== null && this.#columns.personal.has(field);
    // What is told stays longer than the file's text, and a parser's sentence repeats the cell.
    const value = ownText(shownValue(isPersonal ? maskWhole(text) : maskDigits(text)));
    const masked = { zh: ownText(maskDigits(message.zh)), en: ownText(maskDigits(message.en)) };
    return { sheet: this.sheet, row: this.row, column, value, code, message: masked };
  }
}

/** What parsers made of cells, by parser: columns say the same few things in a million rows. */
const answers = new WeakMap<object, Map<string, Parsed<unknown>>>();
/** Different cells of one parser that are kept; beyond, all are let go: a column of free text repeats nothing. */
const MOST_ANSWERS = 5_000;
/** Longer cells are hardly ever repeated, characters. */
const LONGEST_REMEMBERED = 40;

/** Parsers are pure: the same cell has the same answer. */
function remembered<Value>(parser: (text: string) => Parsed<Value>, cell: string): Parsed<Value> {
  if (cell.length > LONGEST_REMEMBERED) return parser(simplified(plainText(cell)));
  let known = answers.get(parser);
  if (known === undefined) answers.set(parser, (known = new Map()));
  // Only answers of this parser are kept under it.
  const answer = known.get(cell) as Parsed<Value> | undefined;
  if (answer !== undefined) return answer;
  const made = parser(simplified(plainText(cell)));
  if (known.size === MOST_ANSWERS) known.clear();
  known.set(ownText(cell), made);
  return made;
}

function rejectExcelErrors<Field extends string>(cells: RowCells<Field>, columns: ColumnMap<Field>): void {
  for (const [field, header] of columns.headers) {
    const text = cells.words(field);
    if (!EXCEL_ERROR.test(text)) continue;
    cells.reject(field, 'CELL_ERROR', {
      zh: `“${header}”是出错的公式（${text}），请改成实际内容，或复制后“选择性粘贴—数值”`,
      en: `"${header}" is a formula that failed (${text}): write the content itself, or copy and paste values only`,
    });
  }
}

import type { Bilingual } from '../../domain/bilingual.ts';
import type { Rejection } from '../../flows/ports/files.ts';
import type { Parsed } from '../../text/parsed.ts';
import type { ColumnMap } from '../headers/column-map.ts';
import { maskDigits, maskWhole, shownValue, type ImportWarning } from '../rejection.ts';
import type { RawCell, RawRow } from '../sheets/sheet.ts';
import { compactText, plainText, wordsOf } from './plain-text.ts';

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
  const rejections: Rejection[] = [];
  const warnings: ImportWarning[] = [];

  function raw(field: Field): RawCell {
    const column = columns.positions.get(field);
    return column === undefined ? null : (cells[column] ?? null);
  }
  function note(field: Field | null, code: string, message: Bilingual): Rejection {
    const column = field === null ? null : (columns.headers.get(field) ?? null);
    const text = field === null ? '' : String(raw(field) ?? '').trim();
    const isPersonal = field !== null && columns.personal.has(field);
    const value = shownValue(isPersonal ? maskWhole(text) : maskDigits(text));
    // A parser's sentence repeats the cell, and a number can stand in any column.
    const masked = { zh: maskDigits(message.zh), en: maskDigits(message.en) };
    return { sheet, row, column, value, code, message: masked };
  }
  function parsed<Value>(
    field: Field,
    parser: (text: string) => Parsed<Value>,
    onFault: (message: Bilingual) => null | undefined,
  ): Value | null | undefined {
    if (!columns.positions.has(field)) return undefined;
    const result = parser(plainText(String(raw(field) ?? '')));
    if (result.kind === 'fault') return onFault(result.message);
    return result.kind === 'value' ? result.value : null;
  }
  const self: RowCells<Field> = {
    sheet,
    row,
    raw,
    has: (field) => columns.positions.has(field),
    words: (field) => wordsOf(String(raw(field) ?? '')),
    compact: (field) => compactText(String(raw(field) ?? '')),
    parse: (field, code, parser) =>
      parsed(field, parser, (message) => {
        rejections.push(note(field, code, message));
        return null;
      }),
    parseOrWarn: (field, code, parser) =>
      parsed(field, parser, ({ zh, en }) => {
        warnings.push(note(field, code, { zh: `${zh}（本格未采用）`, en: `${en} (this cell was left out)` }));
        return undefined;
      }),
    reject: (field, code, message) => void rejections.push(note(field, code, message)),
    warn: (field, code, message) => void warnings.push(note(field, code, message)),
    rejections: () => rejections,
    warnings: () => warnings,
  };
  rejectExcelErrors(self, columns);
  return self;
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

import { writeXlsx, type Cell, type ColumnDef, type DataValidation, type WriteSheet } from 'hucre/xlsx';
import { displayWidth, safeCell, type Table, type TableColumn } from './table.ts';

/** A table as a sheet of a workbook. */
export interface SheetTable {
  /** At most 31 characters, none of `[]:*?/\`, and no two of one name. */
  readonly name: string;
  readonly table: Table;
  /** Printed on every page's head. */
  readonly printTitle?: string;
}

/** Excel's format of a text cell: what is typed into it stays as it is. */
const TEXT_FORMAT = '@';
/** Narrowest and widest column, characters: a date fits, and a page holds several. */
const MIN_WIDTH = 6;
const MAX_WIDTH = 40;
/** Room around the words of a header, characters. */
const HEADER_PADDING = 2;

/**
 * A workbook with one sheet per table: the header frozen, bold and printed on every page, A4 landscape one
 * page wide. Texts are text cells whatever they begin with, so nothing is a formula; columns of `text` and
 * `digits` also have the text format, so that what is typed there later stays text.
 */
export async function xlsxTables(sheets: readonly SheetTable[]): Promise<Uint8Array> {
  return writeXlsx({ sheets: sheets.map(sheetOf), stringMode: 'shared' });
}

function sheetOf({ name, table, printTitle }: SheetTable): WriteSheet {
  const rows = [...table.rows].map((row) => row.map(safeCell));
  return {
    name,
    columns: table.columns.map(columnOf),
    rows: [table.columns.map((column) => column.header), ...rows],
    cells: headerCells(table.columns),
    freezePane: { rows: 1 },
    dataValidations: table.columns.flatMap(choicesOf),
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '$1:$1',
    },
    headerFooter: { oddHeader: headerText(printTitle ?? name), oddFooter: '&C第 &P 页，共 &N 页' },
  };
}

function columnOf(column: TableColumn): ColumnDef {
  const natural = displayWidth(column.header) + HEADER_PADDING;
  const width = Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, column.width ?? natural));
  return column.kind === 'number' ? { width } : { width, numFmt: TEXT_FORMAT };
}

/** A list that warns and does not stop: several words in a cell, and other wordings, are read too. */
function choicesOf({ header, choices }: TableColumn, position: number): DataValidation[] {
  if (choices === undefined) return [];
  const letters = columnLetters(position);
  return [
    {
      type: 'list',
      values: [...choices],
      allowBlank: true,
      showErrorMessage: true,
      errorStyle: 'warning',
      errorTitle: header,
      errorMessage: `一般填：${choices.join('、')}。确实要填别的内容吗？`.slice(0, MAX_MESSAGE_CHARACTERS),
      range: `${letters}2:${letters}${LAST_ROW}`,
    },
  ];
}

/** Excel's longest message of a validation, characters, and its last row. */
const MAX_MESSAGE_CHARACTERS = 225;
const LAST_ROW = 1_048_576;

/** `A`, `Z`, `AA` of a position from 0. */
function columnLetters(position: number): string {
  const letter = String.fromCharCode(A_CODE + (position % ALPHABET));
  return position < ALPHABET ? letter : columnLetters(Math.floor(position / ALPHABET) - 1) + letter;
}

const A_CODE = 65;
const ALPHABET = 26;

function headerCells(columns: readonly TableColumn[]): Map<string, Partial<Cell>> {
  const style = {
    font: { bold: true },
    fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E7EEF7' } },
  } as const;
  return new Map(columns.map((column, position) => [`0,${position}`, { value: column.header, style }]));
}

/** `&` begins a code in a printed header, so it is doubled. */
function headerText(title: string): string {
  return `&C${title.replaceAll('&', '&&').slice(0, 100)}`;
}

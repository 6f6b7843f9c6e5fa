/** A cell as files hold it; numbers are numeric cells in XLSX. */
export type Cell = string | number;

/** A sheet: one row of headers and the rows below it. */
export interface Table {
  /** The sheet's name in XLSX. */
  readonly sheet: string;
  readonly headers: readonly string[];
  readonly rows: Iterable<readonly Cell[]>;
}

/** A column: its header and what a thing writes under it. */
export type Column<Item> = readonly [header: string, cell: (item: Item) => Cell];

/** Makes a sheet of things by its columns; rows are made as they are asked for. */
export function tableOf<Item>(sheet: string, columns: readonly Column<Item>[], items: Iterable<Item>): Table {
  return { sheet, headers: columns.map(([header]) => header), rows: rowsOf(columns, items) };
}

/** 是 or 否, as the forms write a yes or no. */
export function yesNoWord(value: boolean | undefined): string {
  return value === true ? '是' : '否';
}

function rowsOf<Item>(columns: readonly Column<Item>[], items: Iterable<Item>): Iterable<readonly Cell[]> {
  return {
    *[Symbol.iterator]() {
      for (const item of items) yield columns.map(([, cell]) => cell(item));
    },
  };
}

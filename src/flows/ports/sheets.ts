/** A column of a sheet. `digits`: text that looks like a number and must never become one. */
interface SheetColumn {
  readonly header: string;
  readonly kind: 'text' | 'digits' | 'number';
}

/** A sheet of a report, ready to print. */
export interface ReportSheet {
  /** At most 31 characters, none of `[]:*?/\`. */
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** Sheets as one file. CSV holds the first sheet alone. */
export interface SheetExporter {
  readonly format: 'xlsx' | 'csv';
  readonly mediaType: string;
  toBytes(title: string, sheets: readonly ReportSheet[]): Promise<Uint8Array>;
}

export type SheetExporters = Readonly<Record<'xlsx' | 'csv', SheetExporter>>;

import { headerKey, type HeaderTable } from './header-table.ts';
import type { RawCell } from '../sheets/sheet.ts';

/** Which column holds which field. */
export interface ColumnMap<Field extends string> {
  /** Position from 0. */
  readonly positions: ReadonlyMap<Field, number>;
  /** The header as the file writes it, for messages. */
  readonly headers: ReadonlyMap<Field, string>;
  /** Fields whose cells are never shown. */
  readonly personal: ReadonlySet<Field>;
  /** Headers that are unknown, or stand there a second time: the first counts. */
  readonly ignored: readonly string[];
}

/** Reads a row as a header: every cell that is one of the table's aliases becomes a column. */
export function mapColumns<Field extends string>(
  cells: readonly RawCell[],
  table: HeaderTable<Field>,
): ColumnMap<Field> {
  const fieldOf = fieldsByKey(table);
  const positions = new Map<Field, number>();
  const headers = new Map<Field, string>();
  const ignored: string[] = [];
  for (const [position, cell] of cells.entries()) {
    const header = String(cell ?? '')
      .replaceAll(/\s+/g, ' ')
      .trim();
    const field = fieldOf.get(headerKey(header));
    if (field !== undefined && !positions.has(field)) {
      positions.set(field, position);
      headers.set(field, header);
    } else if (header !== '') ignored.push(header);
  }
  return { positions, headers, personal: new Set(table.personal), ignored };
}

/** The required fields that a header lacks, by their official headers. */
export function missingHeaders<Field extends string>(
  columns: ColumnMap<Field>,
  table: HeaderTable<Field>,
): readonly string[] {
  return table.required
    .filter((field) => !columns.positions.has(field))
    .map((field) => table.aliases[field][0] ?? field);
}

function fieldsByKey<Field extends string>(table: HeaderTable<Field>): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>();
  // Object.entries gives plain strings; the table's own type says that its keys are fields.
  for (const [field, aliases] of Object.entries(table.aliases) as [Field, readonly string[]][]) {
    for (const alias of aliases) fields.set(headerKey(alias), field);
  }
  return fields;
}

import { HEADER_SEARCH_ROWS } from '../limits.ts';
import type { RawCell, SheetSource } from '../sheets/sheet.ts';
import { mapColumns, type ColumnMap } from './column-map.ts';
import type { HeaderTable } from './header-table.ts';

/** The header row of a sheet. */
export interface FoundHeader<Field extends string> {
  /** As the user sees it, from 1. */
  readonly row: number;
  readonly columns: ColumnMap<Field>;
  /** Columns up to the last one that has a header. */
  readonly width: number;
  /** The words above the header (title, unit, date), in order. */
  readonly title: string;
}

/** Known headers that a row must have at least: a title or a note can hold one by chance. */
const MIN_KNOWN_HEADERS = 2;

/**
 * The row among the first 30 that has the most known headers, the upper one of equals; titles, notes and
 * merged group headers above it are passed over. `null` when no row has two.
 */
export async function findHeader<Field extends string>(
  sheet: SheetSource,
  table: HeaderTable<Field>,
): Promise<FoundHeader<Field> | null> {
  let best: FoundHeader<Field> | null = null;
  const above: string[] = [];
  let looked = 0;
  for await (const { row, cells } of sheet.rows()) {
    const columns = mapColumns(cells, table);
    const known = columns.positions.size;
    if (known >= MIN_KNOWN_HEADERS && known > (best?.columns.positions.size ?? 0)) {
      best = { row, columns, width: widthOf(cells), title: above.join(' ') };
    }
    above.push(cells.filter((cell) => cell !== null && cell !== '').join(' '));
    looked += 1;
    if (looked >= HEADER_SEARCH_ROWS) break;
  }
  return best;
}

function widthOf(cells: readonly RawCell[]): number {
  return cells.findLastIndex((cell) => String(cell ?? '').trim() !== '') + 1;
}

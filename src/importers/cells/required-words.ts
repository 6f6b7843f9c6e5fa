import type { RowCells } from './row-cells.ts';

/** The words of a cell that must not be empty; notes a rejection and gives `null` when it is. */
export function requiredWords<Field extends string>(
  cells: RowCells<Field>,
  field: Field,
  header: string,
): string | null {
  const words = cells.words(field);
  if (words !== '') return words;
  cells.reject(field, 'CELL_EMPTY', {
    zh: `“${header}”为空，请补填`,
    en: `"${header}" is empty: fill it in`,
  });
  return null;
}

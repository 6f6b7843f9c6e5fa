import { int32Column, inHeap, type Allocate } from './allocate.ts';
import type { LaborerColumns } from './laborer-columns.ts';

/**
 * The rows by place profile, then skill profile: those who share places are ranked one after the other, which is what makes
 * the engine fast. Any order gives the same lists.
 */
export function rowsByProfile(columns: LaborerColumns, allocate: Allocate = inHeap): Int32Array {
  const rows = Int32Array.from({ length: columns.count }, (_row, at) => at);
  const { skills, places } = columns.dictionaries;
  const bySkills = countingSort(rows, columns.skills, skills.length);
  return int32Column(allocate, countingSort(bySkills, columns.place, places.length));
}

/** Stable: rows with the same value keep their order. Values are 0..count − 1. */
function countingSort(rows: Int32Array, values: Int32Array, count: number): Int32Array {
  const next = new Int32Array(count + 1);
  for (const row of rows) {
    const above = (values[row] ?? 0) + 1;
    next[above] = (next[above] ?? 0) + 1;
  }
  for (let value = 0; value < count; value += 1)
    next[value + 1] = (next[value + 1] ?? 0) + (next[value] ?? 0);
  const sorted = new Int32Array(rows.length);
  for (const row of rows) {
    const value = values[row] ?? 0;
    const at = next[value] ?? 0;
    sorted[at] = row;
    next[value] = at + 1;
  }
  return sorted;
}

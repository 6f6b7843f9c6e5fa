import type { RankingPlan } from './ranking-plan.ts';

/** Where the places of an area lie among the places of an index, which are numbered by their codes. */
export interface AreaRanges {
  /** By area row: its first place, and the place past its last. */
  readonly first: Int32Array;
  readonly end: Int32Array;
}

/** Finds the range of every area of a plan; an area without places has an empty one. */
export function areaRanges({ places: tables, index }: RankingPlan): AreaRanges {
  const count = index.places.length;
  const areas = count === 0 ? 0 : tables.holds.length / count;
  const first = new Int32Array(areas);
  const end = new Int32Array(areas);
  for (let area = 0; area < areas; area += 1) {
    const row = tables.holds.subarray(area * count, (area + 1) * count);
    const found = row.indexOf(1);
    first[area] = Math.max(0, found);
    end[area] = row.lastIndexOf(1) + 1;
  }
  return { first, end };
}

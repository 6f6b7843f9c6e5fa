import type { AreaCode } from '../domain/area.ts';
import type { Region } from '../domain/region.ts';
import { ROAD_ABROAD_TENTHS, roadTenthsBetween } from './road-distance.ts';

/**
 * Roads between six-digit codes: estimated tenths of a kilometer, or `null` where one of the places is
 * unknown.
 */
export interface RoadTable {
  tenths(origin: AreaCode, place: AreaCode): number | null;
}

/** Roads over a regions table; each pair of places is computed once and kept. */
export function roadTable(regions: ReadonlyMap<AreaCode, Region>): RoadTable {
  const known = new Map<AreaCode, Map<AreaCode, number | null>>();
  return {
    tenths(origin, place) {
      let row = known.get(origin);
      if (row === undefined) {
        row = new Map();
        known.set(origin, row);
      }
      let road = row.get(place);
      if (road === undefined) {
        road = computeRoad(regions, origin, place);
        row.set(place, road);
      }
      return road;
    },
  };
}

function computeRoad(
  regions: ReadonlyMap<AreaCode, Region>,
  origin: AreaCode,
  place: AreaCode,
): number | null {
  const from = regions.get(origin);
  if (from === undefined) return null;
  if (place.startsWith('99')) return ROAD_ABROAD_TENTHS;
  const to = regions.get(place);
  return to === undefined ? null : roadTenthsBetween(from, to);
}

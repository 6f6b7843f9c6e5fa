import { locationValue } from '../factors/location.ts';
import { preferenceOf } from '../view-place.ts';
import type { RankingPlan } from './ranking-plan.ts';

/** What one place is worth to every place profile of a plan. */
export interface PlacePoints {
  /** By profile: location points; -1: she does not go there, or a place is unknown. */
  readonly location: Int32Array;
  /** By profile, where `location` is not -1. */
  readonly distance: Int32Array;
  /** By profile: the road in tenths; -1: a place is unknown. */
  readonly road: Int32Array;
}

/** Scores one place for all profiles; `place` -1 (unknown) has no road from anywhere. */
export function pointsOfPlace(plan: RankingPlan, place: number): PlacePoints {
  const { places: tables, index, willingBit, tierPolicy } = plan;
  const { weights } = index;
  const count = index.places.length;
  const location = new Int32Array(tables.profiles).fill(-1);
  const distance = new Int32Array(tables.profiles);
  const road = new Int32Array(tables.profiles).fill(-1);
  if (place < 0) return { location, distance, road };
  for (let profile = 0; profile < tables.profiles; profile += 1) {
    const roadAt = (tables.origin[profile] ?? 0) * count + place;
    const tier = tables.tier[(tables.home[profile] ?? 0) * count + place] ?? 0;
    const firstArea = tables.areaStart[profile] ?? 0;
    const endArea = tables.areaStart[profile + 1] ?? 0;
    const willing = tables.willing[profile] ?? 0;
    road[profile] = tables.road[roadAt] ?? -1;
    if ((road[profile] ?? -1) < 0) continue;
    let area = firstArea;
    while (area < endArea && tables.holds[(tables.area[area] ?? 0) * count + place] === 0) area += 1;
    const isNamed = area < endArea;
    const isAnywhere = firstArea === endArea && willing === 0;
    if (!isNamed && !isAnywhere && (willing & (willingBit[tier] ?? 0)) === 0) continue;
    const preference = preferenceOf(isNamed ? area - firstArea : -1, true, endArea > firstArea);
    const byRoad = tables.distance[roadAt] ?? 0;
    location[profile] = weights.location * locationValue(preference, tierPolicy[tier] ?? 0);
    distance[profile] = weights.distance * (isNamed ? Math.max(byRoad, preference) : byRoad);
  }
  return { location, distance, road };
}

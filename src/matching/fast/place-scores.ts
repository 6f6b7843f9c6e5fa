import { TIERS } from '../../domain/area.ts';
import { locationValue } from '../factors/location.ts';
import { preferenceOf } from '../view-place.ts';
import type { RankingPlan } from './ranking-plan.ts';

/** Place profiles name at most four areas; longer lists of older files still count. */
const FIRST_AREAS = 8;

/** What every place of an index is worth to one place profile after the other. */
export class PlaceScores {
  /** By place: weight × location + weight × distance; -1: she does not go there. */
  readonly points: Int32Array;
  /** By place, where `points` is not -1: the two addends. */
  readonly locationPoints: Int32Array;
  readonly distancePoints: Int32Array;
  /** The most that any place has. */
  most = -1;
  /** The most that a place and its best opening have, skill left out. */
  mostWithOpening = -1;
  #plan: RankingPlan;
  /** (Position of the area + 1) × tiers + tier: location points; -1: not willing. */
  #locations = new Int32Array(FIRST_AREAS * TIERS.length);
  /** By position of the area + 1: the least distance factor. */
  #preferences = new Int32Array(FIRST_AREAS);

  constructor(plan: RankingPlan) {
    const places = plan.index.places.length;
    this.#plan = plan;
    this.points = new Int32Array(places);
    this.locationPoints = new Int32Array(places);
    this.distancePoints = new Int32Array(places);
  }

  /** Goes on with another plan over the same index; enter a profile of it next. */
  usePlan(plan: RankingPlan): void {
    this.#plan = plan;
  }

  /** Scores all places for a profile; those behind a road that is longer than `reach` tenths are left out. */
  enter(profile: number, reach = Number.POSITIVE_INFINITY): void {
    const { places: tables, index } = this.#plan;
    const { tier, road, distance, holds, area } = tables;
    const count = index.places.length;
    const weight = index.weights.distance;
    const placeBest = index.runs.placeBest;
    const { points, locationPoints, distancePoints } = this;
    const tierRow = (tables.home[profile] ?? 0) * count;
    const roadRow = (tables.origin[profile] ?? 0) * count;
    const firstArea = tables.areaStart[profile] ?? 0;
    const lastArea = tables.areaStart[profile + 1] ?? 0;
    this.#fillLocations(lastArea - firstArea, tables.willing[profile] ?? 0);
    const locations = this.#locations;
    const preferences = this.#preferences;
    let most = -1;
    let mostWithOpening = -1;
    for (let place = 0; place < count; place += 1) {
      let named = 0;
      for (let at = firstArea; at < lastArea; at += 1) {
        if (holds[(area[at] ?? 0) * count + place] === 1) {
          named = at - firstArea + 1;
          break;
        }
      }
      const location = locations[named * TIERS.length + (tier[tierRow + place] ?? 0)] ?? -1;
      const tenths = road[roadRow + place] ?? -1;
      points[place] = -1;
      if (location < 0 || tenths < 0 || tenths > reach) continue;
      const byRoad = weight * (distance[roadRow + place] ?? 0);
      const least = preferences[named] ?? 0;
      const far = byRoad > least ? byRoad : least;
      points[place] = location + far;
      locationPoints[place] = location;
      distancePoints[place] = far;
      if (location + far > most) most = location + far;
      const best = placeBest[place] ?? -1;
      if (best >= 0 && location + far + best > mostWithOpening) mostWithOpening = location + far + best;
    }
    this.most = most;
    this.mostWithOpening = mostWithOpening;
  }

  #fillLocations(areas: number, willing: number): void {
    const { willingBit, tierPolicy, index } = this.#plan;
    if (this.#preferences.length <= areas) {
      this.#preferences = new Int32Array(areas + 1);
      this.#locations = new Int32Array((areas + 1) * TIERS.length);
    }
    const statesNothing = areas === 0 && willing === 0;
    for (let named = 0; named <= areas; named += 1) {
      const preference = preferenceOf(named - 1, true, areas > 0);
      // Outside the named areas a place has no least distance factor.
      this.#preferences[named] = named === 0 ? 0 : preference * index.weights.distance;
      for (let tier = 0; tier < TIERS.length; tier += 1) {
        const isWilling = named > 0 || statesNothing || (willing & (willingBit[tier] ?? 0)) !== 0;
        this.#locations[named * TIERS.length + tier] = isWilling
          ? index.weights.location * locationValue(preference, tierPolicy[tier] ?? 0)
          : -1;
      }
    }
  }
}

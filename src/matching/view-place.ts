import { countyOf, isInside, tierOf, willingTierOf, type AreaCode } from '../domain/area.ts';
import type { PlaceView } from './place-view.ts';
import type { PreparedLaborer } from './prepared-laborer.ts';
import type { World } from './world.ts';

/** Preference for the first, second, third and fourth area that she named. */
const AREA_PREFERENCES = [100_000, 80_000, 65_000, 50_000] as const;
/** An area beyond the fourth (none should be stored) counts as the fourth. */
const LAST_AREA_PREFERENCE = 50_000;
/** A willing tier where she named areas: she would rather be elsewhere. */
const TIER_BESIDE_AREAS = 35_000;
/** A willing tier where she named no area, and any place where she stated nothing about place. */
const TIER_WITHOUT_AREAS = 65_000;

/**
 * The view of a place, or `null` where the place, her home or her origin is unknown (PLACE_UNKNOWN). Kept per
 * laborer.
 */
export function placeViewOf(
  world: World,
  laborer: PreparedLaborer,
  placeCode: AreaCode | null,
): PlaceView | null {
  if (placeCode === null || laborer.problem?.code === 'PLACE_UNKNOWN') return null;
  const known = laborer.placeViews.get(placeCode);
  if (known !== undefined) return known;
  const view = computeView(world, laborer, placeCode);
  if (view !== null) laborer.placeViews.set(placeCode, view);
  return view;
}

/** Whether she named neither areas nor tiers: then no place is refused. */
export function hasStatedNoPlace(laborer: PreparedLaborer): boolean {
  const { areas, tiers } = laborer.input.intention;
  return areas.length === 0 && tiers.length === 0;
}

function computeView(world: World, laborer: PreparedLaborer, placeCode: AreaCode): PlaceView | null {
  const { homeCode, originCode, intention } = laborer.input;
  const roadTenths = world.roads.tenths(countyOf(originCode), countyOf(placeCode));
  if (roadTenths === null) return null;
  const { pairs, epoch } = world.settings;
  // A pair that starts or ends inside the week counts from the next one on: inside an epoch no score moves by itself.
  const tier = tierOf(homeCode, placeCode, pairs, epoch.monday);
  const areaIndex = laborer.areaPrefixes.findIndex((prefix) => isInside(prefix, placeCode));
  const isTierWilling = hasStatedNoPlace(laborer) || intention.tiers.includes(willingTierOf(tier));
  return {
    placeCode,
    roadTenths,
    tier,
    areaIndex,
    preference: preferenceOf(areaIndex, isTierWilling, intention.areas.length > 0),
    isWilling: areaIndex >= 0 || isTierWilling,
  };
}

/** Preference for a place: 0..100,000; `areaIndex` -1 where no named area holds it. */
export function preferenceOf(areaIndex: number, isTierWilling: boolean, namedAreas: boolean): number {
  if (areaIndex >= 0) return AREA_PREFERENCES[areaIndex] ?? LAST_AREA_PREFERENCE;
  if (!isTierWilling) return 0;
  return namedAreas ? TIER_BESIDE_AREAS : TIER_WITHOUT_AREAS;
}

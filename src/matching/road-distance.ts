import type { Region } from '../domain/region.ts';

/** Mean radius of the earth, km (IUGG). */
const EARTH_RADIUS_KM = 6_371.0088;
/** Two places of one county are still apart: seats stand for whole counties. */
const MIN_GREAT_CIRCLE_KM = 15;
/** Up to here a road is `NEAR_FACTOR` times as long as the great circle: mountain roads. */
const NEAR_END_KM = 100;
const NEAR_FACTOR = 1.6;
/** From 100 to 400 km of great circle: provincial roads. */
const MIDDLE_END_KM = 400;
const MIDDLE_FACTOR = 4 / 3;
/** Beyond: motorways. */
const FAR_FACTOR = 1.2375;
/** Road at 100 km and at 400 km of great circle; the pieces meet there, so longer is never shorter. */
const NEAR_END_ROAD_KM = 160;
const MIDDLE_END_ROAD_KM = 560;
/** Distances are used in tenths of a kilometer, an integer. */
const TENTHS = 10;

/**
 * Road to every place abroad, in tenths: farther than any limit (100,000 km), so the distance factor is 0.
 */
export const ROAD_ABROAD_TENTHS = 1_000_000;

type Point = Pick<Region, 'latitude' | 'longitude'>;

/** Great circle between two points, km (haversine). */
export function greatCircleKm(from: Point, to: Point): number {
  const latitude = radians(to.latitude - from.latitude);
  const longitude = radians(to.longitude - from.longitude);
  const haversine =
    Math.sin(latitude / 2) ** 2 +
    Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * Math.sin(longitude / 2) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(haversine)));
}

/**
 * Estimated road for a great circle, in tenths of a kilometer, never below 240 (15 km of great circle).
 * Monotone.
 */
export function roadTenths(greatCircle: number): number {
  const km = Math.max(MIN_GREAT_CIRCLE_KM, greatCircle);
  if (km <= NEAR_END_KM) return Math.round(NEAR_FACTOR * km * TENTHS);
  if (km <= MIDDLE_END_KM) {
    return Math.round((NEAR_END_ROAD_KM + MIDDLE_FACTOR * (km - NEAR_END_KM)) * TENTHS);
  }
  return Math.round((MIDDLE_END_ROAD_KM + FAR_FACTOR * (km - MIDDLE_END_KM)) * TENTHS);
}

/** Estimated road between two seats, in tenths of a kilometer. */
export function roadTenthsBetween(from: Point, to: Point): number {
  return roadTenths(greatCircleKm(from, to));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

import { NIGHTLY_ROAD_TENTHS } from '../../../src/matching/eligibility/home-nightly.ts';
import { HARD_BITS, NIGHTLY_BIT } from '../../../src/matching/fast/conflict-bits.ts';
import type { PeerTables } from './peer-tables.ts';

/** Constants of this file: an imported name is read from memory each time. */
const HARD = HARD_BITS;
const NIGHTLY = NIGHTLY_BIT;
const NIGHTLY_TENTHS = NIGHTLY_ROAD_TENTHS;

/** Whether no rule drops an opening, a position in the tables. */
export type AllowOpening = (opening: number) => boolean;

/**
 * The rules of one laborer's pairs on the integer tables, for peers in this language. Willingness and must skills are in
 * the points.
 */
export function pairRules(tables: PeerTables, laborer: number): AllowOpening {
  const { laborers, places, gateSets, reservedSets, occupations } = tables;
  const { bits, ageMin, ageMax, wage, gates, reserved, occupation, place, soonestDay, latestDay } =
    tables.openings;
  const rowOf = (table: Uint8Array, set: number, width: number): Uint8Array =>
    table.subarray(set * width, (set + 1) * width);
  const ownBits = laborers.bits[laborer] ?? 0;
  const age = laborers.age[laborer] ?? 0;
  const wageFloor = laborers.wageFloor[laborer] ?? 0;
  const limit = laborers.limitTenths[laborer] ?? 0;
  const freeFrom = laborers.freeFrom[laborer] ?? 0;
  const freeUntil = laborers.freeUntil[laborer] ?? 0;
  const firstRoad = (laborers.place[laborer] ?? 0) * places;
  const roads = tables.roads.subarray(firstRoad, firstRoad + places);
  const gateFails = rowOf(tables.gateFails, laborers.certificates[laborer] ?? 0, gateSets);
  const reservedFails = rowOf(tables.reservedFails, laborers.groups[laborer] ?? 0, reservedSets);
  const refusedFails = rowOf(tables.refusedFails, laborers.refusedOccupations[laborer] ?? 0, occupations);
  return (opening) => {
    const conflict = (bits[opening] ?? 0) & ownBits;
    if ((conflict & HARD) !== 0) return false;
    if (age < (ageMin[opening] ?? 0) || age > (ageMax[opening] ?? 0)) return false;
    if ((wage[opening] ?? 0) < wageFloor) return false;
    if (gateFails[gates[opening] ?? 0] === 1) return false;
    if ((soonestDay[opening] ?? 0) < freeFrom || (latestDay[opening] ?? 0) > freeUntil) return false;
    const road = roads[place[opening] ?? 0] ?? 0;
    if (road > limit || ((conflict & NIGHTLY) !== 0 && road > NIGHTLY_TENTHS)) return false;
    if (refusedFails[occupation[opening] ?? 0] === 1) return false;
    return reservedFails[reserved[opening] ?? 0] !== 1;
  };
}

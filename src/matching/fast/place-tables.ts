import { countyOf, isInside, tierOf, TIERS, type AreaCode, type AreaPrefix } from '../../domain/area.ts';
import { distanceValue } from '../factors/distance.ts';
import type { World } from '../world.ts';
import { byteColumn, int32Column, type Allocate } from './allocate.ts';
import type { PlaceProfile } from './laborer-columns.ts';
import type { OpeningIndex } from './opening-index.ts';

/**
 * What place profiles see, as integer tables over the index's places. Rows are shared: one a home, an origin, a
 * named area.
 */
export interface PlaceTables {
  readonly profiles: number;
  /** By profile: rows of the tables below. */
  readonly home: Int32Array;
  readonly origin: Int32Array;
  /** By profile: where its areas start, most wanted first; one more at the end. */
  readonly areaStart: Int32Array;
  readonly area: Int32Array;
  /** By profile: bits in the order of WILLING_TIERS. */
  readonly willing: Uint8Array;
  /** home row × places + place: number of the tier in TIERS. */
  readonly tier: Uint8Array;
  /** origin row × places + place: road in tenths; -1: a place is unknown. */
  readonly road: Int32Array;
  /** origin row × places + place: the distance factor of the road. */
  readonly distance: Int32Array;
  /** area row × places + place: 1 where the area holds the place. */
  readonly holds: Uint8Array;
}

/** Rows that were computed before, for the places of one index. */
interface KnownRows {
  readonly tier: Map<string, readonly number[]>;
  readonly road: Map<AreaCode, readonly number[]>;
  readonly holds: Map<AreaPrefix, readonly number[]>;
}

/** Rows kept for an index; a province has some hundreds, and what people type is bounded here. */
const MOST_ROWS_KEPT = 10_000;

const knownRows = new WeakMap<OpeningIndex, KnownRows>();

/** Computes the tables of these profiles. Rows are kept with the index, so that one more laborer costs little. */
export function placeTables(
  world: World,
  index: OpeningIndex,
  profiles: readonly PlaceProfile[],
  allocate: Allocate,
): PlaceTables {
  const known = rowsOf(index);
  const homes = new RowSet(known.tier, (homeCode: AreaCode) => tierRow(world, index, homeCode));
  const origins = new RowSet(known.road, (county: AreaCode) => roadRow(world, index, county));
  const areas = new RowSet(known.holds, (prefix: AreaPrefix) =>
    index.places.map((place) => Number(isInside(prefix, place))),
  );
  const home = profiles.map((profile) => homes.rowOf(homeKey(world, profile.homeCode), profile.homeCode));
  const origin = profiles.map(({ originCounty }) => origins.rowOf(originCounty, originCounty));
  const areaStart = [0];
  const area: number[] = [];
  for (const profile of profiles) {
    for (const prefix of profile.areas) area.push(areas.rowOf(prefix, prefix));
    areaStart.push(area.length);
  }
  const roads = origins.rows.flat();
  return {
    profiles: profiles.length,
    home: int32Column(allocate, home),
    origin: int32Column(allocate, origin),
    areaStart: int32Column(allocate, areaStart),
    area: int32Column(allocate, area),
    willing: byteColumn(
      allocate,
      profiles.map(({ tiers }) => tiers),
    ),
    tier: byteColumn(allocate, homes.rows.flat()),
    road: int32Column(allocate, roads),
    distance: int32Column(
      allocate,
      roads.map((road) => (road < 0 ? 0 : distanceValue(road))),
    ),
    holds: byteColumn(allocate, areas.rows.flat()),
  };
}

/** Rows that some profiles need, each once. */
class RowSet<Input> {
  readonly rows: (readonly number[])[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #known: Map<string, readonly number[]>;
  readonly #compute: (input: Input) => readonly number[];

  constructor(known: Map<string, readonly number[]>, compute: (input: Input) => readonly number[]) {
    this.#known = known;
    this.#compute = compute;
  }

  rowOf(key: string, input: Input): number {
    const number = this.#numbers.get(key);
    if (number !== undefined) return number;
    this.#numbers.set(key, this.rows.length);
    return this.rows.push(this.#row(key, input)) - 1;
  }

  #row(key: string, input: Input): readonly number[] {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const row = this.#compute(input);
    if (this.#known.size >= MOST_ROWS_KEPT) this.#known.clear();
    this.#known.set(key, row);
    return row;
  }
}

function rowsOf(index: OpeningIndex): KnownRows {
  const known = knownRows.get(index) ?? { tier: new Map(), road: new Map(), holds: new Map() };
  knownRows.set(index, known);
  return known;
}

/** Homes with the same key see every place in the same tier. */
function homeKey(world: World, homeCode: AreaCode): string {
  const { pairs } = world.settings;
  return `${countyOf(homeCode)}|${pairs.map((pair) => Number(isInside(pair.homePrefix, homeCode))).join('')}`;
}

function tierRow(world: World, index: OpeningIndex, homeCode: AreaCode): readonly number[] {
  const { pairs, epoch } = world.settings;
  return index.places.map((place) => TIERS.indexOf(tierOf(homeCode, place, pairs, epoch.monday)));
}

function roadRow(world: World, index: OpeningIndex, county: AreaCode): readonly number[] {
  return index.places.map((place) => world.roads.tenths(county, countyOf(place)) ?? -1);
}

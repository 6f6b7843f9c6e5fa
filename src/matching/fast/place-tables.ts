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
  readonly tier: Map<string, Int32Array>;
  readonly road: Map<AreaCode, Int32Array>;
  readonly distance: Map<AreaCode, Int32Array>;
  readonly holds: Map<AreaPrefix, Int32Array>;
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
    Int32Array.from(index.places, (place) => Number(isInside(prefix, place))),
  );
  const home = profiles.map((profile) => homes.rowOf(homeKey(world, profile.homeCode), profile.homeCode));
  const origin = profiles.map(({ originCounty }) => origins.rowOf(originCounty, originCounty));
  const areaStart = [0];
  const area: number[] = [];
  for (const profile of profiles) {
    for (const prefix of profile.areas) area.push(areas.rowOf(prefix, prefix));
    areaStart.push(area.length);
  }
  const distances = new RowSet(known.distance, (county: AreaCode) =>
    origins.row(county, county).map((road) => (road < 0 ? 0 : distanceValue(road))),
  );
  for (const { originCounty } of profiles) distances.rowOf(originCounty, originCounty);
  const count = index.places.length;
  const bytes = count * Int32Array.BYTES_PER_ELEMENT;
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
    tier: rowsOnEnd(new Uint8Array(allocate(homes.rows.length * count)), homes.rows),
    road: rowsOnEnd(new Int32Array(allocate(origins.rows.length * bytes)), origins.rows),
    distance: rowsOnEnd(new Int32Array(allocate(origins.rows.length * bytes)), distances.rows),
    holds: rowsOnEnd(new Uint8Array(allocate(areas.rows.length * count)), areas.rows),
  };
}

/** Writes rows of one length into a table, one after the other. */
function rowsOnEnd<Table extends Int32Array | Uint8Array>(table: Table, rows: readonly Int32Array[]): Table {
  let at = 0;
  for (const row of rows) {
    table.set(row, at);
    at += row.length;
  }
  return table;
}

/** Rows that some profiles need, each once. */
class RowSet<Input> {
  readonly rows: Int32Array[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #known: Map<string, Int32Array>;
  readonly #compute: (input: Input) => Int32Array;

  constructor(known: Map<string, Int32Array>, compute: (input: Input) => Int32Array) {
    this.#known = known;
    this.#compute = compute;
  }

  rowOf(key: string, input: Input): number {
    const number = this.#numbers.get(key);
    if (number !== undefined) return number;
    this.#numbers.set(key, this.rows.length);
    return this.rows.push(this.row(key, input)) - 1;
  }

  row(key: string, input: Input): Int32Array {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const row = this.#compute(input);
    if (this.#known.size >= MOST_ROWS_KEPT) this.#known.clear();
    this.#known.set(key, row);
    return row;
  }
}

function rowsOf(index: OpeningIndex): KnownRows {
  const known = knownRows.get(index) ?? {
    tier: new Map(),
    road: new Map(),
    distance: new Map(),
    holds: new Map(),
  };
  knownRows.set(index, known);
  return known;
}

/** Homes with the same key see every place in the same tier. */
function homeKey(world: World, homeCode: AreaCode): string {
  const { pairs } = world.settings;
  return `${countyOf(homeCode)}|${pairs.map((pair) => Number(isInside(pair.homePrefix, homeCode))).join('')}`;
}

function tierRow(world: World, index: OpeningIndex, homeCode: AreaCode): Int32Array {
  const { pairs, epoch } = world.settings;
  return Int32Array.from(index.places, (place) =>
    TIERS.indexOf(tierOf(homeCode, place, pairs, epoch.monday)),
  );
}

function roadRow(world: World, index: OpeningIndex, county: AreaCode): Int32Array {
  return Int32Array.from(index.places, (place) => world.roads.tenths(county, countyOf(place)) ?? -1);
}

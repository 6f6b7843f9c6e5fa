import type { AreaCode } from '../../domain/area.ts';
import type { OpeningId } from '../../domain/ids.ts';
import type { Code } from '../../domain/occupation.ts';
import type { World } from '../world.ts';
import { compareBytes } from '../tie-order.ts';
import { inHeap, int32Column, type Allocate } from './allocate.ts';
import { dictionary, type Dictionary } from './dictionary.ts';
import {
  CLOSED_AT,
  openingRecords,
  RECORD_INTS,
  STABILITY_AT,
  TERMS_AT,
  type OpeningRecords,
} from './opening-records.ts';
import { openingTotals, type OpeningTotals } from './opening-totals.ts';
import { patternsOf, type Patterns } from './patterns.ts';
import { runsOf, type Runs } from './runs.ts';

/**
 * The openings of a world as columns. Openings are numbered by the bytes of their ids, so that a smaller number wins the last
 * tie. Data only: it can be posted to a worker, which then shares the columns that are in shared memory.
 */
export interface OpeningIndex {
  /** All openings of the world, usable or not. */
  readonly count: number;
  /** By number: the id's number. */
  readonly key: Int32Array;
  /** Different place codes, ascending; an opening's number of one is in its record. */
  readonly places: readonly AreaCode[];
  readonly occupations: readonly Code[];
  /** Groups of public posts, by the number in their records. */
  readonly reservedGroups: readonly (readonly string[])[];
  readonly employers: number;
  readonly records: OpeningRecords;
  readonly patterns: Patterns;
  readonly runs: Runs;
  readonly totals: OpeningTotals;
  /** Per mille. */
  readonly weights: World['settings']['profile']['weights'];
}

/** Builds the index of a world. `allocate`: where its columns live. */
export function buildIndex(world: World, allocate: Allocate = inHeap): OpeningIndex {
  const { profile } = world.settings;
  const openings = world.openings.toSorted((one, other) => compareBytes(one.input.id, other.input.id));
  const places = placesInOrder(openings);
  const occupations = dictionary<Code>();
  const employers = dictionary<null>();
  const reserved = dictionary<readonly string[]>();
  const patterns = patternsOf(world, openings, allocate);
  const records = openingRecords({
    world,
    openings,
    places,
    occupations,
    employers,
    reserved,
    patternOf: patterns.of,
    allocate,
  });
  const fieldOf = (opening: number, at: number): number => records.ints[opening * RECORD_INTS + at] ?? 0;
  const isOpen = openings.map((_opening, number) => fieldOf(number, CLOSED_AT) === 0);
  return {
    count: openings.length,
    key: int32Column(
      allocate,
      openings.map(({ input }) => Number(input.id.slice(1))),
    ),
    places: places.values,
    occupations: occupations.values,
    reservedGroups: reserved.values,
    employers: employers.values.length,
    records,
    patterns,
    runs: runsOf({
      isOpen,
      place: records.place,
      patterns,
      placeCount: places.values.length,
      records,
      basePoints: (opening) => fieldOf(opening, STABILITY_AT) + fieldOf(opening, TERMS_AT),
      skillWeight: profile.weights.skill,
      allocate,
    }),
    totals: openingTotals({ openings, records, placeCount: places.values.length, allocate }),
    weights: profile.weights,
  };
}

/** The places of openings, numbered by their codes: so the places of an area lie together. */
function placesInOrder(openings: World['openings']): Dictionary<AreaCode> {
  const places = dictionary<AreaCode>();
  const codes = new Set(openings.flatMap(({ input }) => input.placeCode ?? []));
  for (const code of [...codes].toSorted(compareBytes)) places.idOf(code, () => code);
  return places;
}

/** The id of an opening by its number in the index. */
export function openingIdAt(index: OpeningIndex, opening: number): OpeningId {
  return `O${index.key[opening] ?? 0}`;
}

import type { PlaceView } from './place-view.ts';
import type { PreparedLaborer } from './prepared-laborer.ts';
import type { PreparedOpening } from './prepared-opening.ts';
import { placeViewOf } from './view-place.ts';
import type { World } from './world.ts';

/** One laborer and one opening: what every rule and factor is given, and all it may depend on. */
export interface Pair {
  readonly world: World;
  readonly laborer: PreparedLaborer;
  readonly opening: PreparedOpening;
  /** `null`: a place is unknown; rules about place are then to check, and there is no score. */
  readonly view: PlaceView | null;
}

/** A pair whose places and data are sound: it has a score. */
export interface ScorablePair extends Pair {
  readonly view: PlaceView;
}

/** Puts a laborer and an opening together. */
export function pairOf(world: World, laborer: PreparedLaborer, opening: PreparedOpening): Pair {
  return { world, laborer, opening, view: placeViewOf(world, laborer, opening.input.placeCode) };
}

/** Whether a pair has a score: neither side is DATA_INVALID or PLACE_UNKNOWN. */
export function isScorable(pair: Pair): pair is ScorablePair {
  return pair.view !== null && pair.laborer.problem === null && pair.opening.problem === null;
}

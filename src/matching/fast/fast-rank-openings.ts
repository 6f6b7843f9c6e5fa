import type { MatchLaborer } from '../../domain/match-input.ts';
import type { RecommendationList } from '../../domain/recommendation.ts';
import type { World } from '../world.ts';
import { LiveRanker } from './live-ranker.ts';
import { buildIndex, type OpeningIndex } from './opening-index.ts';

const indexes = new WeakMap<World, OpeningIndex>();
const rankers = new WeakMap<World, LiveRanker>();

/** The index of a world, built when first asked for. */
export function indexOf(world: World): OpeningIndex {
  const known = indexes.get(world);
  if (known !== undefined) return known;
  const index = buildIndex(world);
  indexes.set(world, index);
  return index;
}

/**
 * The same list as `rankOpenings(world, laborer, options)`, by the fast engine: for one laborer at a time, as an API asks.
 * What depends on the world alone is made when first asked for and kept with it.
 * @throws AppError `K_INVALID` unless K is 1..1,000, `EMPLOYER_CAP_INVALID`.
 */
export function fastRankOpenings(
  world: World,
  laborer: MatchLaborer,
  options: { readonly k: number; readonly employerCap?: number },
): RecommendationList {
  const ranker = rankers.get(world) ?? new LiveRanker(indexOf(world));
  rankers.set(world, ranker);
  return ranker.rank(world, laborer, options);
}

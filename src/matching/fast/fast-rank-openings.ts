import type { MatchLaborer } from '../../domain/match-input.ts';
import type { RecommendationList } from '../../domain/recommendation.ts';
import type { World } from '../world.ts';
import { assertK } from '../list-limits.ts';
import { encodeLaborers } from './encode-laborers.ts';
import { buildIndex, type OpeningIndex } from './opening-index.ts';
import { OpeningRanker } from './opening-ranker.ts';
import { packedLists, unpackList } from './packed-lists.ts';
import { planRanking } from './ranking-plan.ts';

const indexes = new WeakMap<World, OpeningIndex>();

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
 * @throws AppError `K_INVALID` unless K is 1..1,000, `EMPLOYER_CAP_INVALID`.
 */
export function fastRankOpenings(
  world: World,
  laborer: MatchLaborer,
  options: { readonly k: number; readonly employerCap?: number },
): RecommendationList {
  const { k, employerCap } = options;
  assertK(k);
  const plan = planRanking(world, indexOf(world), encodeLaborers(world.settings, [laborer]));
  const out = packedLists(1, k);
  new OpeningRanker(plan).rankRows({ from: 0, to: 1, employerCap }, out);
  return unpackList(plan, out, 0, 0);
}

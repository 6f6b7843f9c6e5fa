import type { AreaPrefix } from '../domain/area.ts';
import { isInScope, type Principal } from '../domain/broker.ts';
import type { PairExplanation, Shortlist } from '../domain/explanation.ts';
import type { LaborerId, OpeningId } from '../domain/ids.ts';
import type { Laborer } from '../domain/laborer.ts';
import type { Opening } from '../domain/opening.ts';
import { explainPair } from '../matching/explain-pair.ts';
import type { World } from '../matching/world.ts';
import type { FlowContext } from './context.ts';
import { findMatchableOpening } from './find-in-scope.ts';
import { pairWorld } from './pair-world.ts';
import { rankInBatches, type BatchedShortlist } from './rank-in-batches.ts';
import { currentMoment } from './world.ts';

/** Laborers of a shortlist when nothing else is asked: two pages of a broker's call sheet. */
const DEFAULT_SHORTLIST = 50;

export interface ShortlistInput {
  readonly principal: Principal;
  readonly openingId: OpeningId;
  /** 1..1,000; 50 by default. */
  readonly k?: number;
  /** Only laborers of this area. */
  readonly area?: AreaPrefix;
}

/** An opening's best laborers inside a scope, and why. */
export interface ExplainedShortlist {
  readonly shortlist: Shortlist;
  readonly opening: Opening;
  /** One per pair, in its order. */
  readonly explanations: readonly PairExplanation[];
  readonly laborers: ReadonlyMap<LaborerId, Laborer>;
}

/**
 * The best laborers for an opening, ranked now among the willing laborers of the scope (filtered before the top K). Fewer
 * than K: the shortlist carries the reasons with counts.
 * @throws AppError `OPENING_UNKNOWN`, `OPENING_WITHDRAWN`; `K_INVALID` from the engine.
 */
export async function shortlist(context: FlowContext, input: ShortlistInput): Promise<ExplainedShortlist> {
  const opening = await findMatchableOpening(context, input.openingId);
  const scope = input.area === undefined ? input.principal.scope : narrow(input.principal.scope, input.area);
  const moment = await currentMoment(context, sharedPrefix(scope));
  const world = await pairWorld(context, moment, [opening.id]);
  const ask = { openingId: opening.id, scope, k: input.k ?? DEFAULT_SHORTLIST };
  const ranked =
    context.ranker === undefined
      ? await rankInBatches(context, world, ask)
      : await standing(context, world, scope, await context.ranker.shortlist({ moment, ...ask }));
  const { pairs } = ranked.shortlist;
  const found = await context.db.stores.laborers.find(pairs.map((pair) => pair.laborerId));
  return {
    shortlist: ranked.shortlist,
    opening,
    explanations: pairs.flatMap((pair) => {
      const laborer = ranked.laborers.get(pair.laborerId);
      return laborer === undefined ? [] : [explainPair(world, laborer, opening.id)];
    }),
    laborers: new Map(found.map((laborer) => [laborer.id, laborer])),
  };
}

/** What holds now of a shortlist that may be some changes behind: who does not fit any more is left out, ranks close up. */
async function standing(
  context: FlowContext,
  world: World,
  scope: readonly AreaPrefix[],
  ranked: Shortlist,
): Promise<BatchedShortlist> {
  const ids = ranked.pairs.map((pair) => pair.laborerId);
  const laborers = await context.db.stores.laborers.forMatching(ids, world.settings.runDate);
  const fitting = laborers.filter(
    (laborer) =>
      isInScope(scope, laborer.homeCode) && explainPair(world, laborer, ranked.openingId).isEligible,
  );
  const kept = new Map(fitting.map((laborer) => [laborer.id, laborer]));
  const pairs = ranked.pairs
    .filter((pair) => kept.has(pair.laborerId))
    .map((pair, index) => ({ ...pair, rank: index + 1 }));
  return { shortlist: { ...ranked, pairs }, laborers: kept };
}

/** The smallest area that holds a scope; `''` where its parts share none. */
function sharedPrefix([first = '', ...others]: readonly AreaPrefix[]): AreaPrefix {
  return others.reduce((shared, prefix) => {
    let length = 0;
    while (length < shared.length && shared[length] === prefix[length]) length += 1;
    return shared.slice(0, length);
  }, first);
}

/** The part of a scope that lies inside an area; empty when they do not meet. */
export function narrow(scope: readonly AreaPrefix[], area: AreaPrefix): readonly AreaPrefix[] {
  return scope.flatMap((prefix) => {
    if (area.startsWith(prefix)) return [area];
    return prefix.startsWith(area) ? [prefix] : [];
  });
}

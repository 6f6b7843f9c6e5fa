import type { AreaPrefix } from '../domain/area.ts';
import type { Shortlist } from '../domain/explanation.ts';
import type { ExclusionCode, ReasonCounts } from '../domain/exclusion-reason.ts';
import type { LaborerId, OpeningId } from '../domain/ids.ts';
import type { MatchLaborer } from '../domain/match-input.ts';
import { rankLaborers } from '../matching/rank-laborers.ts';
import type { World } from '../matching/world.ts';
import type { WorldContext } from './context.ts';

/** A shortlist, and the engine's input of its laborers. */
export interface BatchedShortlist {
  readonly shortlist: Shortlist;
  readonly laborers: ReadonlyMap<LaborerId, MatchLaborer>;
}

/**
 * An opening's best laborers among the willing ones of a scope, as rankLaborers over all of them gives, with no more than a
 * batch in memory: the best K of two batches are the best K of the best K of each.
 * @throws AppError `K_INVALID`, `OPENING_UNKNOWN`.
 */
export async function rankInBatches(
  context: WorldContext,
  world: World,
  ask: { readonly openingId: OpeningId; readonly scope: readonly AreaPrefix[]; readonly k: number },
): Promise<BatchedShortlist> {
  const { openingId, scope, k } = ask;
  let best = new Map<LaborerId, MatchLaborer>();
  let shortlist = rankLaborers(world, openingId, [], { k });
  let considered = 0;
  let reasons: ReasonCounts = {};
  const batches =
    scope.length === 0 ? [] : context.db.stores.laborers.willingForMatching(scope, world.settings.runDate);
  for await (const batch of batches) {
    const ofBatch = rankLaborers(world, openingId, batch, { k });
    considered += ofBatch.considered;
    // A batch with K eligible laborers says no reasons; then the whole list is not short either.
    reasons = added(reasons, ofBatch.reasons);
    best = withBest(best, batch, ofBatch);
    shortlist = rankLaborers(world, openingId, best.values(), { k });
    best = withBest(new Map(), [...best.values()], shortlist);
  }
  const isShort = shortlist.pairs.length < k;
  return { shortlist: { ...shortlist, considered, reasons: isShort ? reasons : {} }, laborers: best };
}

function withBest(
  best: ReadonlyMap<LaborerId, MatchLaborer>,
  batch: readonly MatchLaborer[],
  { pairs }: Shortlist,
): Map<LaborerId, MatchLaborer> {
  const listed = new Set(pairs.map((pair) => pair.laborerId));
  const chosen = batch.filter((laborer) => listed.has(laborer.id));
  return new Map([...best, ...chosen.map((laborer) => [laborer.id, laborer] as const)]);
}

function added(one: ReasonCounts, other: ReasonCounts): ReasonCounts {
  const sum: Partial<Record<ExclusionCode, number>> = { ...one };
  // Object.entries of a record by code.
  for (const [code, count] of Object.entries(other) as [ExclusionCode, number][]) {
    sum[code] = (sum[code] ?? 0) + count;
  }
  return sum;
}

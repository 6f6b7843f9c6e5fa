import type { Principal } from '../domain/broker.ts';
import type { PairExplanation } from '../domain/explanation.ts';
import type { EmployerId, LaborerId, OpeningId, RunId } from '../domain/ids.ts';
import type { MatchLaborer } from '../domain/match-input.ts';
import type { Opening } from '../domain/opening.ts';
import type { RankedPair, RecommendationList } from '../domain/recommendation.ts';
import { explainPair } from '../matching/explain-pair.ts';
import { rankOpenings } from '../matching/rank-openings.ts';
import type { FlowContext } from './context.ts';
import { findLaborerInScope, unknownLaborer } from './find-in-scope.ts';
import { readsOf } from './gathered-reads.ts';
import { pairsShown, pairWorld } from './pair-world.ts';
import type { Moment } from './ports/ranker.ts';
import { DEFAULT_TOP_K } from './runs/start-run.ts';
import { currentMoment, worldOf } from './world.ts';

export interface RecommendInput {
  readonly principal: Principal;
  readonly laborerId: LaborerId;
  /** 1..1,000; 20 by default. A published list holds at most what its run asked for. */
  readonly k?: number;
  /** Ranks now instead of reading the published list. */
  readonly live?: boolean;
}

/** A laborer's best openings, and why. */
export interface Recommendations {
  readonly source: 'published' | 'live';
  /** The run that the published list is from. */
  readonly runId: RunId | null;
  readonly list: RecommendationList;
  /**
   * The run that counted `list.reasons`: an incremental run keeps the list of its base, with the counts of that day, where neither the
   * pairs nor the set of codes changed. `null`: counted now.
   */
  readonly countedIn: RunId | null;
  /** One per pair of the list, in its order: what holds now. */
  readonly explanations: readonly PairExplanation[];
  readonly openings: ReadonlyMap<OpeningId, Opening>;
  /** Of the openings' employers. */
  readonly employerNames: ReadonlyMap<EmployerId, string>;
}

/**
 * A laborer's best openings: the published list, or (when asked, or when there is none) ranked now. A stored pair that no
 * longer fits (closed, full, suspended, consent withdrawn) is left out at once; the ranks close up. A list of which nothing is
 * left is ranked anew, so that its reasons are those of now.
 * @throws AppError `LABORER_UNKNOWN`; `K_INVALID` from the engine.
 */
export async function recommend(context: FlowContext, input: RecommendInput): Promise<Recommendations> {
  const reads = readsOf(context.db);
  const { homeCode } = await findLaborerInScope(context, input.principal, input.laborerId);
  const moment = await currentMoment(context, homeCode);
  const [laborer, stored] = await Promise.all([
    reads.forMatching(input.laborerId, moment.pins.runDate),
    input.live === true ? undefined : reads.published(input.laborerId),
  ]);
  if (laborer === undefined) throw unknownLaborer(input.laborerId);
  const k = input.k ?? DEFAULT_TOP_K;
  const standing = await standingPairs(context, moment, laborer, stored?.list.pairs ?? []);
  // All of it fell since the run: what holds now says more than an empty list with the reasons of that day.
  const isOutdated = stored !== undefined && stored.list.pairs.length > 0 && standing.length === 0;
  const published = isOutdated ? undefined : stored;
  const list = published?.list ?? (await rankNow(context, moment, laborer, k));
  const current =
    published === undefined ? await standingPairs(context, moment, laborer, list.pairs) : standing;
  const kept = current.slice(0, k);
  return {
    source: published === undefined ? 'live' : 'published',
    runId: published?.run ?? null,
    countedIn: published?.rankedIn ?? null,
    list: { ...list, pairs: kept.map(({ pair }, index) => ({ ...pair, rank: index + 1 })) },
    explanations: kept.map(({ explanation }) => explanation),
    openings: new Map(kept.map(({ opening }) => [opening.id, opening])),
    employerNames: new Map(kept.flatMap(({ employers }) => [...employers])),
  };
}

/** The list of now, by the ranker where there is one: it may be some changes behind. */
async function rankNow(
  context: FlowContext,
  moment: Moment,
  laborer: MatchLaborer,
  k: number,
): Promise<RecommendationList> {
  const { ranker } = context;
  if (ranker === undefined) return rankOpenings(await worldOf(context, moment.pins), laborer, { k });
  const ids = laborer.refusals.map((refusal) => refusal.openingId);
  const world = await pairWorld(context, moment, ids);
  const refused = ids.flatMap((id) => world.openingsById.get(id)?.input ?? []);
  return await ranker.recommend({ moment, laborer, refused, k });
}

/** A pair that holds now, and what is shown of it. */
interface StandingPair {
  readonly pair: RankedPair;
  readonly explanation: PairExplanation;
  readonly opening: Opening;
  /** Names of its employers. */
  readonly employers: readonly (readonly [EmployerId, string])[];
}

async function standingPairs(
  context: FlowContext,
  moment: Moment,
  laborer: MatchLaborer,
  pairs: readonly RankedPair[],
): Promise<StandingPair[]> {
  const ids = pairs.map((pair) => pair.openingId);
  const { world, shown } = await pairsShown(context, moment, ids);
  return pairs.flatMap((pair) => {
    const known = shown.get(pair.openingId);
    if (known === undefined) return [];
    const explanation = explainPair(world, laborer, pair.openingId);
    return explanation.isEligible ? [{ pair, explanation, ...known }] : [];
  });
}

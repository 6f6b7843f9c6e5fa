import type { Shortlist } from '../../../src/domain/explanation.ts';
import type { OpeningId } from '../../../src/domain/ids.ts';
import type { MatchLaborer, MatchOpening, MatchSettings } from '../../../src/domain/match-input.ts';
import type { RecommendationList } from '../../../src/domain/recommendation.ts';
import type { RankingPlan } from '../../../src/matching/fast/ranking-plan.ts';
import type { Snapshot } from '../../../src/ranking/snapshot.ts';
import type { RankedRows } from './rank-chunks.ts';

/** What a thread of the bench can be asked to do. */
export type BenchWork =
  /** Turns the cores and nothing else; answers with a number that depends on every turn. */
  | { readonly kind: 'spin'; readonly rounds: number }
  /** Keeps a plan for `rank` and `shortlists`. */
  | { readonly kind: 'plan'; readonly plan: RankingPlan }
  /** Ranks chunks of the rows until the counter, which all threads share, is past the last. */
  | { readonly kind: 'rank'; readonly rows: Int32Array; readonly next: Int32Array; readonly k: number }
  /** Keeps a world for what follows. */
  | { readonly kind: 'world'; readonly settings: MatchSettings; readonly openings: readonly MatchOpening[] }
  /** Lists by the reference. */
  | { readonly kind: 'referenceLists'; readonly laborers: readonly MatchLaborer[]; readonly k: number }
  /** Shortlists by the reference, over these laborers. */
  | {
      readonly kind: 'referenceShortlists';
      readonly laborers: readonly MatchLaborer[];
      readonly openings: readonly OpeningId[];
      readonly k: number;
    }
  /** Keeps a snapshot for `recommend`, as a thread of the API does. */
  | { readonly kind: 'snapshot'; readonly snapshot: Snapshot }
  | { readonly kind: 'recommend'; readonly laborer: MatchLaborer; readonly k: number }
  /** A shortlist over all laborers of the plan. */
  | { readonly kind: 'shortlist'; readonly opening: OpeningId; readonly k: number };

interface Results {
  readonly spin: number;
  readonly plan: true;
  readonly rank: RankedRows;
  readonly world: true;
  readonly referenceLists: readonly RecommendationList[];
  readonly referenceShortlists: readonly Shortlist[];
  readonly snapshot: true;
  readonly recommend: RecommendationList;
  readonly shortlist: Shortlist;
}

/** What comes back for a kind of work. */
export type ResultOf<Kind extends BenchWork['kind']> = Results[Kind];

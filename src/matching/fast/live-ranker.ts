import type { MatchLaborer, MatchSettings } from '../../domain/match-input.ts';
import type { RecommendationList } from '../../domain/recommendation.ts';
import { assertK } from '../list-limits.ts';
import type { World } from '../world.ts';
import { laborerEncoder, type LaborerEncoder } from './encode-laborers.ts';
import type { OpeningIndex } from './opening-index.ts';
import { OpeningRanker } from './opening-ranker.ts';
import { packedLists, unpackList, type PackedLists } from './packed-lists.ts';
import { planRanking } from './ranking-plan.ts';
import { ReusedMemory } from './reused-memory.ts';

/** What is asked for one laborer. */
interface LiveOptions {
  readonly k: number;
  /** At most this many of one worksite employer; 3 where not given. */
  readonly employerCap?: number;
}

/**
 * Ranks the openings of one index for one laborer at a time, as an API asks. The large memory of a ranker, rows of place
 * tables and what codes are like stay; a laborer's own plan has one row, lies where the plan before it lay, and costs some ten
 * microseconds.
 */
export class LiveRanker {
  readonly #index: OpeningIndex;
  #ranker: OpeningRanker | undefined;
  #out: PackedLists = packedLists(1, 0);
  readonly #memory = new ReusedMemory();
  #encoder: { readonly settings: MatchSettings; readonly of: LaborerEncoder } | undefined;

  constructor(index: OpeningIndex) {
    this.#index = index;
  }

  /**
   * The list of `rankOpenings(world, laborer, options)`. `world`: the one that the index was built from, of which settings,
   * roads and the openings that her refusals name are read.
   * @throws AppError `K_INVALID` unless K is 1..1,000, `EMPLOYER_CAP_INVALID`.
   */
  rank(world: World, laborer: MatchLaborer, { k, employerCap }: LiveOptions): RecommendationList {
    assertK(k);
    const encoder = this.#encoderOf(world.settings);
    this.#memory.restart();
    encoder.clear();
    encoder.addLaborer(laborer);
    const plan = planRanking(world, this.#index, encoder.finish(), this.#memory.allocate);
    if (this.#ranker === undefined) this.#ranker = new OpeningRanker(plan);
    else this.#ranker.usePlan(plan);
    if (this.#out.k !== k) this.#out = packedLists(1, k);
    this.#ranker.rankRows({ from: 0, to: 1, employerCap }, this.#out);
    return unpackList(plan, this.#out, 0, 0);
  }

  #encoderOf(settings: MatchSettings): LaborerEncoder {
    if (this.#encoder?.settings !== settings)
      this.#encoder = { settings, of: laborerEncoder(settings, this.#memory.allocate) };
    return this.#encoder.of;
  }
}

import type { MatchLaborer, MatchOpening, MatchSettings } from '../domain/match-input.ts';
import type { RecommendationList } from '../domain/recommendation.ts';
import type { Reference } from '../domain/reference.ts';
import { LiveRanker } from '../matching/fast/live-ranker.ts';
import { openingIdAt } from '../matching/fast/opening-index.ts';
import { numberOf } from '../matching/fast/ranking-plan.ts';
import { prepareOpening } from '../matching/prepared-opening.ts';
import { prepareWorld, type World } from '../matching/world.ts';
import type { Snapshot } from './snapshot.ts';

/** Ranks the openings of a snapshot for one laborer after the other. */
export class SnapshotRanker {
  readonly #snapshot: Snapshot;
  readonly #settings: MatchSettings;
  /** The world without its openings: the index has what is needed of them. */
  readonly #world: World;
  readonly #ranker: LiveRanker;

  constructor(snapshot: Snapshot, reference: Reference) {
    this.#snapshot = snapshot;
    this.#settings = { ...snapshot.settings, ...reference };
    this.#world = prepareWorld(this.#settings, []);
    this.#ranker = new LiveRanker(snapshot.index);
  }

  /**
   * The list that rankOpenings gives over the openings of the snapshot. `refused`: the openings that her refusals name.
   * @throws AppError `K_INVALID`.
   */
  recommend(laborer: MatchLaborer, refused: readonly MatchOpening[], k: number): RecommendationList {
    return this.#ranker.rank(this.#worldWith(refused), laborer, { k });
  }

  /** The world with some openings, as far as the snapshot knows them. */
  #worldWith(openings: readonly MatchOpening[]): World {
    if (openings.length === 0) return this.#world;
    const { index } = this.#snapshot;
    const known = openings.filter(({ id }) => openingIdAt(index, numberOf(index, id)) === id);
    return {
      ...this.#world,
      openingsById: new Map(known.map((input) => [input.id, prepareOpening(this.#settings, input)])),
    };
  }
}

import type { AreaPrefix } from '../../domain/area.ts';
import type { IsoDate } from '../../domain/dates.ts';
import type { Shortlist } from '../../domain/explanation.ts';
import type { EmployerId, OpeningId } from '../../domain/ids.ts';
import type { MatchLaborer, MatchOpening } from '../../domain/match-input.ts';
import type { RecommendationList } from '../../domain/recommendation.ts';
import type { StabilityScore } from '../../domain/stability-score.ts';

/** What pins a world: with the same pins and the same data, the same world. */
export interface WorldPins {
  readonly runDate: IsoDate;
  readonly profileName: string;
  readonly profileVersion: number;
  readonly idfVersion: number;
}

/** Which data an answer has to know at least: those of a stamp, by the weights of some pins. */
export interface Moment {
  readonly pins: WorldPins;
  readonly stamp: string;
}

/** The engine beside the event loop. Every answer may be some changes behind: whoever shows it checks its pairs against the rows. */
export interface Ranker {
  /**
   * A laborer's best openings. `refused`: the openings of her refusals as they are now.
   * @throws AppError `K_INVALID`, `RANKING_UNAVAILABLE` (unavailable).
   */
  recommend(ask: {
    readonly moment: Moment;
    readonly laborer: MatchLaborer;
    readonly refused: readonly MatchOpening[];
    readonly k: number;
  }): Promise<RecommendationList>;
  /** An opening's best laborers in a scope. @throws AppError as the direct way does; `RANKING_UNAVAILABLE`. */
  shortlist(ask: {
    readonly moment: Moment;
    readonly openingId: OpeningId;
    readonly scope: readonly AreaPrefix[];
    readonly k: number;
  }): Promise<Shortlist>;
  /** The stability of every employer. @throws AppError `RANKING_UNAVAILABLE`. */
  stabilities(moment: Moment): Promise<ReadonlyMap<EmployerId, StabilityScore>>;
  /** Ends the threads; what was asked is refused. */
  close(): Promise<void>;
}

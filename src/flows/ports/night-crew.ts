import type { IsoDate } from '../../domain/dates.ts';
import type { OpeningId } from '../../domain/ids.ts';
import type { MatchRun } from '../../domain/match-run.ts';
import type { OpeningIndex } from '../../matching/fast/opening-index.ts';
import type { World } from '../../matching/world.ts';
import type { ChangedLaborer } from './run-store.ts';

/** Everything that ranking shards of a run needs besides the rows of their laborers. */
export interface RankingInput {
  /** Of its openings those at least that refusals name; the index has what is needed of all others. */
  readonly world: World;
  readonly index: OpeningIndex;
  /** Under which the run keeps what it knows of the openings. */
  readonly worldName: string;
  /** `null`: the run is whole. */
  readonly renewal: Renewal | null;
}

/** What happened since the base of an incremental run began. */
export interface Renewal {
  /** The base's. */
  readonly runDate: IsoDate;
  /** Keys of openings that are new, gone or not alike. */
  readonly changed: ReadonlySet<number>;
  /** A world of those of them that there are, as they are now. */
  readonly changedWorld: World;
  /** Everyone of whom something may be read that is not as the base read it; keys ascend. */
  readonly people: readonly ChangedLaborer[];
  /** Counties of the run's shards. */
  readonly counties: ReadonlySet<string>;
}

/** Shards of a run for a crew. */
export interface CrewWork {
  readonly run: MatchRun;
  /** The index in memory that threads share, as `buildIndex(world, inSharedMemory)` gives it. */
  readonly input: RankingInput;
  /** Numbers of shards that are ranked together; each group is handed to whoever is free. */
  readonly groups: readonly (readonly number[])[];
  readonly worker: string;
  /** Openings that anybody has refused lately. */
  readonly refused: ReadonlySet<OpeningId>;
}

/** Hands beside the event loop that rank and store shards: they read and write by connections of their own. */
export interface NightCrew {
  readonly size: number;
  /** @throws what broke a group, once every hand has put down its work; AppError `RANKING_UNAVAILABLE` when a hand was lost. */
  work(work: CrewWork): Promise<void>;
  close(): Promise<void>;
}

import type { HeardBeat, WorkerBeat } from '../../domain/worker-beat.ts';

/** Counts of what goes on and of what waits for somebody. */
export interface NightFigures {
  /** Shards of runs that are under way, by what becomes of them. */
  readonly shardsWaiting: number;
  readonly shardsLeased: number;
  readonly shardsUnchecked: number;
  readonly shardsFailed: number;
  /** Runs that wait for a person's yes. */
  readonly runsHeld: number;
  /** Counties that show older lists, of the newest published run of the whole province. */
  readonly countiesQuarantined: number;
  /** Since the newest run of the whole province was published; `null`: never. */
  readonly publishedSecondsAgo: number | null;
  readonly noticesWaiting: number;
  /** Dead letters. */
  readonly noticesDead: number;
}

/** What is known of the workers and of the nights, for those who watch them. */
export interface WatchStore {
  /** Notes a sign of life; those of more than a day ago are forgotten. */
  beat(beat: WorkerBeat): Promise<void>;
  /** Forgets a worker that ends as it should. */
  leave(name: string): Promise<void>;
  /** By name; who died a day ago at most is among them. */
  workers(): Promise<readonly HeardBeat[]>;
  figures(): Promise<NightFigures>;
}

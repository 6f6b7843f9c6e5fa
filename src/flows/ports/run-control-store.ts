import type { RunId } from '../../domain/ids.ts';
import type { RunDifference } from '../../domain/run-difference.ts';
import type { RunEvent, RunEventKind } from '../../domain/run-event.ts';

/** What a person wants of a run. */
export type RunDecision = 'stop' | 'resume' | 'approve' | 'reject';

/** How fast a run goes. */
export interface RunPace {
  /** Laborers a second over the last minute of work; `null`: nothing is done yet. */
  readonly laborersPerSecond: number | null;
  /** Shards that wait, are held by a worker, wait for their check, are done, failed. */
  readonly waiting: number;
  readonly leased: number;
  readonly unchecked: number;
  readonly settled: number;
  readonly failed: number;
  /** Laborers of shards that are not settled. */
  readonly laborersLeft: number;
  /** Seconds since the first shard was taken; since when nothing has moved any more it stands still. */
  readonly secondsAtWork: number;
}

/** Shards that failed by one cause. */
export interface RunFailure {
  readonly error: string;
  readonly shards: readonly number[];
}

/** What people decide of a run, and what is told of it while it goes on. */
export interface RunControlStore {
  /**
   * Moves a run by a person's word: stop a running one, resume a stopped one, approve or reject a held one.
   * @returns false when the run is in no state for it.
   */
  decide(runId: RunId, decision: RunDecision, by: string): Promise<boolean>;
  /**
   * Lets failed and faulty shards be tried again, also those of a published run. @returns their numbers, ascending.
   */
  retry(runId: RunId): Promise<readonly number[]>;
  /** Marks a running run held: nothing of it is published before somebody approves. */
  hold(runId: RunId): Promise<void>;
  /** Marks a dry run finished. */
  finish(runId: RunId, checksum: string): Promise<void>;
  note(runId: RunId, kind: RunEventKind, data: RunEvent['data']): Promise<void>;
  /** The same kind of event several times, in this order. */
  noteAll(runId: RunId, kind: RunEventKind, data: readonly RunEvent['data'][]): Promise<void>;
  /** Ascending, after an event id. */
  events(runId: RunId, after: number, limit: number): Promise<readonly RunEvent[]>;
  pace(runId: RunId): Promise<RunPace>;
  failures(runId: RunId): Promise<readonly RunFailure[]>;
  /** How its lists differ from those of the published run before it over the same area. Seconds on a province. */
  difference(runId: RunId): Promise<RunDifference>;
}

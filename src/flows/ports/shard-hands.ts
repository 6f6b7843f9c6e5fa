import type { RunId } from '../../domain/ids.ts';

/** One shard of a run, and who works on it. */
export interface ShardInput {
  readonly runId: RunId;
  readonly shard: number;
  readonly worker: string;
}

/**
 * `done`: ranked or checked now. `skipped`: done before, held by another worker, out of attempts, or of another engine. `again`: its
 * check wants it ranked anew.
 */
export type ShardOutcome = 'done' | 'skipped' | 'again';

/** Hands beside the event loop that rank, store and check shards, by connections of their own. */
export interface ShardHands {
  /** As `runShard`. @throws what broke it; AppError `RANKING_UNAVAILABLE` when the hand was lost. */
  run(input: ShardInput): Promise<ShardOutcome>;
}

import type { MatchRun } from '../../domain/match-run.ts';

/** A run as the API shows it, with its progress. */
export function presentRun(run: MatchRun) {
  const {
    shardCount,
    shardsDone,
    shardsFailed,
    shardsChecked,
    laborers,
    laborersDone,
    idfVersion: _internal,
    ...rest
  } = run;
  return {
    ...rest,
    progress: { laborers, laborersDone, shards: shardCount, shardsDone, shardsFailed, shardsChecked },
  };
}

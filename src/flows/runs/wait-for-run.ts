import { say } from '../../domain/bilingual.ts';
import { AppError } from '../../domain/errors.ts';
import type { RunId } from '../../domain/ids.ts';
import type { MatchRun } from '../../domain/match-run.ts';
import type { FlowContext } from '../context.ts';

/** How often the run's row is looked at. */
const LOOK_MS = 200;

/**
 * Follows a run until it is published, finished (a dry run), held, stopped or rejected.
 * @param onProgress is told the run at every look.
 * @throws AppError `RUN_FAILED` with the run's own error; `NO_WORKER` when nothing moved for `patienceMs`.
 */
export async function waitForRun(
  context: FlowContext,
  input: { readonly runId: RunId; readonly patienceMs: number; readonly onProgress: (run: MatchRun) => void },
): Promise<MatchRun> {
  let lastMove = { at: Date.now(), done: -1 };
  for (;;) {
    const run = await context.db.stores.runs.find(input.runId);
    if (run === null || run.state === 'failed') throw runFailed(input.runId, run?.error ?? 'the run is gone');
    input.onProgress(run);
    if (run.state !== 'planned' && run.state !== 'running') return run;
    const done = run.shardsDone + run.shardsChecked;
    if (done !== lastMove.done) lastMove = { at: Date.now(), done };
    if (Date.now() - lastMove.at > input.patienceMs) throw noWorker(run);
    await new Promise((resolve) => {
      setTimeout(resolve, LOOK_MS);
    });
  }
}

function runFailed(runId: RunId, error: string): AppError {
  return new AppError({
    kind: 'internal',
    code: 'RUN_FAILED',
    message: say(`批次 ${runId} 失败：${error}`, `Run ${runId} failed: ${error}`),
    remedy: say(
      '上一次发布的推荐仍然有效；排除原因后用 longqiao run start 重新开始',
      'The lists published last stay valid; remove the cause and start again with longqiao run start',
    ),
  });
}

function noWorker(run: MatchRun): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'NO_WORKER',
    message: say(
      `批次 ${run.id} 没有进展（${run.shardsDone}/${run.shardCount} 个分片）`,
      `Run ${run.id} does not move (${run.shardsDone} of ${run.shardCount} shards)`,
    ),
    remedy: say('启动一个工作进程：longqiao worker', 'Start a worker: longqiao worker'),
  });
}

import { say } from '../../domain/bilingual.ts';
import { AppError } from '../../domain/errors.ts';
import type { RunId } from '../../domain/ids.ts';
import type { MatchRun } from '../../domain/match-run.ts';
import type { FlowContext } from '../context.ts';

/** A run by its id. @throws AppError `RUN_UNKNOWN`. */
export async function existingRun(context: FlowContext, runId: RunId): Promise<MatchRun> {
  const run = await context.db.stores.runs.find(runId);
  if (run !== null) return run;
  throw new AppError({
    kind: 'not_found',
    code: 'RUN_UNKNOWN',
    message: say(`没有批次 ${runId}`, `There is no run ${runId}`),
    remedy: say('用 longqiao run list 查看批次', 'See the runs with longqiao run list'),
  });
}

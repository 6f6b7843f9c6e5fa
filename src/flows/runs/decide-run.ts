import { say, type Bilingual } from '../../domain/bilingual.ts';
import type { Principal } from '../../domain/broker.ts';
import { AppError } from '../../domain/errors.ts';
import type { RunId } from '../../domain/ids.ts';
import type { MatchRun } from '../../domain/match-run.ts';
import type { RunEventKind } from '../../domain/run-event.ts';
import { assertAreaAllowed, authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import type { RunDecision } from '../ports/run-control-store.ts';
import { existingRun } from './existing-run.ts';
import { readRun } from './request-run.ts';
import { shardMessage } from './sweep.ts';

const EVENTS: Readonly<Record<RunDecision, RunEventKind>> = {
  stop: 'stopped',
  resume: 'resumed',
  approve: 'approved',
  reject: 'rejected',
};

const NEEDS: Readonly<Record<RunDecision, Bilingual>> = {
  stop: say('只有计算中的批次可以暂停', 'Only a running run can be stopped'),
  resume: say('只有已暂停的批次可以继续', 'Only a stopped run can be resumed'),
  approve: say('只有待人工确认的批次可以放行', 'Only a held run can be approved'),
  reject: say('只有待人工确认的批次可以否决', 'Only a held run can be rejected'),
};

interface Decided {
  readonly principal: Principal;
  readonly runId: RunId;
}

/**
 * Stops, resumes, approves or rejects a run; its audit entry names who. A stopped run keeps what is done; workers end the shard at
 * hand. An approved run is published, a rejected one never is, and the lists of before stay.
 * @throws AppError `FORBIDDEN`, `AREA_OUT_OF_SCOPE`, `NOT_FOUND`, `RUN_STATE`.
 */
export async function decideRun(
  context: FlowContext,
  { principal, runId, decision }: Decided & { readonly decision: RunDecision },
): Promise<MatchRun> {
  const run = await controllable(context, { principal, runId });
  await context.db.transaction(async (stores) => {
    if (!(await stores.runControl.decide(runId, decision, principal.name))) throw wrongState(run, decision);
    await stores.runControl.note(runId, EVENTS[decision], { by: principal.name });
    await stores.audit.add({
      actor: principal.name,
      action: `run.${decision}`,
      subject: runId,
      purpose: null,
    });
  });
  if (decision === 'resume') await ringOpenShards(context, runId);
  if (decision === 'approve') await context.queue.ring([{ kind: 'publish', runId }]);
  return await existingRun(context, runId);
}

/**
 * Lets the failed and the faulty shards of a run be tried again; a published run stays published, and its quarantined counties
 * follow once they are mended.
 * @returns how many shards are tried again. @throws AppError as `decideRun`; `NOTHING_TO_RETRY`.
 */
export async function retryRun(
  context: FlowContext,
  { principal, runId }: Decided,
): Promise<{ readonly run: MatchRun; readonly shards: number }> {
  await controllable(context, { principal, runId });
  const shards = await context.db.transaction(async (stores) => {
    const numbers = await stores.runControl.retry(runId);
    if (numbers.length > 0) {
      await stores.runControl.note(runId, 'retried', { by: principal.name, shards: numbers.length });
      await stores.audit.add({ actor: principal.name, action: 'run.retry', subject: runId, purpose: null });
    }
    return numbers;
  });
  if (shards.length === 0) throw nothingToRetry(runId);
  await context.queue.ring(shards.map((shard) => ({ kind: 'shard', runId, shard })));
  return { run: await existingRun(context, runId), shards: shards.length };
}

/** The run, where the principal may steer it: whoever may start one over its whole scope. */
async function controllable(context: FlowContext, { principal, runId }: Decided): Promise<MatchRun> {
  authorize(principal, 'run.start');
  const run = await readRun(context, { principal, runId });
  assertAreaAllowed(principal, run.scope);
  return run;
}

async function ringOpenShards(context: FlowContext, runId: RunId): Promise<void> {
  const lost = (await context.db.stores.runs.lost()).filter((shard) => shard.runId === runId);
  await context.queue.ring(lost.map(shardMessage));
  if (lost.length === 0) await context.queue.ring([{ kind: 'publish', runId }]);
}

function wrongState(run: MatchRun, decision: RunDecision): AppError {
  const needs = NEEDS[decision];
  return new AppError({
    kind: 'conflict',
    code: 'RUN_STATE',
    message: say(
      `${needs.zh}；批次 ${run.id} 处于 ${run.state}`,
      `${needs.en}; run ${run.id} is ${run.state}`,
    ),
    remedy: say('用 longqiao run show 查看当前状态', 'See its state with longqiao run show'),
  });
}

function nothingToRetry(runId: RunId): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'NOTHING_TO_RETRY',
    message: say(`批次 ${runId} 没有失败的分片`, `Run ${runId} has no shard that failed`),
    remedy: say('要重新计算请开始新的批次', 'Start a new run to rank anew'),
  });
}

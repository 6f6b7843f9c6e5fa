import type { IsoDate } from '../../domain/dates.ts';
import type { Principal } from '../../domain/broker.ts';
import type { RunId } from '../../domain/ids.ts';
import type { MatchRun } from '../../domain/match-run.ts';
import { assertAreaAllowed, authorize, notFound, touchesScope } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import type { Page, PageRequest } from '../ports/paging.ts';
import { assertToday } from './refuse-run.ts';
import { startRun, type StartRun } from './start-run.ts';

export interface RequestRunInput extends Omit<
  StartRun,
  'kind' | 'startedBy' | 'requestId' | 'shardSize' | 'isVerified' | 'isAlone'
> {
  readonly principal: Principal;
  readonly requestId: string;
  /** The day for which it is meant; only today can be ranked. */
  readonly runDate?: IsoDate;
}

/**
 * Starts a manual run inside the principal's areas; the same request id gives the run that is there already.
 * @throws AppError `FORBIDDEN`, `AREA_OUT_OF_SCOPE`, `RUN_DATE_NOT_TODAY`, `RUN_UNDER_WAY`, and what `startRun` refuses.
 */
export async function requestRun(
  context: FlowContext,
  input: RequestRunInput,
): Promise<{ readonly run: MatchRun; readonly isNew: boolean }> {
  const { principal, runDate, ...request } = input;
  authorize(principal, 'run.start');
  assertAreaAllowed(principal, request.scope);
  if (runDate !== undefined) await assertToday(context, runDate);
  const isAlone = request.isDryRun !== true;
  return await startRun(context, { ...request, isAlone, kind: 'manual', startedBy: principal.name });
}

/** A run that touches the principal's areas. @throws AppError `FORBIDDEN`, `NOT_FOUND`. */
export async function readRun(
  context: FlowContext,
  input: { readonly principal: Principal; readonly runId: RunId },
): Promise<MatchRun> {
  authorize(input.principal, 'run.read');
  const run = await context.db.stores.runs.find(input.runId);
  if (run === null || !touchesScope(input.principal.scope, run.scope)) throw notFound(input.runId);
  return run;
}

/** A page of the runs that touch the principal's areas, newest first. @throws AppError `FORBIDDEN`. */
export async function listRuns(
  context: FlowContext,
  input: { readonly principal: Principal; readonly page: PageRequest },
): Promise<Page<MatchRun>> {
  authorize(input.principal, 'run.read');
  return await context.db.stores.runs.list(input.page, input.principal.scope);
}

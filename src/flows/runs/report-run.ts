import type { Principal } from '../../domain/broker.ts';
import type { RunId } from '../../domain/ids.ts';
import type { MatchRun } from '../../domain/match-run.ts';
import type { RunEvent } from '../../domain/run-event.ts';
import type { CountyVerdict, StoredFault } from '../../domain/run-verdict.ts';
import type { DriftAlarm } from '../../domain/drift-alarm.ts';
import type { FlowContext } from '../context.ts';
import type { RunFailure, RunPace } from '../ports/run-control-store.ts';
import { readRun } from './request-run.ts';

/** Faults that a report tells in words. */
const FAULTS_TOLD = 50;
/** Events given at once. */
const EVENTS_AT_ONCE = 500;

/** Everything about one run that a person in charge asks. */
export interface RunReport {
  readonly run: MatchRun;
  readonly pace: RunPace;
  /** Seconds until the last shard is settled at this pace; `null`: not known, or nothing is left. */
  readonly etaSeconds: number | null;
  readonly failures: readonly RunFailure[];
  readonly verdicts: readonly CountyVerdict[];
  readonly faults: readonly StoredFault[];
  /** Why it is or was held. */
  readonly alarms: readonly DriftAlarm[];
}

/** A run with its pace, failures by cause, verdicts and alarms. @throws AppError `FORBIDDEN`, `NOT_FOUND`. */
export async function reportRun(
  context: FlowContext,
  input: { readonly principal: Principal; readonly runId: RunId },
): Promise<RunReport> {
  const run = await readRun(context, input);
  const { runControl, verification } = context.db.stores;
  const [pace, failures, verdicts, faults, alarms] = await Promise.all([
    runControl.pace(run.id),
    runControl.failures(run.id),
    verification.verdicts(run.id),
    verification.faults(run.id, FAULTS_TOLD),
    verification.alarms(run.id),
  ]);
  return { run, pace, etaSeconds: etaOf(run, pace), failures, verdicts, faults, alarms };
}

function etaOf(run: MatchRun, { laborersLeft, laborersPerSecond }: RunPace): number | null {
  if (run.state !== 'running' || laborersLeft === 0 || laborersPerSecond === null) return null;
  return laborersPerSecond === 0 ? null : Math.ceil(laborersLeft / laborersPerSecond);
}

/** What happened to a run after an event, ascending. @throws AppError `FORBIDDEN`, `NOT_FOUND`. */
export async function runEvents(
  context: FlowContext,
  input: { readonly principal: Principal; readonly runId: RunId; readonly after: number },
): Promise<readonly RunEvent[]> {
  const run = await readRun(context, input);
  return await context.db.stores.runControl.events(run.id, input.after, EVENTS_AT_ONCE);
}

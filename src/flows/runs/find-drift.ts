import type { MatchRun } from '../../domain/match-run.ts';
import type { DriftAlarm } from '../../domain/drift-alarm.ts';
import { DEFAULT_DRIFT_LIMITS, driftAlarms } from '../../matching/evaluation/drift-guard.ts';
import type { FlowContext } from '../context.ts';

/**
 * Measures a run's lists and holds them against the published run before of the same scope: what moved too far, noted with the
 * run. Limits are settings of the context.
 */
export async function findDrift(context: FlowContext, run: MatchRun): Promise<readonly DriftAlarm[]> {
  const { verification } = context.db.stores;
  const measures = await verification.measure(run.id);
  const before = await verification.measuresBefore(run.id);
  const alarms = driftAlarms(measures, before?.measures ?? null, {
    limits: context.driftLimits ?? DEFAULT_DRIFT_LIMITS,
    isSameEpoch: before?.week === run.epochWeek,
  });
  await verification.noteAlarms(run.id, alarms);
  return alarms;
}

import type { RunId } from '../../domain/ids.ts';
import type { MatchRun } from '../../domain/match-run.ts';
import type { CountyVerdict } from '../../domain/run-verdict.ts';
import type { FlowContext } from '../context.ts';
import { writeDigests } from '../notices/write-digests.ts';
import { existingRun } from './existing-run.ts';
import { findDrift } from './find-drift.ts';
import { checksumOfRun } from './verify-run.ts';

/** Runs whose lists are kept; a run that a county still points to is kept besides. */
const RUNS_KEPT = 7;

/**
 * Publishes a run all of whose shards are settled: checksum, `published(county → run)` for the counties that stood the check, and
 * the digests' outbox rows in one transaction. Called again, or by two at once, it changes nothing more. A county with a
 * shard that failed, or with a list that did not stand the check, is quarantined: its last good lists stay. A run that drifted from the
 * one before waits for a person's yes; a dry run is only finished.
 * `checksum: 'later'`: a province is published first and its lists are summed up by `verifyRun` afterwards.
 * @returns whether this call published it.
 */
export async function publishRun(
  context: FlowContext,
  runId: RunId,
  { checksum = 'now' }: { readonly checksum?: 'now' | 'later' } = {},
): Promise<boolean> {
  const isMine = await context.db.withAdvisoryLock(
    `publish:${runId}`,
    async () => await publishOnce(context, runId, checksum),
  );
  if (isMine !== true) return false;
  await context.queue.ring([{ kind: 'outbox' }]);
  await context.db.stores.runs.prune(RUNS_KEPT);
  return true;
}

async function publishOnce(context: FlowContext, runId: RunId, when: 'now' | 'later'): Promise<boolean> {
  const ready = await context.db.stores.runs.readyToPublish();
  if (!ready.includes(runId)) return false;
  const run = await existingRun(context, runId);
  const verdicts = await judge(context, run);
  if (verdicts.length > 0 && verdicts.every((one) => one.verdict === 'quarantined')) {
    await failWhole(context, run, verdicts);
    return false;
  }
  if (run.isVerified && (await mustWait(context, run))) return false;
  const checksum = when === 'now' ? await checksumOfRun(context, runId) : null;
  if (run.isDryRun) {
    await finish(context, run, checksum ?? '');
    return false;
  }
  const counties = verdicts.filter((one) => one.verdict === 'passed').length;
  await context.db.transaction(async (stores) => {
    await stores.runs.publish(runId, checksum);
    await writeDigests(stores, { runId, outside: context.notifiers.map((notifier) => notifier.channel) });
    await stores.runControl.note(runId, 'published', { counties, quarantined: verdicts.length - counties });
  });
  context.log.info({ runId, checksum, counties, of: verdicts.length }, 'run published');
  return true;
}

/** The verdict over each county; those that are new are told. */
async function judge(context: FlowContext, run: MatchRun): Promise<readonly CountyVerdict[]> {
  const known = await context.db.stores.verification.verdicts(run.id);
  const told = new Set(known.filter((one) => one.verdict === 'quarantined').map((one) => one.countyCode));
  return await context.db.transaction(async (stores) => {
    const verdicts = await stores.verification.judge(run.id);
    for (const { countyCode: county, verdict, faults, failedShards, keptRunId } of verdicts) {
      if (verdict === 'passed' || told.has(county)) continue;
      await stores.runControl.note(run.id, 'county_quarantined', { county, faults, failedShards, keptRunId });
      context.log.error({ runId: run.id, county, faults, failedShards, keptRunId }, 'county quarantined');
    }
    return verdicts;
  });
}

async function failWhole(
  context: FlowContext,
  run: MatchRun,
  verdicts: readonly CountyVerdict[],
): Promise<void> {
  const failed = verdicts.reduce((sum, one) => sum + one.failedShards, 0);
  const faults = verdicts.reduce((sum, one) => sum + one.faults, 0);
  await context.db.transaction(async (stores) => {
    await stores.runs.failRun(
      run.id,
      `no county can be published: ${failed} shards failed, ${faults} lists are faulty`,
    );
    await stores.runControl.note(run.id, 'failed', { shards: failed, faults });
  });
  context.log.error({ runId: run.id, failed, faults }, 'run failed');
}

/** Whether the run drifted too far and nobody has said yes yet; it is then held. */
async function mustWait(context: FlowContext, run: MatchRun): Promise<boolean> {
  if (run.decidedBy !== null || run.state === 'published') return false;
  const alarms = await findDrift(context, run);
  if (alarms.length === 0 || run.isDryRun) return false;
  await context.db.transaction(async (stores) => {
    await stores.runControl.hold(run.id);
    await stores.runControl.note(run.id, 'held', { alarms: alarms.map((alarm) => alarm.code).join(', ') });
  });
  context.log.error(
    { runId: run.id, alarms: alarms.map((alarm) => alarm.code) },
    'run held: it waits for a yes',
  );
  return true;
}

async function finish(context: FlowContext, run: MatchRun, checksum: string): Promise<void> {
  await context.db.transaction(async (stores) => {
    await stores.runControl.finish(run.id, checksum);
    await stores.runControl.note(run.id, 'finished', { checksum });
  });
  context.log.info({ runId: run.id, checksum }, 'dry run finished');
}

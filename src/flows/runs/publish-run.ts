import type { RunId } from '../../domain/ids.ts';
import type { FlowContext } from '../context.ts';
import { writeDigests } from '../notices/write-digests.ts';
import { checksumOfRun } from './verify-run.ts';

/** Runs whose lists are kept; a run that a county still points to is kept besides. */
const RUNS_KEPT = 7;

/**
 * Publishes a run all of whose shards are settled: checksum, `published(county → run)` and the digests' outbox rows in one
 * transaction. Called again, or by two at once, it changes nothing more. A run with a shard that failed for good is not
 * published; it is marked failed and the last good lists stay.
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
  const { runs } = context.db.stores;
  const ready = await runs.readyToPublish();
  if (!ready.includes(runId)) return false;
  const shards = await runs.shards(runId);
  const failed = shards.filter((shard) => shard.state === 'failed');
  if (failed.length > 0) {
    await runs.failRun(
      runId,
      `${failed.length} of ${shards.length} shards failed: ${failed.map((shard) => shard.number).join(', ')}`,
    );
    context.log.error({ runId, failed: failed.map((shard) => shard.number) }, 'run failed');
    return false;
  }
  const checksum = when === 'now' ? await checksumOfRun(context, runId) : null;
  await context.db.transaction(async (stores) => {
    await stores.runs.publish(runId, checksum);
    await writeDigests(stores, { runId, outside: context.notifiers.map((notifier) => notifier.channel) });
  });
  context.log.info({ runId, checksum }, 'run published');
  return true;
}

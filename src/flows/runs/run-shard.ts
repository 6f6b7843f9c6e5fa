import type { RunId } from '../../domain/ids.ts';
import type { FlowContext } from '../context.ts';
import { workOnShards } from './work-on-shards.ts';

/** `done`: stored now. `skipped`: done before, held by another worker, or out of attempts. */
export type ShardOutcome = 'done' | 'skipped';

/**
 * Ranks the openings for every willing laborer of one shard and stores the lists. Run twice it leaves the same state: the
 * shard is taken under a lease, and results are kept only while the lease holds.
 * @throws whatever broke; the shard is then marked failed and tried again by the queue or the sweeper.
 */
export async function runShard(context: FlowContext, input: ShardInput): Promise<ShardOutcome> {
  let isSettled = false;
  try {
    const outcome = await workOnShard(context, input);
    isSettled = outcome === 'done';
    return outcome;
  } catch (error) {
    isSettled = true;
    throw error;
  } finally {
    if (isSettled) await ringWhenReady(context, input.runId);
  }
}

export interface ShardInput {
  readonly runId: RunId;
  readonly shard: number;
  readonly worker: string;
}

/** The same without ringing when the run is ready to be published. */
async function workOnShard(context: FlowContext, input: ShardInput): Promise<ShardOutcome> {
  const stored = await workOnShards(context, { ...input, shards: [input.shard] });
  return stored === 1 ? 'done' : 'skipped';
}

async function ringWhenReady(context: FlowContext, runId: RunId): Promise<void> {
  const ready = await context.db.stores.runs.readyToPublish();
  if (ready.includes(runId)) await context.queue.ring([{ kind: 'publish', runId }]);
}

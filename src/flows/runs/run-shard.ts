import { AppError } from '../../domain/errors.ts';
import type { RunId } from '../../domain/ids.ts';
import type { MatchRun } from '../../domain/match-run.ts';
import type { FlowContext } from '../context.ts';
import type { ShardInput, ShardOutcome } from '../ports/shard-hands.ts';
import { assertSameEngine } from './same-engine.ts';
import { existingRun } from './existing-run.ts';
import { verifyShard, type CheckOutcome } from './verify-shard.ts';
import { workOnShards } from './work-on-shards.ts';

/**
 * Ranks the openings for every willing laborer of one shard, stores the lists and checks them. Run twice it leaves the same
 * state: the shard is taken under a lease, results are kept only while the lease holds, and the check has a lease of its own.
 * A run of another engine is left alone for a worker that has it.
 * @throws whatever broke; the shard is then tried again by the queue or the sweeper.
 */
export async function runShard(context: FlowContext, input: ShardInput): Promise<ShardOutcome> {
  const run = await existingRun(context, input.runId);
  if (!(await isOurs(context, run))) return 'skipped';
  let outcome: ShardOutcome | 'broken' = 'broken';
  try {
    outcome = await rankAndCheck(context, input, run);
    return outcome;
  } finally {
    // Also what broke may have been the last that the run waited for: its last attempt settles a shard.
    if (outcome === 'done' || outcome === 'broken') await ringWhenReady(context, run.id);
  }
}

async function rankAndCheck(context: FlowContext, input: ShardInput, run: MatchRun): Promise<ShardOutcome> {
  const stored = await workOnShards(context, { run, shards: [input.shard], worker: input.worker });
  const checked: CheckOutcome = run.isVerified ? await verifyShard(context, { ...input, run }) : 'skipped';
  if (checked === 'again') {
    await context.queue.ring([{ kind: 'shard', runId: run.id, shard: input.shard }]);
    return 'again';
  }
  return stored === 0 && checked === 'skipped' ? 'skipped' : 'done';
}

/** Whether this program may work on the run; says why where it may not. */
async function isOurs(context: FlowContext, run: MatchRun): Promise<boolean> {
  const profile = await context.db.stores.settings.profile(run.profileName, run.profileVersion);
  try {
    if (profile !== null) assertSameEngine(run, profile);
    return true;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    context.log.warn({ runId: run.id, code: error.code, error: error.sentence.en }, 'run left alone');
    return false;
  }
}

async function ringWhenReady(context: FlowContext, runId: RunId): Promise<void> {
  const ready = await context.db.stores.runs.readyToPublish();
  if (ready.includes(runId)) await context.queue.ring([{ kind: 'publish', runId }]);
}

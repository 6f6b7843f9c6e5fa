import type { MatchRun, RunShard } from '../../domain/match-run.ts';
import type { FlowContext } from '../context.ts';
import { worldOf } from '../world.ts';
import { publishRun } from './publish-run.ts';
import { startRun, type StartRun } from './start-run.ts';
import { workOnShards } from './work-on-shards.ts';

/** Laborers of a shard where one process works on all of them: a commit is shared by more, and a lost one still costs a second. */
const NIGHT_SHARD_SIZE = 16_000;
/** Laborers that are ranked together: tables of places and skills are made once for all of them. */
const GROUP_SIZE = 32_000;
/**
 * Groups under way at once: while one is ranked, others are read and written. More would only hold more memory; each holds some
 * 25 MB at 20 openings a list.
 */
const GROUPS_AT_ONCE = 3;

/**
 * A whole run in this process, without the queue: starts it, works on its shards with reading, ranking and writing overlapped,
 * and publishes it unchecked. Shards are leased, so that workers may help and a second caller does nothing twice. The checksum is
 * left to `verifyRun`.
 * @returns the run as it is then; published, unless another process still works on one of its shards or one failed.
 * @throws what `startRun` refuses, or whatever broke a shard.
 */
export async function runNight(
  context: FlowContext,
  input: Omit<StartRun, 'shardSize'> & { readonly worker: string },
): Promise<MatchRun> {
  const { worker, ...start } = input;
  const { run } = await startRun(context, { ...start, shardSize: NIGHT_SHARD_SIZE, isVerified: false });
  await worldOf(context, run);
  await workOnAll(context, run, worker);
  await publishRun(context, run.id, { checksum: 'later' });
  return (await context.db.stores.runs.find(run.id)) ?? run;
}

async function workOnAll(context: FlowContext, run: MatchRun, worker: string): Promise<void> {
  const groups = groupsOf(await context.db.stores.runs.shards(run.id)).values();
  const lanes = Array.from({ length: GROUPS_AT_ONCE }, async () => {
    for (const shards of groups) await workOnShards(context, { run, shards, worker });
  });
  // Every lane ends before an error is told: none may go on unseen.
  for (const lane of await Promise.allSettled(lanes)) if (lane.status === 'rejected') throw lane.reason;
}

/** Neighbors together, by number. */
function groupsOf(shards: readonly RunShard[]): number[][] {
  const groups: number[][] = [];
  let laborers = GROUP_SIZE;
  for (const shard of shards) {
    if (laborers + shard.laborers > GROUP_SIZE) {
      groups.push([]);
      laborers = 0;
    }
    groups.at(-1)?.push(shard.number);
    laborers += shard.laborers;
  }
  return groups;
}

import type { MatchRun, RunShard } from '../../domain/match-run.ts';
import type { FlowContext } from '../context.ts';
import { DEFAULT_PROFILE } from '../../domain/weights.ts';
import { newestIdfVersion } from '../world.ts';
import { gatherInput, warmInput } from './gather-input.ts';
import { publishRun } from './publish-run.ts';
import { startRun, type StartRun } from './start-run.ts';
import { workOnShards } from './work-on-shards.ts';

/** Laborers of a shard where one process works on all of them: a commit is shared by more, and a lost one still costs a second. */
const NIGHT_SHARD_SIZE = 16_000;
/** Laborers that are ranked together: tables of places and skills are made once for all of them. */
const GROUP_SIZE = 32_000;
/** The same of an incremental run, which ranks a few in a hundred of them. */
const RENEWED_GROUP_SIZE = 100_000;
/** Groups that a hand has of an incremental run at least: while one is ranked, the other is read. */
const RENEWED_GROUPS_A_HAND = 2;
/** Groups under way at once where there is no crew: while one is ranked, others are read and written. */
const GROUPS_AT_ONCE = 3;

/**
 * A whole run without the queue: starts it, works on its shards with reading, ranking and writing overlapped, by the context's crew
 * or else in this process, and publishes it unchecked. Shards are leased, so that workers may help and a second caller does nothing
 * twice. The checksum is left to `verifyRun`.
 * @returns the run as it is then; published, unless another process still works on one of its shards or one failed.
 * @throws what `startRun` refuses, or whatever broke a shard.
 */
export async function runNight(
  context: FlowContext,
  input: Omit<StartRun, 'shardSize'> & { readonly worker: string },
): Promise<MatchRun> {
  const { worker, ...start } = input;
  const building = buildAhead(context, input);
  // What broke it shows when it is awaited; what startRun refuses is told first.
  building.catch(() => undefined);
  const { run } = await startRun(context, { ...start, shardSize: NIGHT_SHARD_SIZE, isVerified: false });
  await building;
  await workOnAll(context, run, worker);
  await publishRun(context, run.id, { checksum: 'later' });
  return (await context.db.stores.runs.find(run.id)) ?? run;
}

/** Builds the world while PostgreSQL cuts the run; `gatherInput` takes it where nothing changed in between. */
async function buildAhead(context: FlowContext, { profileName, refreshIdf }: StartRun): Promise<void> {
  if (refreshIdf === true) return;
  const { settings, openings } = context.db.stores;
  const profile = await settings.profile(profileName ?? DEFAULT_PROFILE.name);
  // Refused by startRun, which says why.
  if (profile === null || (await openings.count()) === 0) return;
  const [runDate, idfVersion] = [await context.db.today(), await newestIdfVersion(context)];
  await warmInput(context, {
    runDate,
    profileName: profile.name,
    profileVersion: profile.version,
    idfVersion,
  });
}

async function workOnAll(context: FlowContext, run: MatchRun, worker: string): Promise<void> {
  const { crew } = context;
  const shards = await context.db.stores.runs.shards(run.id);
  if (shards.length === 0) return;
  const input = await gatherInput(context, run);
  const groups = groupsOf(shards, run, crew?.size ?? 1);
  if (crew !== undefined) {
    const refused = new Set(await context.db.stores.runs.refusedOpenings(run.runDate));
    await crew.work({ run, input, groups, worker, refused });
    return;
  }
  const left = groups.values();
  const lanes = Array.from({ length: GROUPS_AT_ONCE }, async () => {
    for (const group of left) await workOnShards(context, { run, shards: group, worker, input });
  });
  // Every lane ends before an error is told: none may go on unseen.
  for (const lane of await Promise.allSettled(lanes)) if (lane.status === 'rejected') throw lane.reason;
}

/** Neighbors together, by number; of an incremental run as few groups as there are hands, up to a size. */
function groupsOf(shards: readonly RunShard[], { baseRunId }: MatchRun, hands: number): number[][] {
  const all = shards.reduce((sum, shard) => sum + shard.laborers, 0);
  const size =
    baseRunId === null
      ? GROUP_SIZE
      : Math.min(RENEWED_GROUP_SIZE, Math.ceil(all / hands / RENEWED_GROUPS_A_HAND));
  const groups: number[][] = [];
  let laborers = size;
  for (const shard of shards) {
    if (laborers + shard.laborers > size) {
      groups.push([]);
      laborers = 0;
    }
    groups.at(-1)?.push(shard.number);
    laborers += shard.laborers;
  }
  return groups;
}

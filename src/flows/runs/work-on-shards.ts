import type { MatchRun } from '../../domain/match-run.ts';
import type { FlowContext } from '../context.ts';
import type { Lease, PackedResults, ShardTrace } from '../ports/run-store.ts';
import type { RankingInput } from '../ports/night-crew.ts';
import { gatherInput } from './gather-input.ts';
import { holdLeases, leaseSeconds } from './hold-lease.ts';
import { rankShards, type StoreShard } from './rank-shards.ts';
import { renewShards } from './renew-shards.ts';

/** How often a shard is tried before it counts as failed. */
const MAX_ATTEMPTS = 5;

/** Which shards, and who works on them. */
export interface ShardsInput {
  readonly run: MatchRun;
  /** Numbers. They are ranked together, so that tables of places and skills are made once, and stored one by one. */
  readonly shards: readonly number[];
  readonly worker: string;
  /** Gathered here where not given. */
  readonly input?: RankingInput;
}

/**
 * Ranks the openings for every willing laborer of some shards and stores the lists, a transaction a shard. A shard that is done,
 * or held by another worker, is left out.
 * @returns how many were stored.
 * @throws whatever broke; the shards that were not stored are then given back to be tried again.
 */
export async function workOnShards(context: FlowContext, input: ShardsInput): Promise<number> {
  const held = new Set<Lease>();
  const seconds = leaseSeconds(context);
  try {
    for (const shard of input.shards) {
      const lease = await context.db.stores.runs.lease(input.run.id, shard, input.worker, seconds);
      if (lease !== null) held.add(lease);
    }
    return held.size === 0
      ? 0
      : await holdLeases(
          context,
          renewing(context, held),
          async () => await rankAndStore(context, input, held),
        );
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    for (const lease of held) await giveBack(context, lease, message);
    throw error;
  }
}

async function giveBack(context: FlowContext, lease: Lease, error: string): Promise<void> {
  const { runId, number: shard, attempts } = lease.shard;
  await context.db.transaction(async (stores) => {
    await stores.runs.fail(lease, error, MAX_ATTEMPTS);
    if (attempts >= MAX_ATTEMPTS) await stores.runControl.note(runId, 'shard_failed', { shard, error });
  });
}

/** Takes each lease out of `held` once its shard is stored. */
async function rankAndStore(
  context: FlowContext,
  { run, input: given }: ShardsInput,
  held: Set<Lease>,
): Promise<number> {
  let stored = 0;
  const store: StoreShard = async (lease, results, trace) => {
    if (await completeAndNote(context, lease, results, trace)) stored += 1;
    held.delete(lease);
  };
  const input = given ?? (await gatherInput(context, run));
  const { renewal } = input;
  if (renewal === null) await rankShards(context, run, input, [...held], store);
  else await renewShards(context, run, { ...input, renewal }, [...held], store);
  return stored;
}

async function completeAndNote(
  context: FlowContext,
  lease: Lease,
  results: PackedResults,
  trace: ShardTrace,
): Promise<boolean> {
  const { runId, number: shard, laborers, countyCode: county } = lease.shard;
  return await context.db.transaction(async (stores) => {
    const isStored = await stores.runs.complete(lease, results, trace);
    if (isStored) await stores.runControl.note(runId, 'shard_done', { shard, laborers, county });
    return isStored;
  });
}

function renewing(context: FlowContext, held: ReadonlySet<Lease>): (seconds: number) => Promise<void> {
  return async (seconds) => {
    for (const lease of held) await context.db.stores.runs.renew(lease, seconds);
  };
}

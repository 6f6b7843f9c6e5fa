import type { MatchRun } from '../../domain/match-run.ts';
import type { FlowContext } from '../context.ts';
import type { Lease, RankedShard } from '../ports/run-store.ts';
import type { RankingInput } from '../ports/night-crew.ts';
import { gatherInput } from './gather-input.ts';
import { holdLeases, leaseSeconds } from './hold-lease.ts';
import { rankShards, type StoreShards } from './rank-shards.ts';
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
 * Ranks the openings for every willing laborer of some shards and stores the lists: of a whole run a transaction a shard, of an
 * incremental one, whose shards have few, all together. A shard that is done, or held by another worker, is left out.
 * @returns how many were stored.
 * @throws whatever broke; the shards that were not stored are then given back to be tried again.
 */
export async function workOnShards(context: FlowContext, input: ShardsInput): Promise<number> {
  const held = new Set<Lease>();
  const seconds = leaseSeconds(context);
  try {
    const { run, shards: numbers, worker } = input;
    const leases = await context.db.stores.runs.leaseAll({ runId: run.id, numbers, worker, seconds });
    for (const lease of leases) held.add(lease);
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
  const store: StoreShards = async (ranked) => {
    stored += await completeAndNote(context, run, ranked);
    for (const { lease } of ranked) held.delete(lease);
  };
  const input = given ?? (await gatherInput(context, run));
  const { renewal } = input;
  if (renewal === null) await rankShards(context, run, input, [...held], store);
  else await renewShards(context, run, { ...input, renewal }, [...held], store);
  return stored;
}

/** How many leases held. */
async function completeAndNote(
  context: FlowContext,
  { id }: MatchRun,
  ranked: readonly RankedShard[],
): Promise<number> {
  return await context.db.transaction(async (stores) => {
    const stored = [...(await stores.runs.completeAll(ranked))];
    const told = stored.map(({ shard: { number: shard, laborers, countyCode: county } }) => ({
      shard,
      laborers,
      county,
    }));
    if (told.length > 0) await stores.runControl.noteAll(id, 'shard_done', told);
    return stored.length;
  });
}

function renewing(context: FlowContext, held: ReadonlySet<Lease>): (seconds: number) => Promise<void> {
  return async (seconds) => {
    for (const lease of held) await context.db.stores.runs.renew(lease, seconds);
  };
}

import { countyOf } from '../../domain/area.ts';
import { say } from '../../domain/bilingual.ts';
import { AppError } from '../../domain/errors.ts';
import { EXCLUSION_CODES } from '../../domain/exclusion-reason.ts';
import { keyOf, type RunId } from '../../domain/ids.ts';
import type { MatchLaborer } from '../../domain/match-input.ts';
import type { MatchRun, RunShard } from '../../domain/match-run.ts';
import { FACTORS } from '../../domain/weights.ts';
import { laborerEncoder } from '../../matching/fast/encode-laborers.ts';
import type { FlowContext } from '../context.ts';
import type { Lease, PackedResults } from '../ports/run-store.ts';
import { worldOf } from '../world.ts';
import { rankColumns } from './rank-columns.ts';

/** How long a worker may be silent before another takes its shard. */
const LEASE_SECONDS = 120;
/** Twice missed, a lease still holds. */
const RENEWAL_MS = (LEASE_SECONDS * 1_000) / 3;
/** How often a shard is tried before it counts as failed. */
const MAX_ATTEMPTS = 5;

/** Which shards, and who works on them. */
export interface ShardsInput {
  readonly runId: RunId;
  /** Numbers. They are ranked together, so that tables of places and skills are made once, and stored one by one. */
  readonly shards: readonly number[];
  readonly worker: string;
}

/**
 * Ranks the openings for every willing laborer of some shards and stores the lists, a transaction a shard. A shard that is done,
 * or held by another worker, is left out.
 * @returns how many were stored.
 * @throws whatever broke; the shards that were not stored are then given back to be tried again.
 */
export async function workOnShards(context: FlowContext, input: ShardsInput): Promise<number> {
  const held = new Set<Lease>();
  try {
    for (const shard of input.shards) {
      const lease = await context.db.stores.runs.lease(input.runId, shard, input.worker, LEASE_SECONDS);
      if (lease !== null) held.add(lease);
    }
    return held.size === 0
      ? 0
      : await withRenewals(context, held, async () => await rankAndStore(context, input, held));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    for (const lease of held) await context.db.stores.runs.fail(lease, message, MAX_ATTEMPTS);
    throw error;
  }
}

/** Takes each lease out of `held` once its shard is stored. */
async function rankAndStore(context: FlowContext, { runId }: ShardsInput, held: Set<Lease>): Promise<number> {
  const run = await existingRun(context, runId);
  const world = await worldOf(context, run);
  const encoder = laborerEncoder(world.settings);
  const leases = [...held];
  // Rows come by county and key, as shards are numbered: a shard's rows end where the next one's begin.
  const ends: number[] = [];
  let rows = 0;
  let at = 0;
  const shards = leases.map((lease) => lease.shard);
  await context.db.stores.laborers.streamForMatching(shards, run.runDate, (laborer) => {
    while (!isIn(shards[at], laborer)) {
      ends.push(rows);
      at += 1;
    }
    encoder.addLaborer(laborer);
    rows += 1;
  });
  while (ends.length < leases.length) ends.push(rows);
  const results = await rankColumns(world, encoder.finish(), run.topK);
  let stored = 0;
  let from = 0;
  for (const [nth, lease] of leases.entries()) {
    const to = ends[nth] ?? rows;
    const slice = sliceOf(results, from, to);
    if (await context.db.transaction(async (stores) => await stores.runs.complete(lease, slice))) stored += 1;
    held.delete(lease);
    from = to;
  }
  return stored;
}

/** Whether a laborer is of a shard. @throws Error past the last shard. */
function isIn(shard: RunShard | undefined, { id, homeCode }: MatchLaborer): boolean {
  if (shard === undefined) throw new Error(`laborer ${id} is of no shard that was asked for`);
  return countyOf(homeCode) === shard.countyCode && keyOf(id) <= shard.lastLaborerKey;
}

/** The lists of some rows, in the same memory. */
function sliceOf(results: PackedResults, from: number, to: number): PackedResults {
  const { k } = results;
  const slice = <Column extends Int32Array | Uint16Array>(column: Column, width: number): Column =>
    // A subarray is of its array's type.
    column.subarray(from * width, to * width) as Column;
  return {
    k,
    laborerKey: slice(results.laborerKey, 1),
    pairs: slice(results.pairs, 1),
    openingKey: slice(results.openingKey, k),
    score: slice(results.score, k),
    parts: slice(results.parts, k * FACTORS.length),
    reasons: slice(results.reasons, EXCLUSION_CODES.length),
  };
}

/** Holds the shards as long as the work takes; a renewal that fails shows when the results are stored. */
async function withRenewals<Result>(
  context: FlowContext,
  held: ReadonlySet<Lease>,
  work: () => Promise<Result>,
): Promise<Result> {
  const renew = async (): Promise<void> => {
    for (const lease of held) await context.db.stores.runs.renew(lease, LEASE_SECONDS);
  };
  const renewal = setInterval(() => {
    renew().catch((error: unknown) => {
      context.log.warn({ error: String(error) }, 'leases not renewed');
    });
  }, RENEWAL_MS);
  try {
    return await work();
  } finally {
    clearInterval(renewal);
  }
}

async function existingRun(context: FlowContext, runId: RunId): Promise<MatchRun> {
  const run = await context.db.stores.runs.find(runId);
  if (run !== null) return run;
  throw new AppError({
    kind: 'not_found',
    code: 'RUN_UNKNOWN',
    message: say(`没有批次 ${runId}`, `There is no run ${runId}`),
  });
}

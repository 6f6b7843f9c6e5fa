import { setImmediate as breathe } from 'node:timers/promises';
import type { LaborerId } from '../../domain/ids.ts';
import type { MatchLaborer } from '../../domain/match-input.ts';
import type { MatchRun } from '../../domain/match-run.ts';
import type { RecommendationList } from '../../domain/recommendation.ts';
import { fnv1a } from '../../matching/fnv1a.ts';
import { checkComplete } from '../../matching/verification/check-complete.ts';
import { listChecker } from '../../matching/verification/check-list.ts';
import type { ListFault } from '../../domain/list-fault.ts';
import type { World } from '../../matching/world.ts';
import type { FlowContext } from '../context.ts';
import type { Lease } from '../ports/run-store.ts';
import { worldOf } from '../world.ts';
import { holdLeases, leaseSeconds } from './hold-lease.ts';

/** Lists checked between two breaths of the event loop: some ten milliseconds. */
const BREATH = 50;
/** Laborers of a run whose lists are held against every opening; each county has one at least. */
const SAMPLED = 200;
/**
 * A list that was right when it was ranked is wrong once its laborer or an opening changed, so a shard with faults is ranked
 * again; only what a third ranking does not mend is a fault.
 */
const RANKINGS = 3;

/** `checked`: settled, with or without faults. `again`: to be ranked anew. `skipped`: nothing to check here. */
export type CheckOutcome = 'checked' | 'again' | 'skipped';

/**
 * Checks the stored lists of one shard of a run with the reference's rules and factors: every pair, every order and cap; that
 * everyone willing has a list or a reason; and of a sample, that nothing better was left out. Shares no code with the engine that ranked them.
 * Run twice it leaves the same state: the check is taken under a lease.
 * @throws whatever broke; the shard is then given back to be checked again.
 */
export async function verifyShard(
  context: FlowContext,
  input: { readonly run: MatchRun; readonly shard: number; readonly worker: string },
): Promise<CheckOutcome> {
  const { verification } = context.db.stores;
  const { run, shard, worker } = input;
  const lease = await verification.lease(run.id, shard, worker, leaseSeconds(context));
  if (lease === null) return 'skipped';
  try {
    return await holdLeases(
      context,
      async (seconds) => void (await verification.renew(lease, seconds)),
      async () => await checkUnder(context, run, lease),
    );
  } catch (error) {
    await verification.giveBack(lease, error instanceof Error ? error.message : String(error));
    throw error;
  }
}

async function checkUnder(context: FlowContext, run: MatchRun, lease: Lease): Promise<CheckOutcome> {
  const { verification, laborers } = context.db.stores;
  const { shard } = lease;
  const world = await worldOf(context, run);
  const [people, lists] = await Promise.all([
    laborers.shardForMatching(shard, run.runDate),
    verification.lists(shard),
  ]);
  const isFirst = await verification.isFirstOfCounty(shard);
  const sampled = sampleOf(run, people, isFirst);
  const faults = await faultsOf({ world, run, sampled, people, lists });
  if (faults.length > 0 && shard.attempts < RANKINGS) {
    context.log.warn({ runId: run.id, shard: shard.number, faults: faults.length }, 'shard ranked again');
    return (await verification.rankAgain(lease)) ? 'again' : 'skipped';
  }
  const isSettled = await context.db.transaction(async (stores) => {
    const settled = await stores.verification.settle(lease, faults);
    if (settled && faults.length > 0) {
      await stores.runControl.note(run.id, 'shard_faulty', { shard: shard.number, faults: faults.length });
    }
    return settled;
  });
  return isSettled ? 'checked' : 'skipped';
}

interface Found {
  readonly world: World;
  readonly run: MatchRun;
  readonly sampled: ReadonlySet<LaborerId>;
  readonly people: readonly MatchLaborer[];
  readonly lists: readonly RecommendationList[];
}

async function faultsOf({ world, run, sampled, people, lists }: Found): Promise<ListFault[]> {
  const byLaborer = new Map(lists.map((list) => [list.laborerId, list]));
  const check = listChecker(world, { k: run.topK });
  const faults: ListFault[] = [];
  for (const [nth, laborer] of people.entries()) {
    const list = byLaborer.get(laborer.id);
    if (list === undefined) faults.push(missing(laborer.id));
    else faults.push(...check(laborer, list));
    if (list !== undefined && sampled.has(laborer.id)) {
      const fault = await checkComplete(world, laborer, list, { k: run.topK }, breathe);
      if (fault !== null) faults.push(fault);
    }
    if (nth % BREATH === 0) await breathe();
  }
  return faults;
}

function missing(laborerId: LaborerId): ListFault {
  return {
    code: 'LIST_MISSING',
    laborerId,
    openingId: null,
    detail: 'willing at the run date, no list stored',
  };
}

/** The same people whoever checks: one in so many by hash, and of each county's first shard one at least. */
function sampleOf(run: MatchRun, people: readonly MatchLaborer[], isFirst: boolean): ReadonlySet<LaborerId> {
  const every = Math.max(1, Math.floor(run.laborers / SAMPLED));
  const byHash = people
    .map(({ id }) => ({ id, hash: fnv1a(`${run.id}|${id}`) }))
    .toSorted((one, other) => (one.hash % every) - (other.hash % every));
  const drawn = byHash.filter(({ hash }) => hash % every === 0);
  const least = isFirst ? byHash.slice(0, 1) : [];
  return new Set([...drawn, ...least].map(({ id }) => id));
}

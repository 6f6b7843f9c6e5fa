import { keyOf } from '../../domain/ids.ts';
import type { MatchRun } from '../../domain/match-run.ts';
import { inSharedMemory } from '../../matching/fast/allocate.ts';
import { indexOf } from '../../matching/fast/fast-rank-openings.ts';
import { buildIndex, type OpeningIndex } from '../../matching/fast/opening-index.ts';
import { printsOf } from '../../matching/memory/opening-prints.ts';
import type { World } from '../../matching/world.ts';
import type { FlowContext } from '../context.ts';
import type { RankingInput, Renewal } from '../ports/night-crew.ts';
import type { WorldPins } from '../ports/ranker.ts';
import { worldOf } from '../world.ts';
import { changedPeople } from './changed-people.ts';
import { changedWorld } from './changed-world.ts';

/**
 * What ranking the shards of a run needs besides their laborers, as it is now; and the run is told what it knows of the openings. From
 * memory where nothing changed since it was asked for before.
 */
export async function gatherInput(context: FlowContext, run: MatchRun): Promise<RankingInput> {
  // First the changes, then the world: both are at least as new as the run, and what is newer the next run finds again.
  const people = run.baseRunId === null ? null : await changedPeople(context, run.id);
  const { world, index, name } = await warmInput(context, run);
  if (people !== null)
    return { world, index, worldName: name, renewal: await renewalOf(context, run, world, people) };
  await keepWorld(context, run, world);
  return { world, index, worldName: name, renewal: null };
}

/** What a run of some pins would gather of the openings, made ahead and kept with the world. */
export async function warmInput(
  context: FlowContext,
  pins: WorldPins,
): Promise<Pick<RankingInput, 'world' | 'index'> & { readonly name: string }> {
  const world = await worldOf(context, pins);
  const index = context.crew === undefined ? indexOf(world) : sharedIndexOf(world);
  return { world, index, name: printsOf(world).name };
}

async function renewalOf(
  context: FlowContext,
  run: MatchRun,
  world: World,
  { people, counties }: Pick<Renewal, 'people' | 'counties'>,
): Promise<Renewal> {
  const base = run.baseRunId === null ? null : await context.db.stores.runs.find(run.baseRunId);
  if (base === null) throw new Error(`run ${run.id} has no base run`);
  const { changed, world: small } = await changedWorld(context, world, base.id);
  return {
    runDate: base.runDate,
    changed: new Set([...changed].map(keyOf)),
    changedWorld: small,
    people,
    counties,
  };
}

const sharedIndexes = new WeakMap<World, OpeningIndex>();

function sharedIndexOf(world: World): OpeningIndex {
  const index = sharedIndexes.get(world) ?? buildIndex(world, inSharedMemory);
  sharedIndexes.set(world, index);
  return index;
}

/** Runs that this process has told of a world: it is told once, not with every shard. */
const told = new WeakMap<World, Set<string>>();

async function keepWorld(context: FlowContext, run: MatchRun, world: World): Promise<void> {
  const runs = told.get(world) ?? new Set<string>();
  told.set(world, runs);
  if (runs.has(run.id)) return;
  const { name, prints } = printsOf(world);
  await context.db.stores.runs.saveWorld(run.id, name, prints);
  runs.add(run.id);
}

import type { OpeningId, RunId } from '../../domain/ids.ts';
import { changedOpenings, printsOf } from '../../matching/memory/opening-prints.ts';
import type { World } from '../../matching/world.ts';
import type { FlowContext } from '../context.ts';

/** What of the openings is not as a base run knew it. */
export interface ChangedWorld {
  /** Openings that are new, gone, or not alike. */
  readonly changed: ReadonlySet<OpeningId>;
  /** The world with these openings alone; those that are gone are not in it. */
  readonly world: World;
}

const known = new WeakMap<World, Map<RunId, Promise<ChangedWorld>>>();

/**
 * How a world differs from what the shards of a base run knew. Where these knew different things, because openings changed while
 * they were worked on, whatever differs from any of them counts.
 */
export async function changedWorld(
  context: FlowContext,
  world: World,
  baseRunId: RunId,
): Promise<ChangedWorld> {
  const byRun = known.get(world) ?? new Map<RunId, Promise<ChangedWorld>>();
  known.set(world, byRun);
  const found = byRun.get(baseRunId);
  if (found !== undefined) return await found;
  const made = compare(context, world, baseRunId);
  byRun.set(baseRunId, made);
  made.catch(() => byRun.delete(baseRunId));
  return await made;
}

async function compare(context: FlowContext, world: World, baseRunId: RunId): Promise<ChangedWorld> {
  const before = await context.db.stores.runs.worldsOf(baseRunId);
  const { prints } = printsOf(world);
  const changed = new Set(before.flatMap((each) => [...changedOpenings(Buffer.from(each), prints)]));
  const openings = world.openings.filter(({ input }) => changed.has(input.id));
  const openingsById = new Map(openings.map((opening) => [opening.input.id, opening]));
  return { changed, world: { ...world, openings, openingsById } };
}

import type { RunId } from '../../domain/ids.ts';
import type { FlowContext } from '../context.ts';
import type { Renewal } from '../ports/night-crew.ts';

type People = Pick<Renewal, 'people' | 'counties'>;

/** Runs whose people are remembered: one is worked on at a time, and a manual one beside it. */
const RUNS_KEPT = 2;

const peopleByDatabase = new WeakMap<FlowContext['db'], Map<RunId, Promise<People>>>();

/** Who changed since the base of a run began, as this process found it when it first worked on the run. */
export async function changedPeople(context: FlowContext, runId: RunId): Promise<People> {
  const byRun = peopleByDatabase.get(context.db) ?? new Map<RunId, Promise<People>>();
  peopleByDatabase.set(context.db, byRun);
  const known = byRun.get(runId);
  if (known !== undefined) return await known;
  const asked = askPeople(context, runId);
  byRun.set(runId, asked);
  asked.catch(() => byRun.delete(runId));
  const oldest = byRun.size > RUNS_KEPT ? byRun.keys().next().value : undefined;
  if (oldest !== undefined) byRun.delete(oldest);
  return await asked;
}

async function askPeople(context: FlowContext, runId: RunId): Promise<People> {
  const { runs } = context.db.stores;
  const [people, shards] = await Promise.all([runs.changedLaborers(runId), runs.shards(runId)]);
  return { people, counties: new Set(shards.map((shard) => shard.countyCode)) };
}

import type { RunId } from '../../domain/ids.ts';
import type { FlowContext } from '../context.ts';
import { newestKept } from '../newest-kept.ts';
import type { Renewal } from '../ports/night-crew.ts';

type People = Pick<Renewal, 'people' | 'counties'>;

/** Runs whose people are remembered: one is worked on at a time, and a manual one beside it. */
const RUNS_KEPT = 2;

const kept = newestKept<People>(RUNS_KEPT);

/** Who changed since the base of a run began, as this process found it when it first worked on the run. */
export async function changedPeople(context: FlowContext, runId: RunId): Promise<People> {
  return await kept(context.db, runId, async () => await askPeople(context, runId));
}

async function askPeople(context: FlowContext, runId: RunId): Promise<People> {
  const { runs } = context.db.stores;
  const [people, shards] = await Promise.all([runs.changedLaborers(runId), runs.shards(runId)]);
  return { people, counties: new Set(shards.map((shard) => shard.countyCode)) };
}

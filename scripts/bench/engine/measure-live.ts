import { snapshotOf } from '../../../src/ranking/snapshot.ts';
import { LIST_LENGTH, SHORTLIST_LENGTH } from '../profiles.ts';
import { percentile, timedAsync } from '../timing.ts';
import type { BenchThread } from './bench-threads.ts';
import type { EngineInput } from './engine-input.ts';
import type { RankedProvince } from './rank-province.ts';
import { spread } from './spread.ts';

/** Asks before the clock counts: a server has run for longer than that. */
const WARM_UP = 200;
/** The share of answers that are at least as quick as the figure. */
const P99 = 0.99;

interface LiveSizes {
  readonly liveLists: number;
  readonly liveShortlists: number;
}

/**
 * 99th percentiles, in milliseconds, of what one asks a thread for and waits for: a laborer's list, made by what a
 * thread of the API runs, and an opening's shortlist over the whole province. The way to the thread and back is in.
 */
export async function measureLive(
  thread: BenchThread,
  { input, ranked, sizes }: { input: EngineInput; ranked: RankedProvince; sizes: LiveSizes },
): Promise<{ readonly recommendP99Ms: number; readonly shortlistP99Ms: number }> {
  const { world, plan } = ranked;
  const { runDate, profile, idf } = world.settings;
  const pins = {
    runDate,
    profileName: profile.name,
    profileVersion: profile.version,
    idfVersion: idf.version,
  };
  await thread.ask({ kind: 'snapshot', snapshot: snapshotOf(world, { pins, stamp: '' }) });
  await thread.ask({ kind: 'world', settings: input.settings, openings: input.openings });
  await thread.ask({ kind: 'plan', plan });
  const laborers = [...spread(plan.columns.count, sizes.liveLists)].map((row) => input.laborer(row));
  const openings = [...spread(input.openings.length, sizes.liveShortlists)].flatMap(
    (at) => input.openings[at]?.id ?? [],
  );
  return {
    recommendP99Ms: await p99Ms(laborers, async (laborer) => {
      await thread.ask({ kind: 'recommend', laborer, k: LIST_LENGTH });
    }),
    shortlistP99Ms: await p99Ms(openings, async (opening) => {
      await thread.ask({ kind: 'shortlist', opening, k: SHORTLIST_LENGTH });
    }),
  };
}

async function p99Ms<Subject>(
  subjects: readonly Subject[],
  ask: (subject: Subject) => Promise<void>,
): Promise<number> {
  for (const subject of subjects.slice(0, WARM_UP)) await ask(subject);
  const milliseconds: number[] = [];
  for (const subject of subjects) {
    const { seconds } = await timedAsync(async () => await ask(subject));
    milliseconds.push(seconds * 1_000);
  }
  return percentile(milliseconds, P99);
}

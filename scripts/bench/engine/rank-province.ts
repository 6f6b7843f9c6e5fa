import { inSharedMemory } from '../../../src/matching/fast/allocate.ts';
import type { LaborerColumns } from '../../../src/matching/fast/laborer-columns.ts';
import { buildIndex } from '../../../src/matching/fast/opening-index.ts';
import { rowsByProfile } from '../../../src/matching/fast/order-rows.ts';
import { planRanking, type RankingPlan } from '../../../src/matching/fast/ranking-plan.ts';
import { prepareWorld, type World } from '../../../src/matching/world.ts';
import { LIST_LENGTH } from '../profiles.ts';
import { median, repeated, timed, timedAsync } from '../timing.ts';
import type { BenchThread } from './bench-threads.ts';
import type { EngineInput } from './engine-input.ts';
import { sharedCounter, type RankedRows } from './rank-chunks.ts';

/** Turns of the spin loop in one thread, some tenths of a second. */
const SPIN_ROUNDS = 200_000_000;

/** A province that was ranked as a whole. */
export interface RankedProvince {
  readonly world: World;
  readonly plan: RankingPlan;
  /** Rows by profile. */
  readonly rows: Int32Array;
  readonly ranked: RankedRows;
  /** Preparing the openings, index, plan, order, handing over and ranking by two threads; nothing was run before. */
  readonly provinceSeconds: number;
  /** Of these, the index over openings. */
  readonly indexSeconds: number;
  /** Ranking alone: the median of some runs. */
  readonly oneThreadSeconds: number;
  readonly twoThreadSeconds: number;
  /** A loop without memory: what two threads can be over one on this machine. */
  readonly spinScaling: number;
}

/**
 * Ranks every laborer of a province, by two threads and by one.
 * @throws Error where one thread and two gave different lists.
 */
export async function rankProvince(
  threads: readonly [BenchThread, BenchThread],
  { input, columns, repeatSeconds }: { input: EngineInput; columns: LaborerColumns; repeatSeconds: number },
): Promise<RankedProvince> {
  const first = await timedAsync(async () => {
    const world = prepareWorld(input.settings, input.openings);
    const index = timed(() => buildIndex(world, inSharedMemory));
    const plan = planRanking(world, index.result, columns, inSharedMemory);
    const rows = rowsByProfile(columns, inSharedMemory);
    await Promise.all(threads.map(async (thread) => await thread.ask({ kind: 'plan', plan })));
    const ranked = await rank(threads, rows);
    return { world, plan, rows, ranked, indexSeconds: index.seconds };
  });
  const { rows, ranked } = first.result;
  const again = async (used: readonly BenchThread[]): Promise<number> => {
    const seconds = await repeated(async () => {
      const { checksum } = await rank(used, rows);
      if (checksum !== ranked.checksum) throw new Error('Two runs gave different lists');
    }, repeatSeconds);
    return median(seconds);
  };
  return {
    ...first.result,
    provinceSeconds: first.seconds,
    oneThreadSeconds: await again(threads.slice(0, 1)),
    twoThreadSeconds: await again(threads),
    spinScaling: await spinScaling(threads),
  };
}

async function rank(threads: readonly BenchThread[], rows: Int32Array): Promise<RankedRows> {
  const next = sharedCounter();
  const parts = await Promise.all(
    threads.map(async (thread) => await thread.ask({ kind: 'rank', rows, next, k: LIST_LENGTH })),
  );
  return parts.reduce((sum, part) => ({
    lists: sum.lists + part.lists,
    pairs: sum.pairs + part.pairs,
    checksum: (sum.checksum + part.checksum) | 0,
  }));
}

/** Twice the work by two threads: twice the time of one over the time of two. */
async function spinScaling(threads: readonly BenchThread[]): Promise<number> {
  const spin = async (used: readonly BenchThread[]): Promise<number> => {
    const rounds = SPIN_ROUNDS;
    const run = await timedAsync(
      async () => await Promise.all(used.map(async (thread) => await thread.ask({ kind: 'spin', rounds }))),
    );
    return run.seconds;
  };
  await spin(threads);
  return (threads.length * (await spin(threads.slice(0, 1)))) / (await spin(threads));
}

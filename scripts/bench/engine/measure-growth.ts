import type { LaborerColumns } from '../../../src/matching/fast/laborer-columns.ts';
import { buildIndex } from '../../../src/matching/fast/opening-index.ts';
import { OpeningRanker } from '../../../src/matching/fast/opening-ranker.ts';
import { rowsByProfile } from '../../../src/matching/fast/order-rows.ts';
import { planRanking } from '../../../src/matching/fast/ranking-plan.ts';
import { prepareWorld, type World } from '../../../src/matching/world.ts';
import { LIST_LENGTH } from '../profiles.ts';
import { repeated } from '../timing.ts';
import type { EngineInput } from './engine-input.ts';
import { rankChunks, sharedCounter } from './rank-chunks.ts';

/** The shares of a province's openings for which the time is measured. */
const OPENING_SHARES = [0.1, 0.25, 0.5, 1] as const;

/** One measured size. */
export interface GrowthPoint {
  readonly laborers: number;
  readonly openings: number;
  /** Plan, order and ranking in one thread; the index over openings is left out. */
  readonly seconds: number;
}

/** The same openings for more and more laborers. */
export async function growthWithLaborers(
  world: World,
  shares: readonly LaborerColumns[],
  repeatSeconds: number,
): Promise<readonly GrowthPoint[]> {
  const points: GrowthPoint[] = [];
  for (const columns of shares) points.push(await measure(world, columns, repeatSeconds));
  return points;
}

/** More and more openings for the same laborers. */
export async function growthWithOpenings(
  { settings, openings }: EngineInput,
  columns: LaborerColumns,
  repeatSeconds: number,
): Promise<readonly GrowthPoint[]> {
  const points: GrowthPoint[] = [];
  for (const share of OPENING_SHARES) {
    const some = openings.slice(0, Math.round(share * openings.length));
    points.push(await measure(prepareWorld(settings, some), columns, repeatSeconds));
  }
  return points;
}

/** The last point's time over the first's, which has a tenth of the size. */
export function growthOf(points: readonly GrowthPoint[]): number {
  return (points.at(-1)?.seconds ?? 0) / (points[0]?.seconds ?? 0);
}

/** The quickest of some runs: whatever else the machine does only makes a run longer. */
async function measure(world: World, columns: LaborerColumns, repeatSeconds: number): Promise<GrowthPoint> {
  const index = buildIndex(world);
  const runs = await repeated(() => {
    const rows = rowsByProfile(columns);
    const ranker = new OpeningRanker(planRanking(world, index, columns));
    rankChunks(ranker, { rows, next: sharedCounter(), k: LIST_LENGTH });
  }, repeatSeconds);
  return { laborers: columns.count, openings: index.count, seconds: Math.min(...runs) };
}

import type { Code } from '../../src/domain/occupation.ts';
import { GENERAL_WORK } from '../../src/domain/occupation.ts';
import { pick, weighted } from './pick.ts';
import type { Random } from './random.ts';
import { SCARCE_OCCUPATIONS } from './trades.ts';

/** How hard it is to find people for an occupation. */
export type Demand = 'scarce' | 'general' | 'usual';

/** Places per seeker: 2.67 in the hundred scarcest occupations, 2021 Q3 (P); 普工 and the others (M). */
export const PLACES_PER_SEEKER: Readonly<Record<Demand, number>> = { scarce: 2.67, general: 0.8, usual: 1.2 };

/** Size of one opening against the mean of its demand; the mean of the table is 1. */
const SPREAD = weighted<number>([
  [0.3, 30],
  [0.6, 25],
  [1, 20],
  [1.6, 15],
  [3, 8],
  [4, 2],
]);

/** How people look for an occupation. */
export function demandOf(occupation: Code): Demand {
  if (occupation === GENERAL_WORK) return 'general';
  return SCARCE_OCCUPATIONS.has(occupation) ? 'scarce' : 'usual';
}

/** People or openings counted by demand. */
export type ByDemand = Readonly<Record<Demand, number>>;

/** Counts occupations by demand. */
export function countByDemand(occupations: Iterable<Code>): ByDemand {
  const counts = { scarce: 0, general: 0, usual: 0 };
  for (const occupation of occupations) counts[demandOf(occupation)] += 1;
  return counts;
}

/** Mean places of an opening, by demand, that give the ratios of `PLACES_PER_SEEKER`. */
export function meanHeadcounts(seekers: ByDemand, openings: ByDemand): ByDemand {
  const mean = (demand: Demand): number =>
    (PLACES_PER_SEEKER[demand] * seekers[demand]) / Math.max(1, openings[demand]);
  return { scarce: mean('scarce'), general: mean('general'), usual: mean('usual') };
}

/**
 * Places of one opening: at least one; the part behind the point is kept by chance, so that sums come out.
 */
export function drawHeadcount(random: Random, mean: number): number {
  const size = mean * pick(random, SPREAD);
  return Math.max(1, Math.floor(size + random()));
}

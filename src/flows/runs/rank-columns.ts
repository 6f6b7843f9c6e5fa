import { setImmediate as breathe } from 'node:timers/promises';
import { EXCLUSION_CODES } from '../../domain/exclusion-reason.ts';
import { FACTORS } from '../../domain/weights.ts';
import type { LaborerColumns } from '../../matching/fast/laborer-columns.ts';
import { OpeningRanker } from '../../matching/fast/opening-ranker.ts';
import { rowsByProfile } from '../../matching/fast/order-rows.ts';
import { packedLists, type PackedLists } from '../../matching/fast/packed-lists.ts';
import { planRanking, type RankingPlan } from '../../matching/fast/ranking-plan.ts';
import type { OpeningIndex } from '../../matching/fast/opening-index.ts';
import type { RankingInput } from '../ports/night-crew.ts';
import type { PackedResults } from '../ports/run-store.ts';

/** Laborers ranked between two breaths of the event loop: some ten milliseconds. */
const BREATH = 1_000;

const PARTS = FACTORS.length;
const CODES = EXCLUSION_CODES.length;

/**
 * The lists of all these laborers by the fast engine, in the order of the rows. Lets the event loop breathe, so that leases are
 * renewed and other shards are read and written meanwhile.
 */
export async function rankColumns(
  { world, index }: RankingInput,
  columns: LaborerColumns,
  k: number,
): Promise<PackedResults> {
  const plan = planRanking(world, index, columns);
  const ranker = takeRanker(plan);
  const rows = rowsByProfile(columns);
  const results = emptyResults(columns, k);
  const slice = packedLists(Math.min(BREATH, columns.count), k);
  for (let from = 0; from < columns.count; from += BREATH) {
    const to = Math.min(from + BREATH, columns.count);
    ranker.rankRows({ rows, from, to }, slice);
    for (let at = from; at < to; at += 1) copyList(plan, slice, at - from, results, rows[at] ?? 0);
    await breathe();
  }
  idle.get(index)?.push(ranker);
  return results;
}

/** Rankers that nobody works with: their large memory is that of an index, and is used again for the next laborers. */
const idle = new WeakMap<OpeningIndex, OpeningRanker[]>();

function takeRanker(plan: RankingPlan): OpeningRanker {
  const rankers = idle.get(plan.index) ?? [];
  idle.set(plan.index, rankers);
  const ranker = rankers.pop();
  if (ranker === undefined) return new OpeningRanker(plan);
  ranker.usePlan(plan);
  return ranker;
}

function emptyResults({ count, key }: LaborerColumns, k: number): PackedResults {
  return {
    k,
    laborerKey: key,
    pairs: new Int32Array(count),
    openingKey: new Int32Array(count * k),
    score: new Int32Array(count * k),
    parts: new Uint16Array(count * k * PARTS),
    reasons: new Int32Array(count * CODES),
  };
}

/** Copies a ranked list to the place of its laborer. */
function copyList(
  { index }: RankingPlan,
  from: PackedLists,
  list: number,
  to: PackedResults,
  row: number,
): void {
  const { k } = to;
  const pairs = from.count[list] ?? 0;
  const [start, first] = [list * k, row * k];
  to.pairs[row] = pairs;
  for (let rank = 0; rank < pairs; rank += 1) {
    to.openingKey[first + rank] = index.key[from.opening[start + rank] ?? 0] ?? 0;
    to.score[first + rank] = from.score[start + rank] ?? 0;
  }
  to.parts.set(from.parts.subarray(start * PARTS, (start + pairs) * PARTS), first * PARTS);
  if (pairs < k) to.reasons.set(from.reasons.subarray(list * CODES, (list + 1) * CODES), row * CODES);
}

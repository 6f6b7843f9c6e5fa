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
 * The lists of all these laborers by the fast engine, in the order of the rows, for as long as `use` takes: their memory is then used
 * again. Lets the event loop breathe, so that leases are renewed and other shards are read and written meanwhile.
 */
export async function rankColumns(
  { world, index }: RankingInput,
  columns: LaborerColumns,
  k: number,
  use: (results: PackedResults) => Promise<void>,
): Promise<void> {
  const plan = planRanking(world, index, columns);
  const ranker = takeRanker(plan);
  const rows = rowsByProfile(columns);
  const lists = takeLists(columns.count, k);
  const list = new Int32Array(columns.count);
  for (let from = 0; from < columns.count; from += BREATH) {
    const to = Math.min(from + BREATH, columns.count);
    const slice = sliceOf(lists, from, to);
    ranker.rankRows({ rows, from, to }, slice);
    nameOpenings(slice, index);
    for (let at = from; at < to; at += 1) list[rows[at] ?? 0] = at;
    await breathe();
  }
  idle.get(index)?.push(ranker);
  const { count: pairs, opening: openingKey, score, parts, reasons } = lists;
  await use({ k, laborerKey: columns.key, list, pairs, openingKey, score, parts, reasons });
  if (spare.length < MOST_SPARE) spare.push(lists);
}

/** Some of the lists, in the same memory. */
function sliceOf({ k, ...lists }: PackedLists, from: number, to: number): PackedLists {
  return {
    k,
    lists: to - from,
    count: lists.count.subarray(from, to),
    opening: lists.opening.subarray(from * k, to * k),
    score: lists.score.subarray(from * k, to * k),
    parts: lists.parts.subarray(from * k * PARTS, to * k * PARTS),
    reasons: lists.reasons.subarray(from * CODES, to * CODES),
  };
}

/** Numbers of the index become keys. */
function nameOpenings({ lists, k, count, opening }: PackedLists, { key }: OpeningIndex): void {
  for (let list = 0; list < lists; list += 1) {
    const end = list * k + (count[list] ?? 0);
    for (let at = list * k; at < end; at += 1) opening[at] = key[opening[at] ?? 0] ?? 0;
  }
}

/** Memory of lists that were written: new memory is dear, since the system clears each page of it. */
const spare: PackedLists[] = [];
const MOST_SPARE = 4;

function takeLists(count: number, k: number): PackedLists {
  const fitting = spare.findIndex((lists) => lists.k === k && lists.lists >= count);
  const [found] = fitting < 0 ? [] : spare.splice(fitting, 1);
  if (found !== undefined) return found;
  // Those that are kept did not fit.
  if (spare.length === MOST_SPARE) spare.shift();
  return packedLists(count, k);
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

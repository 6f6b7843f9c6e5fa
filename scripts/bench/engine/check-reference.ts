import { isDeepStrictEqual } from 'node:util';
import { encodeLaborers } from '../../../src/matching/fast/encode-laborers.ts';
import { buildLaborerIndex } from '../../../src/matching/fast/laborer-index.ts';
import { fastRankLaborers } from '../../../src/matching/fast/laborer-ranker.ts';
import { OpeningRanker } from '../../../src/matching/fast/opening-ranker.ts';
import { packedLists, unpackList } from '../../../src/matching/fast/packed-lists.ts';
import { planRanking } from '../../../src/matching/fast/ranking-plan.ts';
import { LIST_LENGTH, SHORTLIST_LENGTH } from '../profiles.ts';
import { secondsSince } from '../timing.ts';
import type { BenchThread } from './bench-threads.ts';
import type { EngineInput } from './engine-input.ts';
import type { EngineSizes } from './engine-sizes.ts';
import type { RankedProvince } from './rank-province.ts';
import { spread } from './spread.ts';

/** Lists that a thread is asked for at once: short enough to stop in time. */
const LISTS_AT_ONCE = 10;
/** Of the time for both directions, the part for lists; the rest is for shortlists. */
const LIST_SHARE = 0.6;

/** How many lists were held to the reference, and how many of them differed in anything: order, scores, parts, reasons. */
export interface ReferenceCheck {
  readonly mismatches: number;
  readonly laborers: number;
  readonly openings: number;
}

/** Ranks a sample in both directions by the reference, in the threads, and compares whole lists. */
export async function checkReference(
  threads: readonly BenchThread[],
  { input, ranked, sizes }: { input: EngineInput; ranked: RankedProvince; sizes: EngineSizes },
): Promise<ReferenceCheck> {
  const { settings, openings } = input;
  await Promise.all(threads.map(async (thread) => await thread.ask({ kind: 'world', settings, openings })));
  const lists = await checkLists(threads, { input, ranked, sizes });
  const shortlists = await checkShortlists(threads, { input, ranked, sizes });
  return {
    mismatches: lists.mismatches + shortlists.mismatches,
    laborers: lists.checked,
    openings: shortlists.checked,
  };
}

interface Given {
  readonly input: EngineInput;
  readonly ranked: RankedProvince;
  readonly sizes: EngineSizes;
}
interface Checked {
  readonly checked: number;
  readonly mismatches: number;
}

async function checkLists(threads: readonly BenchThread[], given: Given): Promise<Checked> {
  const { input, ranked, sizes } = given;
  const { plan } = ranked;
  const rows = spread(plan.columns.count, sizes.referenceLaborers);
  const out = packedLists(rows.length, LIST_LENGTH);
  new OpeningRanker(plan).rankRows({ rows, from: 0, to: rows.length }, out);
  return await inBatches(
    threads,
    rows.length,
    sizes.referenceSeconds * LIST_SHARE,
    async (thread, from, to) => {
      const laborers = [...rows.subarray(from, to)].map((row) => input.laborer(row));
      const lists = await thread.ask({ kind: 'referenceLists', laborers, k: LIST_LENGTH });
      return lists.filter(
        (list, at) => !isDeepStrictEqual(list, unpackList(plan, out, from + at, rows[from + at] ?? 0)),
      ).length;
    },
  );
}

/** Over a pool of laborers: the reference takes minutes for one opening over a province. */
async function checkShortlists(threads: readonly BenchThread[], given: Given): Promise<Checked> {
  const { input, ranked, sizes } = given;
  const { world, plan } = ranked;
  const laborers = [...spread(plan.columns.count, sizes.shortlistPool)].map((row) => input.laborer(row));
  const pool = planRanking(world, plan.index, encodeLaborers(input.settings, laborers));
  const index = buildLaborerIndex(pool);
  const ids = [...spread(input.openings.length, sizes.referenceOpenings)].flatMap(
    (at) => input.openings[at]?.id ?? [],
  );
  const k = SHORTLIST_LENGTH;
  const seconds = sizes.referenceSeconds * (1 - LIST_SHARE);
  return await inBatches(threads, ids.length, seconds, async (thread, from, to) => {
    const asked = ids.slice(from, to);
    const lists = await thread.ask({ kind: 'referenceShortlists', laborers, openings: asked, k });
    return lists.filter((list, at) => {
      const id = asked[at];
      return id === undefined || !isDeepStrictEqual(list, fastRankLaborers(world, pool, index, id, { k }));
    }).length;
  });
}

/** Gives batch after batch to whichever thread is free, until all are done or the time is over. */
async function inBatches(
  threads: readonly BenchThread[],
  count: number,
  seconds: number,
  mismatchesOf: (thread: BenchThread, from: number, to: number) => Promise<number>,
): Promise<Checked> {
  const start = performance.now();
  let next = 0;
  let checked = 0;
  let mismatches = 0;
  await Promise.all(
    threads.map(async (thread) => {
      while (next < count && secondsSince(start) < seconds) {
        const from = next;
        const to = Math.min(count, from + LISTS_AT_ONCE);
        next = to;
        mismatches += await mismatchesOf(thread, from, to);
        checked += to - from;
      }
    }),
  );
  return { checked, mismatches };
}

import { beforeAll, describe, expect, it } from 'vitest';
import type { MatchOpening } from '../../../src/domain/match-input.ts';
import type { RecommendationList } from '../../../src/domain/recommendation.ts';
import { keyOf } from '../../../src/domain/ids.ts';
import { encodeLaborers, laborerEncoder } from '../../../src/matching/fast/encode-laborers.ts';
import { indexOf } from '../../../src/matching/fast/fast-rank-openings.ts';
import type { LaborerColumns } from '../../../src/matching/fast/laborer-columns.ts';
import { OpeningRanker } from '../../../src/matching/fast/opening-ranker.ts';
import { packedLists, unpackList } from '../../../src/matching/fast/packed-lists.ts';
import { planRanking } from '../../../src/matching/fast/ranking-plan.ts';
import { joinMemories } from '../../../src/matching/memory/join-memories.ts';
import { packMemory, unpackMemory, type ListMemory } from '../../../src/matching/memory/list-memory.ts';
import { rowCopier } from '../../../src/matching/memory/row-copier.ts';
import { whomToRank } from '../../../src/matching/memory/whom-to-rank.ts';
import { prepareWorld, type World } from '../../../src/matching/world.ts';
import { syntheticWorld } from '../../support/synthetic-world.ts';

const K = 10;
const LABORERS = 1_500;
const KEEP = 0;
const READ = 2;

const { world: before, laborer } = syntheticWorld({ seed: 11, laborers: LABORERS, openings: 400 });
const laborers = Array.from({ length: LABORERS }, (_, nth) => laborer(nth));
/** Some had refused an opening: that is all that a memory knows of it. */
const refusers = new Set(laborers.filter((_, nth) => nth % 50 === 0).map(({ id }) => keyOf(id)));
const columns = encodeLaborers(before.settings, laborers);
let memory: ListMemory;
let lists: readonly RecommendationList[];

/** What a whole night keeps of the rows, in the order of `columns`. */
let packedRows: (from: number, to: number) => Uint8Array;

beforeAll(() => {
  const { plan, ranked } = rank(before, columns);
  lists = laborers.map((_, row) => unpackList(plan, ranked, row, row));
  const { key } = indexOf(before);
  const hasRefused = Uint8Array.from(columns.key, (each) => Number(refusers.has(each)));
  const toRemember = {
    columns,
    birth: columns.key.map(() => 19_700_101),
    hasRefused,
    k: K,
    list: Int32Array.from(laborers.keys()),
    pairs: ranked.count,
    openingKey: ranked.opening.map((opening) => key[opening] ?? 0),
    score: ranked.score,
    reasons: ranked.reasons,
  };
  packedRows = (from, to) => packMemory(toRemember, from, to);
  memory = unpackMemory(packedRows(0, LABORERS));
});

function rank(world: World, of: LaborerColumns) {
  const plan = planRanking(world, indexOf(world), of);
  const ranked = packedLists(of.count, K);
  new OpeningRanker(plan).rankRows({ from: 0, to: of.count }, ranked);
  return { plan, ranked };
}

/** What a night would find after some openings became others. */
function after(change: (opening: MatchOpening, nth: number) => MatchOpening | null) {
  const was = before.openings.map(({ input }) => input);
  const became = was.map(change);
  const changed = was.filter((opening, nth) => became[nth] !== opening);
  const now = became.filter((opening) => opening !== null);
  const world = prepareWorld(before.settings, now);
  const small = prepareWorld(
    before.settings,
    now.filter((opening) => !was.includes(opening)),
  );
  const { runDate } = before.settings;
  const since = {
    changed: new Set(changed.map(({ id }) => keyOf(id))),
    world: small,
    from: runDate,
    to: runDate,
  };
  return { world, since, marks: whomToRank(memory, since) };
}

function codesOf(list: RecommendationList): string {
  return JSON.stringify([
    list.pairs.map(({ openingId, score }) => [openingId, score]),
    Object.keys(list.reasons),
  ]);
}

/** Rows that were kept although their list or codes are others now; and how many were kept, short ones apart. */
function wronglyKept({ world, marks }: Pick<ReturnType<typeof after>, 'world' | 'marks'>) {
  const { plan, ranked } = rank(world, columns);
  const kept = [...marks.keys()].filter((row) => marks[row] === KEEP);
  const wrong = kept.filter((row) => codesOf(unpackList(plan, ranked, row, row)) !== codesOf(lists[row]!));
  return { wrong, kept: kept.length, short: kept.filter((row) => lists[row]!.pairs.length < K).length };
}

const CHANGES: Readonly<Record<string, (opening: MatchOpening, nth: number) => MatchOpening | null>> = {
  'three are gone': (opening, nth) => (nth % 150 === 3 ? null : opening),
  'three pay little': (opening, nth) =>
    nth % 150 === 3 ? { ...opening, wage: { lowCnyPerMonth: 900, highCnyPerMonth: 1_000 } } : opening,
  'two cannot be used any more': (opening, nth) =>
    nth % 200 === 7 ? { ...opening, placeCode: null } : opening,
  'all closed ones are gone': (opening) =>
    opening.closesOn !== null && opening.closesOn !== undefined && opening.closesOn < before.settings.runDate
      ? null
      : opening,
  'one is closed': (opening, nth) => (nth === 12 ? { ...opening, closesOn: '2020-01-01' } : opening),
  'a tenth is another': (opening, nth) =>
    nth % 10 === 0 ? { ...opening, wage: { lowCnyPerMonth: 9_000, highCnyPerMonth: 9_500 } } : opening,
};

describe('whom to rank after openings changed', () => {
  it.each(Object.entries(CHANGES))('keeps nobody whose list or reasons are others: %s', (_, change) => {
    expect(wronglyKept(after(change)).wrong).toEqual([]);
  });

  it('keeps most of the short lists where few openings changed', () => {
    const short = lists.filter((list) => list.pairs.length < K).length;
    expect(short).toBeGreaterThan(100);
    expect(wronglyKept(after(CHANGES['three pay little']!)).short).toBeGreaterThan(short / 2);
  });

  it('reads those of the marked who had refused something, and every short list of theirs', () => {
    const { marks } = after(CHANGES['a tenth is another']!);
    const theirs = [...marks.keys()].filter((row) => refusers.has(columns.key[row]!));
    expect(theirs.length).toBeGreaterThan(20);
    for (const row of theirs) {
      if (lists[row]!.pairs.length < K) expect(marks[row]).toBe(READ);
      else expect([KEEP, READ]).toContain(marks[row]);
    }
  });

  it('ranks whoever is remembered as whoever was read', () => {
    const encoder = laborerEncoder(before.settings);
    const copy = rowCopier(memory.columns, encoder);
    for (let row = 0; row < LABORERS; row += 1) copy(row);
    const { plan, ranked } = rank(before, encoder.finish());
    expect(laborers.map((_, row) => unpackList(plan, ranked, row, row))).toEqual(lists);
  });

  it('says the same of memories that are joined, and ranks their rows the same', () => {
    const cuts = [0, 1, 400, 1_100, LABORERS];
    const pieces = cuts
      .slice(1)
      .map((to, nth) => unpackMemory(packedRows(cuts[nth]!, to)))
      .filter((piece) => piece.columns.count > 0);
    const all = joinMemories(before.settings, pieces);
    for (const change of Object.values(CHANGES)) {
      const { since, marks } = after(change);
      expect(whomToRank(all, since)).toEqual(marks);
    }
    const { plan, ranked } = rank(before, all.columns);
    expect(laborers.map((_, row) => unpackList(plan, ranked, row, row))).toEqual(lists);
    expect([...all.columns.availableFrom].some((day) => day >= 0)).toBe(true);
  });

  it('refuses to join memories of lists of several lengths', () => {
    const one = unpackMemory(packedRows(0, 5));
    expect(() => joinMemories(before.settings, [one, { ...one, k: K + 1 }])).toThrow('several lengths');
  });
});

import { describe, expect, it } from 'vitest';
import { buildIndex } from '../../../src/matching/fast/opening-index.ts';
import { buildLaborerIndex } from '../../../src/matching/fast/laborer-index.ts';
import { encodeLaborers } from '../../../src/matching/fast/encode-laborers.ts';
import { fastRankLaborers } from '../../../src/matching/fast/laborer-ranker.ts';
import { OpeningRanker } from '../../../src/matching/fast/opening-ranker.ts';
import { rowsByProfile } from '../../../src/matching/fast/order-rows.ts';
import { packedLists, unpackList } from '../../../src/matching/fast/packed-lists.ts';
import { planRanking } from '../../../src/matching/fast/ranking-plan.ts';
import { inSharedMemory } from '../../../src/matching/fast/allocate.ts';
import { rankLaborers } from '../../../src/matching/rank-laborers.ts';
import { rankOpenings } from '../../../src/matching/rank-openings.ts';
import { syntheticWorld } from '../../support/synthetic-world.ts';

const LABORERS = 2_000;
const OPENINGS = 2_000;
const K = 20;
/** The reference looks at every pair: every so many laborers and openings are compared. */
const LABORER_STEP = 4;
const OPENING_STEP = 40;

describe('the fast engine on a synthetic province', () => {
  const { world, laborer } = syntheticWorld({ seed: 11, laborers: LABORERS, openings: OPENINGS });
  const laborers = Array.from({ length: LABORERS }, (_each, index) => laborer(index));
  const columns = encodeLaborers(world.settings, laborers, inSharedMemory);
  const index = buildIndex(world, inSharedMemory);
  const plan = planRanking(world, index, columns, inSharedMemory);

  it('gives laborers the lists of the reference', () => {
    const rows = rowsByProfile(columns);
    const out = packedLists(LABORERS, K);
    new OpeningRanker(plan).rankRows({ rows, from: 0, to: LABORERS }, out);
    let mismatches = 0;
    for (let list = 0; list < LABORERS; list += LABORER_STEP) {
      const row = rows[list]!;
      const expected = rankOpenings(world, laborers[row]!, { k: K });
      const given = unpackList(plan, out, list, row);
      if (JSON.stringify(given) !== JSON.stringify(expected)) mismatches += 1;
    }
    expect(mismatches).toBe(0);
    expect(out.count.filter((count) => count === K).length).toBeGreaterThan(LABORERS / 4);
    expect(out.count.filter((count) => count < K).length).toBeGreaterThan(100);
  });

  it('gives the same lists whatever the order and the division of the rows', () => {
    const whole = packedLists(LABORERS, K);
    new OpeningRanker(plan).rankRows({ from: 0, to: LABORERS }, whole);
    const rows = rowsByProfile(columns).toReversed();
    const part = packedLists(300, K);
    const ranker = new OpeningRanker(plan);
    for (let from = 0; from < LABORERS; from += 300) {
      const to = Math.min(LABORERS, from + 300);
      ranker.rankRows({ rows, from, to }, part);
      for (let list = 0; list < to - from; list += 1) {
        const row = rows[from + list]!;
        expect(unpackList(plan, part, list, row)).toEqual(unpackList(plan, whole, row, row));
      }
    }
  });

  it('gives openings the shortlists of the reference, for the province and for a county', () => {
    const found = buildLaborerIndex(plan, inSharedMemory);
    const county = laborers[0]!.homeCode.slice(0, 6);
    const ofCounty = laborers.filter((each) => each.homeCode.startsWith(county));
    for (let at = 0; at < OPENINGS; at += OPENING_STEP) {
      const { id } = world.openings[at]!.input;
      expect(fastRankLaborers(world, plan, found, id, { k: 50 })).toEqual(
        rankLaborers(world, id, laborers, { k: 50 }),
      );
      expect(fastRankLaborers(world, plan, found, id, { k: K, scope: [county] })).toEqual(
        rankLaborers(world, id, ofCounty, { k: K }),
      );
    }
  });
});

import { describe, expect, it } from 'vitest';
import type { MatchLaborer, MatchOpening } from '../../../src/domain/match-input.ts';
import { DEFAULT_PROFILE } from '../../../src/domain/weights.ts';
import { encodeLaborers } from '../../../src/matching/fast/encode-laborers.ts';
import { buildIndex } from '../../../src/matching/fast/opening-index.ts';
import { OpeningRanker } from '../../../src/matching/fast/opening-ranker.ts';
import { packedLists, unpackList } from '../../../src/matching/fast/packed-lists.ts';
import { planRanking } from '../../../src/matching/fast/ranking-plan.ts';
import { laborerProblem } from '../../../src/matching/input-problem.ts';
import { rankOpenings } from '../../../src/matching/rank-openings.ts';
import { prepareWorld } from '../../../src/matching/world.ts';
import { buildLaborer, buildOpening, buildSettings } from '../../support/builders.ts';

const settings = buildSettings();

/** The list that the fast engine gives one laborer. */
function listOf(openings: readonly MatchOpening[], laborer: MatchLaborer, k: number) {
  const world = prepareWorld(settings, openings);
  const plan = planRanking(world, buildIndex(world), encodeLaborers(settings, [laborer]));
  const out = packedLists(1, k);
  new OpeningRanker(plan).rankRows({ from: 0, to: 1 }, out);
  const list = unpackList(plan, out, 0, 0);
  expect(list).toStrictEqual(rankOpenings(world, laborer, { k }));
  return { list, world };
}

describe('bad input to the fast engine', () => {
  it.each([
    ['a negative weight', { skill: -10, terms: 450 }],
    ['a weight that is not an integer', { skill: 380.5, terms: 49.5 }],
    ['a sum above 1,000', { skill: 381 }],
    ['a sum below 1,000', { skill: 0 }],
    ['no number', { skill: Number.NaN }],
  ])('refuses %s before anything is ranked', (_case, wrong) => {
    const profile = { ...DEFAULT_PROFILE, weights: { ...DEFAULT_PROFILE.weights, ...wrong } };
    expect(() => prepareWorld({ ...settings, profile }, [buildOpening()])).toThrow(
      expect.objectContaining({ code: 'WEIGHTS_INVALID' }),
    );
  });

  it.each([0, -1, 1.5, 1_001, Number.NaN, Number.POSITIVE_INFINITY])('refuses a K of %d', (k) => {
    const world = prepareWorld(settings, [buildOpening()]);
    const plan = planRanking(world, buildIndex(world), encodeLaborers(settings, [buildLaborer()]));
    const out = { ...packedLists(1, 1), k };
    expect(() => new OpeningRanker(plan).rankRows({ from: 0, to: 1 }, out)).toThrow(
      expect.objectContaining({ code: 'K_INVALID' }),
    );
  });

  it('gives all openings where K is above their number', () => {
    const openings = [1, 2, 3].map((number) => buildOpening({ id: `O${number}` }));
    expect(listOf(openings, buildLaborer(), 1_000).list.pairs).toHaveLength(3);
  });

  it('gives a laborer without a place no list, says why for every opening, and names her', () => {
    const laborer = buildLaborer({ id: 'L77', homeCode: '', originCode: '' });
    const { list } = listOf([buildOpening({ id: 'O1' }), buildOpening({ id: 'O2' })], laborer, 5);
    expect(list).toMatchObject({ pairs: [], reasons: { PLACE_UNKNOWN: 2 } });
    const problem = laborerProblem(laborer, settings);
    expect(problem?.sentence.zh).toContain('L77');
    expect(problem?.sentence.en).toContain('L77');
  });

  it.each([null, '139999', '629999'])(
    'reports an opening at the place %s by its id and ranks the rest',
    (code) => {
      const lost = buildOpening({ id: 'O8', placeCode: code });
      const { list, world } = listOf([lost, buildOpening({ id: 'O9' })], buildLaborer(), 5);
      expect(list.pairs.map(({ openingId }) => openingId)).toEqual(['O9']);
      expect(list.reasons).toMatchObject({ PLACE_UNKNOWN: 1 });
      expect(world.unusable).toMatchObject([{ openingId: 'O8', reason: { code: 'PLACE_UNKNOWN' } }]);
      expect(world.unusable[0]?.reason.sentence.zh).toContain('O8');
    },
  );
});

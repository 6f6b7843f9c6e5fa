import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/domain/errors.ts';
import type { RecommendationList } from '../../src/domain/recommendation.ts';
import { DEFAULT_PROFILE } from '../../src/domain/weights.ts';
import { listsChecksum } from '../../src/matching/checksum.ts';
import { explainPair } from '../../src/matching/explain-pair.ts';
import { rankLaborers } from '../../src/matching/rank-laborers.ts';
import { rankOpenings } from '../../src/matching/rank-openings.ts';
import { scorePair } from '../../src/matching/score-pair.ts';
import { prepareWorld } from '../../src/matching/world.ts';
import { buildLaborer, buildOpening, buildSettings, GANGU, LONGXI } from '../support/builders.ts';

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
  return 'nothing was thrown';
}

describe('K', () => {
  const world = prepareWorld(buildSettings(), [buildOpening(), buildOpening({ id: 'O2' })]);

  it.each([0, -1, 1_001, 2.5, Number.NaN])('of %d is refused', (k) => {
    expect(codeOf(() => rankOpenings(world, buildLaborer(), { k }))).toBe('K_INVALID');
    expect(codeOf(() => rankLaborers(world, 'O1', [], { k }))).toBe('K_INVALID');
  });

  it('above the number of openings gives all', () => {
    expect(rankOpenings(world, buildLaborer(), { k: 1_000 }).pairs).toHaveLength(2);
  });

  it('that is reached leaves no reasons', () => {
    const closed = buildOpening({ id: 'O3', isWithdrawn: true });
    const three = prepareWorld(buildSettings(), [buildOpening(), buildOpening({ id: 'O2' }), closed]);
    expect(rankOpenings(three, buildLaborer(), { k: 2 }).reasons).toEqual({});
    expect(rankOpenings(three, buildLaborer(), { k: 3 }).reasons).toEqual({ OPENING_CLOSED: 1 });
  });

  it('goes with a cap of at least one', () => {
    expect(codeOf(() => rankOpenings(world, buildLaborer(), { k: 1, employerCap: 0 }))).toBe(
      'EMPLOYER_CAP_INVALID',
    );
  });
});

describe('a world', () => {
  it('refuses weights that do not sum to 1,000', () => {
    const weights = { ...DEFAULT_PROFILE.weights, terms: 51 };
    const settings = buildSettings({ profile: { ...DEFAULT_PROFILE, weights } });
    expect(codeOf(() => prepareWorld(settings, []))).toBe('WEIGHTS_INVALID');
  });

  it('refuses two openings with one id', () => {
    expect(codeOf(() => prepareWorld(buildSettings(), [buildOpening(), buildOpening()]))).toBe(
      'OPENING_TWICE',
    );
  });

  it('keeps unusable openings and reports them with the value', () => {
    const world = prepareWorld(buildSettings(), [
      buildOpening({ placeCode: null, placeWords: '火星' }),
      buildOpening({ id: 'O2', headcount: -2 }),
      buildOpening({ id: 'O3' }),
    ]);
    expect(world.openings).toHaveLength(3);
    expect(world.unusable.map(({ openingId, reason }) => [openingId, reason.code])).toEqual([
      ['O1', 'PLACE_UNKNOWN'],
      ['O2', 'DATA_INVALID'],
    ]);
    expect(world.unusable[0]?.reason.sentence.zh).toContain('火星');
    expect(world.unusable[1]?.reason.sentence.zh).toContain('headcount=-2');
  });

  it('never names a birth date in a sentence', () => {
    const world = prepareWorld(buildSettings(), [buildOpening()]);
    const explanation = explainPair(world, buildLaborer({ birthDate: '1990-02-31' }), 'O1');
    expect(JSON.stringify(explanation)).not.toContain('1990-02-31');
  });

  it('knows no score for a pair whose place or data are unknown', () => {
    const world = prepareWorld(buildSettings(), [
      buildOpening({ placeCode: null }),
      buildOpening({ id: 'O2' }),
    ]);
    expect(scorePair(world, buildLaborer(), 'O1')).toBeNull();
    expect(scorePair(world, buildLaborer({ homeCode: '000000' }), 'O2')).toBeNull();
    expect(explainPair(world, buildLaborer(), 'O1')).toMatchObject({
      score: null,
      parts: [],
      isEligible: false,
    });
  });

  it.each([
    ['scorePair', () => scorePair(prepareWorld(buildSettings(), []), buildLaborer(), 'O9')],
    ['explainPair', () => explainPair(prepareWorld(buildSettings(), []), buildLaborer(), 'O9')],
    ['rankLaborers', () => rankLaborers(prepareWorld(buildSettings(), []), 'O9', [], { k: 1 })],
  ])('has no unknown opening for %s', (_name, action) => {
    expect(codeOf(action)).toBe('OPENING_UNKNOWN');
  });
});

describe('a shortlist', () => {
  it('goes through its laborers once, and counts them', () => {
    function* twice() {
      yield buildLaborer({ id: 'L1' });
      yield buildLaborer({ id: 'L2', isWilling: false });
    }
    const world = prepareWorld(buildSettings(), [buildOpening()]);
    expect(rankLaborers(world, 'O1', twice(), { k: 5 })).toMatchObject({
      openingId: 'O1',
      considered: 2,
      reasons: { NOT_WILLING: 1 },
      pairs: [{ laborerId: 'L1', rank: 1 }],
    });
  });
});

describe('the summary', () => {
  const world = prepareWorld(buildSettings(), [
    buildOpening({
      occupation: 'welder',
      requirements: [{ code: 'welder', need: 'must', minLevel: 'able' }],
      placeCode: LONGXI,
    }),
  ]);
  const welder = buildLaborer({ holdings: [{ code: 'welder', level: 'able' }] });

  it('can be read out: skill, road, employer', () => {
    expect(explainPair(world, welder, 'O1').summary.zh).toBe(
      '能做焊工（熟练），岗位正需要；离家约 62 公里（估算路程）；该企业 90 天留存 18/20',
    );
  });

  it('says how many facts are to check', () => {
    const asked = { ...welder, matchConsent: null, laborAbility: undefined };
    expect(explainPair(world, asked, 'O1').summary.zh).toMatch(/；另有 2 项待核实$/);
  });

  it('of a dropped pair says the first reason and how many there are besides', () => {
    const dropped = { ...welder, isWilling: false, holdings: [] };
    expect(explainPair(world, dropped, 'O1').summary.zh).toBe(
      '暂不合适：2026-03-04 不在“有外出务工意愿”清单上；另有 1 个原因',
    );
  });
});

describe('the notes', () => {
  it('tell wording that by law is not used, and seats that are not known exactly', () => {
    const world = prepareWorld(buildSettings(), [
      buildOpening({ placeCode: '620923', flaggedWords: ['限男性'] }),
    ]);
    const notes = explainPair(world, buildLaborer(), 'O1').notes;
    expect(notes.map((note) => note.code)).toEqual(['DISTANCE_APPROXIMATE', 'WORDING_NOT_USED']);
    expect(notes[1]?.sentence.zh).toBe('岗位原文“限男性”依法不采用');
  });
});

describe('the checksum of lists', () => {
  const world = prepareWorld(buildSettings(), [buildOpening(), buildOpening({ id: 'O2', placeCode: GANGU })]);
  const lists = (['L2', 'L10'] as const).map((id) => rankOpenings(world, buildLaborer({ id }), { k: 5 }));

  it('is a SHA-256 that stays the same for the same lists', () => {
    expect(digestOf(lists)).toMatch(/^[0-9a-f]{64}$/);
    expect(digestOf(lists)).toBe(digestOf(lists));
    expect(digestOf([])).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  it.each<[string, (list: RecommendationList) => RecommendationList]>([
    ['a score', (list) => ({ ...list, pairs: [{ ...list.pairs[0]!, score: 1 }, list.pairs[1]!] })],
    [
      'a part',
      (list) => ({ ...list, pairs: [{ ...list.pairs[0]!, parts: [1, 2, 3, 4, 5] }, list.pairs[1]!] }),
    ],
    ['the order', (list) => ({ ...list, pairs: list.pairs.toReversed() })],
    ['the length', (list) => ({ ...list, pairs: list.pairs.slice(1) })],
    ['a reason code', (list) => ({ ...list, reasons: { OPENING_FULL: 1 } })],
  ])('moves with %s', (_what, change) => {
    expect(digestOf([change(lists[0]!), lists[1]!])).not.toBe(digestOf(lists));
  });

  it('refuses lists out of the numeric order of their laborers, and a laborer twice', () => {
    expect(codeOf(() => digestOf(lists.toReversed()))).toBe('LISTS_OUT_OF_ORDER');
    expect(codeOf(() => digestOf([lists[0]!, lists[0]!]))).toBe('LISTS_OUT_OF_ORDER');
  });
});

function digestOf(lists: readonly RecommendationList[]): string {
  const checksum = listsChecksum();
  for (const list of lists) checksum.add(list);
  return checksum.digest();
}

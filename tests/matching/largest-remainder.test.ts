import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askedCodes } from '../../src/matching/asked-code.ts';
import { largestRemainder } from '../../src/matching/largest-remainder.ts';
import { requirementWeights } from '../../src/matching/requirement-weights.ts';
import { partsOf } from '../../src/matching/score.ts';
import { DEFAULT_PROFILE } from '../../src/domain/weights.ts';
import { buildSettings } from '../support/builders.ts';

describe('the largest remainder', () => {
  it('gives what is left to the largest remainders, to the earlier where they are equal', () => {
    expect(largestRemainder([1_000, 1_000, 1_000], 3, 1_000)).toEqual([334, 333, 333]);
    expect(largestRemainder([500, 3_000, 500], 4, 1_000)).toEqual([125, 750, 125]);
    expect(largestRemainder([7, 8], 10, 1)).toEqual([0, 1]);
  });

  it('adds up and stays within one of the exact share', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 9_999 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(parts, (raw) => {
        const sum = raw.reduce((total, each) => total + each, 0);
        const shares = largestRemainder(
          raw.map((each) => each * 1_000),
          sum,
          1_000,
        );
        expect(shares.reduce((total, share) => total + share, 0)).toBe(1_000);
        shares.forEach((share, index) => {
          expect(Math.abs(share - (raw[index]! * 1_000) / sum)).toBeLessThan(1);
        });
      }),
    );
  });
});

describe('the parts of a score', () => {
  it('of a full score are the weights themselves', () => {
    expect(partsOf(DEFAULT_PROFILE, [100_000, 100_000, 100_000, 100_000, 100_000])).toEqual([
      3_800, 1_900, 1_900, 1_900, 500,
    ]);
  });

  it('give a factor of weight 0 no points', () => {
    const weights = { skill: 333, location: 333, distance: 334, stability: 0, terms: 0 };
    const parts = partsOf({ ...DEFAULT_PROFILE, weights }, [12_345, 67_891, 23_457, 99_999, 99_999]);
    expect(parts.slice(3)).toEqual([0, 0]);
  });
});

describe('the codes that an opening asks for', () => {
  it('are its requirements and its own occupation, of no level where only the title says it, by code', () => {
    const asked = askedCodes({
      occupation: 'welder',
      requirements: [{ code: 'skill:氩弧焊', need: 'must', minLevel: 'able' }],
    });
    expect(asked).toEqual([
      { key: 'skill:氩弧焊', code: 'skill:氩弧焊', need: 'must', minLevel: 'able' },
      { key: 'welder°', code: 'welder', need: 'nice', minLevel: 'none' },
    ]);
  });

  it('have the own occupation once where the text lists it', () => {
    const requirements = [{ code: 'welder', need: 'must', minLevel: 'proven' }] as const;
    expect(askedCodes({ occupation: 'welder', requirements })).toEqual([
      { key: 'welder', code: 'welder', need: 'must', minLevel: 'proven' },
    ]);
  });

  it('are merged where one is listed twice: must wins, and the higher level', () => {
    const requirements = [
      { code: 'welder', need: 'nice', minLevel: 'proven' },
      { code: 'welder', need: 'must', minLevel: 'learner' },
    ] as const;
    expect(askedCodes({ occupation: 'welder', requirements })).toEqual([
      { key: 'welder', code: 'welder', need: 'must', minLevel: 'proven' },
    ]);
  });

  it('of 普工 have no trainee code', () => {
    expect(askedCodes({ occupation: 'general', requirements: [] })).toEqual([
      { key: 'general', code: 'general', need: 'nice', minLevel: 'none' },
    ]);
  });

  it('weigh by idf, a must twice, and an unlisted code by the maximum', () => {
    const asked = askedCodes({
      occupation: 'welder',
      requirements: [
        { code: 'skill:氩弧焊', need: 'must', minLevel: 'able' },
        { code: 'sewing', need: 'nice', minLevel: 'able' },
      ],
    });
    const thousandths = new Map([
      ['welder°', 1_500],
      ['sewing', 500],
    ]);
    // sewing 500, skill 2 × 2,000 (not listed), welder° 1,500, of 6,000.
    expect(requirementWeights(asked, { version: 1, thousandths, maximum: 2_000 })).toEqual([83, 667, 250]);
  });

  it('weigh alike where a table knows nothing but zeros', () => {
    const asked = askedCodes({
      occupation: 'welder',
      requirements: [{ code: 'sewing', need: 'nice', minLevel: 'able' }],
    });
    const { idf } = buildSettings({ idf: { version: 1, thousandths: new Map(), maximum: 0 } });
    expect(requirementWeights(asked, idf)).toEqual([500, 500]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_DRIFT_LIMITS as limits, driftAlarms } from '../../../src/matching/evaluation/drift-guard.ts';
import type { RunMeasures } from '../../../src/domain/run-measures.ts';

const NIGHT: RunMeasures = {
  laborers: 10_000,
  listed: 9_000,
  pairs: 170_000,
  meanScore: 60_000_000,
  comparedLists: 9_500,
  changedLists: 500,
  congestion: 0.12,
  byGroup: { age_over_50: { laborers: 3_000, listed: 2_600 }, poor: { laborers: 100, listed: 90 } },
};
const codes = (now: Partial<RunMeasures>, isSameEpoch = true): string[] =>
  driftAlarms({ ...NIGHT, ...now }, NIGHT, { limits, isSameEpoch }).map((alarm) => alarm.code);

describe('the drift guard', () => {
  it('lets a night like the last one pass, and the first night', () => {
    expect(codes({})).toEqual([]);
    expect(driftAlarms({ ...NIGHT, listed: 0 }, null, { limits, isSameEpoch: true })).toEqual([]);
  });

  it('holds what lost more than five points of coverage, not what lost five', () => {
    expect(codes({ listed: 8_500 })).toEqual([]);
    expect(codes({ listed: 8_490 })).toEqual(['COVERAGE']);
  });

  it('holds a mean score that moved by more than a tenth either way', () => {
    expect(codes({ meanScore: 66_000_000 })).toEqual([]);
    expect(codes({ meanScore: 66_100_000 })).toEqual(['MEAN_SCORE']);
    expect(codes({ meanScore: 53_900_000 })).toEqual(['MEAN_SCORE']);
  });

  it('expects lists to stay inside a week only', () => {
    expect(codes({ changedLists: 3_801 })).toEqual(['CHANGED_LISTS']);
    expect(codes({ changedLists: 3_801 }, false)).toEqual([]);
  });

  it('holds recommendations that crowd on few openings', () => {
    expect(codes({ congestion: 0.23 })).toEqual(['CONGESTION']);
  });

  it('holds a night in which a group lost more than everybody; small groups say nothing', () => {
    expect(codes({ byGroup: { age_over_50: { laborers: 3_000, listed: 2_400 } } })).toEqual([
      'GROUP_EXPOSURE',
    ]);
    expect(codes({ byGroup: { poor: { laborers: 100, listed: 10 } } })).toEqual([]);
  });

  it('says the figures in both languages', () => {
    const [alarm] = driftAlarms({ ...NIGHT, listed: 5_000 }, NIGHT, { limits, isSameEpoch: true });
    expect(alarm?.sentence.zh).toContain('90.0% 降到 50.0%');
    expect(alarm?.sentence.en).toContain('from 90.0% to 50.0%');
  });

  it('never holds a night for having become better (law)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000 }), (more) => {
        expect(codes({ listed: NIGHT.listed + more, congestion: 0.1, changedLists: 0 })).toEqual([]);
      }),
    );
  });
});

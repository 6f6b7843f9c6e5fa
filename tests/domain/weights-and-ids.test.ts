import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/domain/errors.ts';
import { isId, keyOf, makeId } from '../../src/domain/ids.ts';
import {
  isOpen,
  REFERRAL_STATES,
  REFERRAL_TRANSITIONS,
  type ReferralState,
} from '../../src/domain/referral.ts';
import { assertProfile, DEFAULT_PROFILE, FACTORS, POLICY_PROFILES } from '../../src/domain/weights.ts';

const withWeights = (weights: Partial<typeof DEFAULT_PROFILE.weights>): typeof DEFAULT_PROFILE => ({
  ...DEFAULT_PROFILE,
  weights: { ...DEFAULT_PROFILE.weights, ...weights },
});

describe('policy profiles', () => {
  it('are valid as they ship', () => {
    for (const profile of POLICY_PROFILES) expect(() => assertProfile(profile)).not.toThrow();
  });

  it('gives the four factors that users asked for 95 % by default', () => {
    const { skill, location, distance, stability } = DEFAULT_PROFILE.weights;
    expect(skill + location + distance + stability).toBe(950);
  });

  it.each([
    ['a negative weight', withWeights({ terms: -50, skill: 480 }), '/weights/terms'],
    ['a fraction', withWeights({ terms: 49.5 }), '/weights/terms'],
    ['a sum that is not 1,000', withWeights({ terms: 51 }), '/weights'],
  ])('refuses %s and names it', (_name, profile, path) => {
    try {
      assertProfile(profile);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(AppError);
      expect((error as AppError).problems.map((problem) => problem.path)).toContain(path);
    }
  });

  it('refuses a tier value above the best factor', () => {
    const profile = { ...DEFAULT_PROFILE, tierPolicy: { ...DEFAULT_PROFILE.tierPolicy, paired: 100_001 } };
    expect(() => assertProfile(profile)).toThrow(AppError);
  });

  it('takes any five non-negative integers that sum to 1,000', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 4, maxLength: 4 }), (cuts) => {
        const edges = [0, ...cuts.toSorted((a, b) => a - b), 1_000];
        const weights = Object.fromEntries(FACTORS.map((name, i) => [name, edges[i + 1]! - edges[i]!]));
        expect(() => assertProfile(withWeights(weights))).not.toThrow();
      }),
    );
  });
});

describe('ids', () => {
  it('come back from their key', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_147_483_647 }), (key) => {
        const id = makeId('L', key);
        expect(isId('L', id)).toBe(true);
        expect(isId('O', id)).toBe(false);
        expect(keyOf(id)).toBe(key);
      }),
    );
  });

  it.each(['L0', 'L01', 'L', 'l1', 'L1x', 'L2147483648', 'L-1', 'L1.5', '1'])('refuses %s', (text) => {
    expect(isId('L', text)).toBe(false);
  });
});

describe('referral states', () => {
  it('end where nothing follows, and the system alone may leave an open one as obsolete', () => {
    const ends = REFERRAL_STATES.filter((state) => !isOpen(state));
    expect(ends).toEqual([
      'refused',
      'employer_refused',
      'no_show',
      'left_7d',
      'placed',
      'expired',
      'obsolete',
    ]);
    for (const state of REFERRAL_STATES)
      for (const next of REFERRAL_TRANSITIONS[state]) expect(REFERRAL_STATES).toContain(next);
  });

  it('are all reachable from the proposal', () => {
    const reached = new Set<ReferralState>(['proposed']);
    // A set visits what is added while it is walked.
    for (const state of reached) for (const next of REFERRAL_TRANSITIONS[state]) reached.add(next);
    expect([...reached].toSorted()).toEqual([...REFERRAL_STATES].toSorted());
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairFair, type FairCandidate, type FairWorld } from '../../src/allocation/pair-fair.ts';
import { verifyPairings } from '../../src/allocation/verify-pairings.ts';
import { makeId } from '../../src/domain/ids.ts';

const LIMITS = { slots: 4, perLaborer: 2 };

function candidate(laborer: number, opening: number, score: number): FairCandidate {
  return { laborerId: makeId('L', laborer), openingId: makeId('O', opening), score };
}

/** Any small fair: openings may share a booth, candidates are distinct pairs. */
const anyFair: fc.Arbitrary<FairWorld> = fc.record({
  openings: fc
    .uniqueArray(
      fc.record({
        key: fc.integer({ min: 1, max: 6 }),
        booth: fc.integer({ min: 1, max: 3 }),
        places: fc.integer({ min: 1, max: 4 }),
      }),
      {
        selector: (one) => one.key,
        maxLength: 6,
      },
    )
    .map((rows) => rows.map(({ key, booth, places }) => ({ openingId: makeId('O', key), booth, places }))),
  candidates: fc.uniqueArray(
    fc
      .tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 3 }))
      .map(([laborer, opening, score]) => candidate(laborer, opening, score)),
    { selector: (one) => `${one.laborerId} ${one.openingId}`, maxLength: 40 },
  ),
  limits: fc.record({ slots: fc.integer({ min: 1, max: 5 }), perLaborer: fc.integer({ min: 1, max: 3 }) }),
});

describe('pairing a fair', () => {
  it('gives a place to the better of two laborers', () => {
    const openings = [{ openingId: makeId('O', 1), booth: 1, places: 1 }];
    const pairings = pairFair({
      openings,
      candidates: [candidate(1, 1, 50), candidate(2, 1, 70)],
      limits: LIMITS,
    });
    expect(pairings).toEqual([{ laborerId: 'L2', openingId: 'O1', booth: 1, slot: 1, score: 70 }]);
  });

  it('sends a laborer to her second booth in the next slot', () => {
    const openings = [1, 2].map((key) => ({ openingId: makeId('O', key), booth: key, places: 3 }));
    const pairings = pairFair({
      openings,
      candidates: [candidate(1, 1, 90), candidate(1, 2, 80)],
      limits: LIMITS,
    });
    expect(pairings.map(({ booth, slot }) => [booth, slot])).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });

  it('leaves out openings that are not at the fair', () => {
    expect(pairFair({ openings: [], candidates: [candidate(1, 1, 90)], limits: LIMITS })).toEqual([]);
  });

  it('compares ids by number, so that L9 comes before L10 at equal scores', () => {
    const openings = [{ openingId: makeId('O', 1), booth: 1, places: 1 }];
    const pairings = pairFair({
      openings,
      candidates: [candidate(10, 1, 5), candidate(9, 1, 5)],
      limits: LIMITS,
    });
    expect(pairings[0]?.laborerId).toBe('L9');
  });

  it('always passes the verifier', () => {
    fc.assert(
      fc.property(anyFair, (fair) => {
        expect(verifyPairings(fair, pairFair(fair))).toEqual([]);
      }),
    );
  });

  it('does not depend on the order of the candidates', () => {
    fc.assert(
      fc.property(anyFair, (fair) => {
        const reversed = { ...fair, candidates: fair.candidates.toReversed() };
        expect(pairFair(reversed)).toEqual(pairFair(fair));
      }),
    );
  });
});

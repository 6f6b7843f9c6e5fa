import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MatchLaborer } from '../../../src/domain/match-input.ts';
import type { RankedPair, RecommendationList } from '../../../src/domain/recommendation.ts';
import { rankOpenings } from '../../../src/matching/rank-openings.ts';
import { checkComplete } from '../../../src/matching/verification/check-complete.ts';
import { listChecker } from '../../../src/matching/verification/check-list.ts';
import { prepareWorld } from '../../../src/matching/world.ts';
import { anyLaborers, anyOpenings } from '../../support/arbitrary-worlds.ts';
import { buildSettings } from '../../support/builders.ts';
import { syntheticWorld } from '../../support/synthetic-world.ts';

const K = 20;

describe('the check of stored lists', () => {
  it('finds nothing in lists of the reference (law)', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyOpenings(12),
        anyLaborers(4),
        fc.integer({ min: 1, max: 6 }),
        async (openings, laborers, k) => {
          const world = prepareWorld(buildSettings(), openings);
          const check = listChecker(world, { k });
          for (const laborer of laborers) {
            const list = rankOpenings(world, laborer, { k });
            expect(check(laborer, list)).toEqual([]);
            expect(await checkComplete(world, laborer, list, { k })).toBeNull();
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  const { world, laborer: laborerAt } = syntheticWorld({ seed: 5, laborers: 60, openings: 800 });
  const check = listChecker(world, { k: K });
  const { laborer, list } = someoneListed();
  const codesOf = (changed: Partial<RecommendationList>): string[] => [
    ...new Set(check(laborer, { ...list, ...changed }).map((fault) => fault.code)),
  ];
  const withPair = (at: number, change: Partial<RankedPair>): RankedPair[] =>
    list.pairs.map((pair, index) => (index === at ? { ...pair, ...change } : pair));

  it('names a wrong score and a wrong part', () => {
    const first = list.pairs[0]!;
    expect(codesOf({ pairs: withPair(0, { score: first.score + 1 }) })).toEqual(['SCORE_WRONG']);
    const [skill, location, ...rest] = first.parts;
    const parts = [skill + 1, location - 1, ...rest] as unknown as RankedPair['parts'];
    expect(codesOf({ pairs: withPair(0, { parts }) })).toEqual(['PARTS_WRONG']);
  });

  it('names a broken order, a repeated opening and a list that is too long', () => {
    const [first, second, ...rest] = list.pairs as [RankedPair, RankedPair];
    expect(codesOf({ pairs: [second, first, ...rest] })).toEqual(['ORDER_WRONG']);
    expect(codesOf({ pairs: [first, ...list.pairs.slice(0, K - 1)] })).toEqual(
      expect.arrayContaining(['OPENING_REPEATED', 'ORDER_WRONG']),
    );
    expect(codesOf({ pairs: [...list.pairs, list.pairs.at(-1)!] })).toContain('LIST_TOO_LONG');
  });

  it('names an opening that breaks a rule with the rule, and one that is gone', () => {
    const bad = world.openings.find(
      ({ input }) => input.isEmployerSuspended && !list.pairs.some((pair) => pair.openingId === input.id),
    )!;
    const faults = check(laborer, { ...list, pairs: withPair(3, { openingId: bad.input.id }) });
    const ineligible = faults.find((fault) => fault.code === 'PAIR_INELIGIBLE');
    expect(ineligible).toMatchObject({ laborerId: laborer.id, openingId: bad.input.id });
    expect(ineligible?.detail).toContain('EMPLOYER_SUSPENDED');
    expect(codesOf({ pairs: withPair(3, { openingId: 'O999999' }) })).toContain('OPENING_GONE');
  });

  it('names too many openings of one employer, and a short list without a reason', () => {
    const loose = rankOpenings(world, laborer, { k: K, employerCap: K });
    const crowded = [...countByEmployer(loose)].some(([, count]) => count > 3);
    const capped = listChecker(world, { k: K, employerCap: 1 });
    expect(capped(laborer, loose).map((fault) => fault.code)).toContain('CAP_EXCEEDED');
    expect(check(laborer, loose).length > 0).toBe(crowded);
    expect(codesOf({ pairs: list.pairs.slice(0, 3), reasons: {} })).toEqual(['REASON_MISSING']);
  });

  it('names the first place at which a list is not the best one', async () => {
    const shorter = { ...list, pairs: list.pairs.toSpliced(4, 1) };
    expect(check(laborer, { ...shorter, reasons: { AREA_UNWILLING: 1 } })).toEqual([]);
    expect(await checkComplete(world, laborer, shorter, { k: K })).toMatchObject({
      code: 'LIST_INCOMPLETE',
      openingId: list.pairs[4]!.openingId,
    });
  });

  function someoneListed(): { laborer: MatchLaborer; list: RecommendationList } {
    for (let index = 0; index < 60; index += 1) {
      const one = laborerAt(index);
      const ranked = rankOpenings(world, one, { k: K });
      if (ranked.pairs.length === K && ranked.pairs[0]!.score > ranked.pairs[1]!.score) {
        return { laborer: one, list: ranked };
      }
    }
    throw new Error('nobody has a full list');
  }

  function countByEmployer({ pairs }: RecommendationList): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { openingId } of pairs) {
      const employer = world.openingsById.get(openingId)!.input.worksiteEmployerId;
      counts.set(employer, (counts.get(employer) ?? 0) + 1);
    }
    return counts;
  }
});

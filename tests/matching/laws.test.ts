import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MatchLaborer, MatchOpening } from '../../src/domain/match-input.ts';
import { shownScore } from '../../src/domain/recommendation.ts';
import { DEFAULT_PROFILE, FACTOR_MAX, POLICY_PROFILES, SCORE_MAX } from '../../src/domain/weights.ts';
import { explainPair } from '../../src/matching/explain-pair.ts';
import { rankLaborers } from '../../src/matching/rank-laborers.ts';
import { rankOpenings } from '../../src/matching/rank-openings.ts';
import { scorePair } from '../../src/matching/score-pair.ts';
import { prepareWorld } from '../../src/matching/world.ts';
import { anyLaborer, anyLaborers, anyOpening, anyOpenings, anyPairs } from '../support/arbitrary-worlds.ts';
import {
  buildLaborer,
  buildSettings,
  SHENZHEN_LONGGANG,
  TIANJIN_XIQING,
  WUSHAN,
} from '../support/builders.ts';

const settings = fc.constantFrom(...POLICY_PROFILES).map((profile) => buildSettings({ profile }));
const EVERYTHING = 1_000;

/** 32-bit FNV-1a in 64-bit arithmetic: another way than the engine's, so that both cannot be wrong alike. */
function fnvOracle(text: string): number {
  let hash = 0x811c9dc5n;
  for (const byte of Buffer.from(text)) hash = ((hash ^ BigInt(byte)) * 0x01000193n) & 0xffffffffn;
  return Number(hash);
}

describe('the score of a pair', () => {
  it('is the sum of weight × factor, within 0..100,000,000, and its parts add up to what is shown', () => {
    fc.assert(
      fc.property(settings, anyLaborer(), anyOpening(), (given, laborer, opening) => {
        const scored = scorePair(prepareWorld(given, [opening]), laborer, opening.id)!;
        const { skill, location, distance, stability, terms } = scored.factors;
        const values = [skill, location, distance, stability, terms];
        const { weights } = given.profile;
        expect(scored.score).toBe(
          weights.skill * skill +
            weights.location * location +
            weights.distance * distance +
            weights.stability * stability +
            weights.terms * terms,
        );
        for (const value of values) {
          expect(Number.isInteger(value) && value >= 0 && value <= FACTOR_MAX).toBe(true);
        }
        expect(scored.score).toBeGreaterThanOrEqual(0);
        expect(scored.score).toBeLessThanOrEqual(SCORE_MAX);
        expect(scored.parts.reduce((sum, part) => sum + part, 0)).toBe(shownScore(scored.score));
        expect(scored.parts.every((part) => Number.isInteger(part) && part >= 0)).toBe(true);
      }),
    );
  });

  it('stays the same on every day of an epoch, whatever pairs start or end inside it', () => {
    const days = ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05', '2026-03-08'];
    const tierPolicy = { ...DEFAULT_PROFILE.tierPolicy, paired: 100_000, other: 0 };
    const profile = { ...DEFAULT_PROFILE, tierPolicy };
    const partner = fc.constantFrom(TIANJIN_XIQING, SHENZHEN_LONGGANG);
    fc.assert(
      fc.property(anyPairs, anyLaborer(), anyOpening(), partner, (pairs, laborer, opening, placeCode) => {
        const scores = days.map((runDate) => {
          const given = buildSettings({ runDate, pairs, profile });
          const world = prepareWorld(given, [{ ...opening, placeCode }]);
          return scorePair(world, { ...laborer, homeCode: WUSHAN }, opening.id);
        });
        for (const score of scores) expect(score).toEqual(scores[0]);
      }),
    );
  });

  it('is the same from either end, in the explanation, and beside any other opening', () => {
    fc.assert(
      fc.property(settings, anyLaborer(), anyOpenings(5), (given, laborer, openings) => {
        const world = prepareWorld(given, openings);
        const list = rankOpenings(world, laborer, { k: EVERYTHING, employerCap: EVERYTHING });
        for (const opening of openings) {
          const alone = scorePair(prepareWorld(given, [opening]), laborer, opening.id);
          const explained = explainPair(world, laborer, opening.id);
          const short = rankLaborers(world, opening.id, [laborer], { k: 1 }).pairs[0];
          const listed = list.pairs.find((pair) => pair.openingId === opening.id);
          expect(scorePair(world, laborer, opening.id)).toEqual(alone);
          expect(explained.score).toBe(alone!.score);
          expect(explained.parts.map((part) => part.points)).toEqual([...alone!.parts]);
          expect(short !== undefined).toBe(explained.isEligible);
          expect(listed !== undefined).toBe(explained.isEligible);
          if (short === undefined || listed === undefined) continue;
          expect([short.score, listed.score]).toEqual([alone!.score, alone!.score]);
          expect([short.parts, listed.parts]).toEqual([alone!.parts, alone!.parts]);
        }
      }),
    );
  });

  it('of an opening never falls when an area that holds it moves up her order', () => {
    const areas = fc.uniqueArray(
      fc.constantFrom('620500', '620524', '620000', '440000', '440307', '350000', '120000', '990000'),
      { minLength: 2, maxLength: 4 },
    );
    fc.assert(
      fc.property(
        settings,
        anyLaborer(),
        anyOpening(),
        areas,
        fc.nat(3),
        fc.nat(3),
        (given, laborer, opening, order, at, upTo) => {
          const from = Math.max(at, upTo) % order.length;
          const to = Math.min(at, upTo) % order.length;
          const moved = order[from]!;
          const prefix = moved.replace(/(00)+$/, '');
          fc.pre(to < from && opening.placeCode!.startsWith(prefix));
          const rest = order.filter((area) => area !== moved);
          const raised = [...rest.slice(0, to), moved, ...rest.slice(to)];
          const world = prepareWorld(given, [opening]);
          const scoreWith = (wanted: readonly string[]) =>
            scorePair(world, { ...laborer, intention: { ...laborer.intention, areas: wanted } }, opening.id)!;
          expect(scoreWith(raised).score).toBeGreaterThanOrEqual(scoreWith(order).score);
        },
      ),
    );
  });

  it('never rises with a longer road, all else equal', () => {
    fc.assert(
      fc.property(
        anyOpening(),
        fc.double({ min: 0, max: 8, noNaN: true }),
        fc.double({ min: 0, max: 8, noNaN: true }),
        (opening, one, other) => {
          const [near, far] = [Math.min(one, other), Math.max(one, other)];
          const scoreAt = (degrees: number) => {
            const given = buildSettings();
            const home = given.regions.get('620524')!;
            const place = { ...home, code: '620523', latitude: home.latitude - degrees };
            const regions = new Map(given.regions).set('620523', place);
            const world = prepareWorld({ ...given, regions }, [{ ...opening, placeCode: '620523' }]);
            return scorePair(world, buildLaborer(), opening.id)!.score;
          };
          expect(scoreAt(near)).toBeGreaterThanOrEqual(scoreAt(far));
        },
      ),
    );
  });
});

describe('eligibility', () => {
  it('never gains a pair from a fact that becomes known, except where the fact fits', () => {
    const facts: readonly (keyof MatchOpening)[] = [
      'shift',
      'term',
      'hasShuttle',
      'providesLodging',
      'isHeavyWork',
      'needsMandarin',
      'wage',
      'educationMin',
      'ageMax',
    ];
    fc.assert(
      fc.property(anyLaborer(), anyOpening(), fc.subarray([...facts]), (laborer, opening, forgotten) => {
        const blank = Object.fromEntries(forgotten.map((name) => [name, undefined]));
        const known = explainPair(prepareWorld(buildSettings(), [opening]), laborer, 'O1');
        const unknown = explainPair(prepareWorld(buildSettings(), [{ ...opening, ...blank }]), laborer, 'O1');
        const failedBefore = new Set(failed(known));
        // Forgetting a fact can only turn a failure into "to check", never make a new failure.
        for (const code of failed(unknown)) expect(failedBefore).toContain(code);
      }),
    );
  });

  it('drops no one for a fact that she did not give', () => {
    const facts: readonly (keyof MatchLaborer)[] = [
      'education',
      'laborAbility',
      'holdings',
      'certificates',
      'mandarin',
      'inSchool',
    ];
    fc.assert(
      fc.property(anyLaborer(), anyOpening(), fc.subarray([...facts]), (laborer, opening, forgotten) => {
        const blank = Object.fromEntries(forgotten.map((name) => [name, undefined]));
        const world = prepareWorld(buildSettings(), [opening]);
        const failedBefore = new Set(failed(explainPair(world, laborer, 'O1')));
        for (const code of failed(explainPair(world, { ...laborer, ...blank }, 'O1'))) {
          expect(failedBefore).toContain(code);
        }
      }),
    );
  });
});

describe('a recommendation list', () => {
  it('equals sorting every eligible opening and cutting at the cap', () => {
    fc.assert(
      fc.property(
        settings,
        anyLaborer('L77'),
        anyOpenings(12),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 3 }),
        (given, laborer, openings, k, employerCap) => {
          const world = prepareWorld(given, openings);
          const { pairs } = rankOpenings(world, laborer, { k, employerCap });
          expect(pairs.map((pair) => pair.openingId)).toEqual(
            naiveList(given, laborer, openings, k, employerCap),
          );
          expect(pairs.map((pair) => pair.rank)).toEqual(pairs.map((_pair, index) => index + 1));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('does not depend on the order in which openings are given', () => {
    const shuffled = anyOpenings(10).chain((openings) =>
      fc.tuple(
        fc.constant(openings),
        fc.shuffledSubarray(openings, { minLength: openings.length, maxLength: openings.length }),
      ),
    );
    fc.assert(
      fc.property(settings, anyLaborer(), shuffled, (given, laborer, [openings, other]) => {
        const list = rankOpenings(prepareWorld(given, openings), laborer, { k: 5 });
        expect(rankOpenings(prepareWorld(given, other), laborer, { k: 5 })).toEqual(list);
      }),
    );
  });

  it('that is short counts every code of every opening that was dropped', () => {
    fc.assert(
      fc.property(anyLaborer(), anyOpenings(6), (laborer, openings) => {
        const world = prepareWorld(buildSettings(), openings);
        const { reasons, pairs } = rankOpenings(world, laborer, { k: 20, employerCap: 20 });
        const codes = openings.flatMap((opening) => failed(explainPair(world, laborer, opening.id)));
        expect(Object.values(reasons).reduce((sum, count) => sum + count, 0)).toBe(codes.length);
        expect(new Set(Object.keys(reasons))).toEqual(new Set(codes));
        const dropped = openings.filter((each) => !explainPair(world, laborer, each.id).isEligible);
        expect(pairs.length).toBe(openings.length - dropped.length);
      }),
    );
  });
});

describe('a shortlist', () => {
  it('goes by score, then longest willing, then the hash of the week, then id', () => {
    fc.assert(
      fc.property(
        settings,
        anyOpening(),
        anyLaborers(12),
        fc.integer({ min: 1, max: 12 }),
        (given, opening, laborers, k) => {
          const world = prepareWorld(given, [opening]);
          const list = rankLaborers(world, opening.id, laborers, { k });
          const expected = laborers
            .filter((laborer) => explainPair(world, laborer, opening.id).isEligible)
            .map((laborer) => ({
              id: laborer.id,
              key: [
                String(SCORE_MAX - scorePair(world, laborer, opening.id)!.score).padStart(10, '0'),
                laborer.willingSince ?? '9999-12-31',
                String(fnvOracle(`${given.epoch.week}|${laborer.id}`)).padStart(10, '0'),
                laborer.id,
              ].join('|'),
            }))
            .toSorted((one, other) => (one.key < other.key ? -1 : 1))
            .slice(0, k);
          expect(list.pairs.map((pair) => pair.laborerId)).toEqual(expected.map((each) => each.id));
          expect(list.considered).toBe(laborers.length);
        },
      ),
    );
  });
});

function failed(explanation: ReturnType<typeof explainPair>): string[] {
  return explanation.rules.filter((rule) => rule.verdict === 'failed').map((rule) => rule.code);
}

function naiveList(
  given: ReturnType<typeof buildSettings>,
  laborer: MatchLaborer,
  openings: readonly MatchOpening[],
  k: number,
  cap: number,
): string[] {
  const world = prepareWorld(given, openings);
  const bucket = fnvOracle(laborer.id) % 64;
  const sorted = openings
    .filter((opening) => explainPair(world, laborer, opening.id).isEligible)
    .map((opening) => ({
      opening,
      key: [
        String(SCORE_MAX - explainPair(world, laborer, opening.id).score!).padStart(10, '0'),
        String(fnvOracle(`${given.epoch.week}|${opening.id}|${bucket}`)).padStart(10, '0'),
        opening.id,
      ].join('|'),
    }))
    .toSorted((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ opening }) => opening);
  return sorted
    .filter((opening, index) => {
      const before = sorted.slice(0, index);
      return before.filter((each) => each.worksiteEmployerId === opening.worksiteEmployerId).length < cap;
    })
    .slice(0, k)
    .map((opening) => opening.id);
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TIERS } from '../../../src/domain/area.ts';
import type { MatchLaborer, MatchOpening, MatchSettings } from '../../../src/domain/match-input.ts';
import { REFUSAL_REASONS } from '../../../src/domain/referral.ts';
import {
  DEFAULT_PROFILE,
  FACTORS,
  POLICY_PROFILES,
  type PolicyProfile,
} from '../../../src/domain/weights.ts';
import { buildIndex } from '../../../src/matching/fast/opening-index.ts';
import { buildLaborerIndex } from '../../../src/matching/fast/laborer-index.ts';
import { encodeLaborers } from '../../../src/matching/fast/encode-laborers.ts';
import { fastRankLaborers } from '../../../src/matching/fast/laborer-ranker.ts';
import { fastRankOpenings } from '../../../src/matching/fast/fast-rank-openings.ts';
import { OpeningRanker } from '../../../src/matching/fast/opening-ranker.ts';
import { packedLists, unpackList } from '../../../src/matching/fast/packed-lists.ts';
import { planRanking } from '../../../src/matching/fast/ranking-plan.ts';
import { rowsByProfile } from '../../../src/matching/fast/order-rows.ts';
import { refusalFingerprint } from '../../../src/matching/refusal-fingerprint.ts';
import { rankLaborers } from '../../../src/matching/rank-laborers.ts';
import { rankOpenings } from '../../../src/matching/rank-openings.ts';
import { prepareWorld } from '../../../src/matching/world.ts';
import { anyLaborers, anyOpenings, anyPairs } from '../../support/arbitrary-worlds.ts';
import {
  buildLaborer,
  buildOpening,
  buildSettings,
  GANGU,
  SHENZHEN_LONGGANG,
  TIANJIN_XIQING,
  WUSHAN,
} from '../../support/builders.ts';
import { tinyRegions } from '../../support/tiny-regions.ts';

interface Given {
  readonly settings: MatchSettings;
  readonly openings: readonly MatchOpening[];
  readonly laborers: readonly MatchLaborer[];
  readonly k: number;
  readonly employerCap?: number;
}

/** What both engines answer to everything that can be asked of a world. */
function answersOf({ settings, openings, laborers, k, employerCap }: Given): {
  fast: unknown;
  reference: unknown;
} {
  const world = prepareWorld(settings, openings);
  const plan = planRanking(world, buildIndex(world), encodeLaborers(settings, laborers));
  const rows = rowsByProfile(plan.columns);
  const out = packedLists(laborers.length, k);
  new OpeningRanker(plan).rankRows({ rows, from: 0, to: laborers.length, employerCap }, out);
  const found = buildLaborerIndex(plan);
  const scope = ['6205', '120111'];
  const inScope = laborers.filter(({ homeCode }) => scope.some((prefix) => homeCode.startsWith(prefix)));
  const ofRows = Array.from(rows, (row) => laborers[row]!);
  return {
    fast: {
      together: Array.from(rows, (row, list) => unpackList(plan, out, list, row)),
      alone: ofRows.map((laborer) => fastRankOpenings(world, laborer, { k, employerCap })),
      shortlists: openings.map(({ id }) => fastRankLaborers(world, plan, found, id, { k })),
      inScope: openings.map(({ id }) => fastRankLaborers(world, plan, found, id, { k, scope })),
    },
    reference: {
      together: ofRows.map((laborer) => rankOpenings(world, laborer, { k, employerCap })),
      alone: ofRows.map((laborer) => rankOpenings(world, laborer, { k, employerCap })),
      shortlists: openings.map(({ id }) => rankLaborers(world, id, laborers, { k })),
      inScope: openings.map(({ id }) => rankLaborers(world, id, inScope, { k })),
    },
  };
}

/** Weights that sum to 1,000, zeros included, and any policy on tiers. */
const anyProfile: fc.Arbitrary<PolicyProfile> = fc
  .record({
    cuts: fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 4, maxLength: 4 }),
    tiers: fc.array(fc.integer({ min: 0, max: 100_000 }), {
      minLength: TIERS.length,
      maxLength: TIERS.length,
    }),
  })
  .map(({ cuts, tiers }) => {
    const ends = [0, ...cuts.toSorted((one, other) => one - other), 1_000];
    const weights = Object.fromEntries(FACTORS.map((name, at) => [name, ends[at + 1]! - ends[at]!]));
    const tierPolicy = Object.fromEntries(TIERS.map((tier, at) => [tier, tiers[at]!]));
    return { ...DEFAULT_PROFILE, weights, tierPolicy } as unknown as PolicyProfile;
  });
const settings = fc
  .record({
    profile: fc.oneof(fc.constantFrom(...POLICY_PROFILES), anyProfile),
    pairs: fc.oneof(fc.constant(buildSettings().pairs), anyPairs),
  })
  .map(buildSettings);
const anyK = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.constantFrom(1, 20, 1_000));
const anyCap = fc.oneof(fc.constant(undefined), fc.integer({ min: 1, max: 4 }), fc.constant(1_000));
const usual = fc.constant({});
const day = fc.constantFrom(undefined, '2025-12-31', '2026-03-04', '2026-03-05', '2026-05-01', '2026-09-30');

/** Fields of an opening as they are in bad files and at every edge of a rule. */
const oddOpening: fc.Arbitrary<Partial<MatchOpening>> = fc.oneof(
  usual,
  usual,
  fc.record({ startsOn: day, endsOn: day, opensOn: day, closesOn: day }),
  fc.record({
    ageMin: fc.constantFrom(undefined, 0, 16, 17.5, 36, Number.NaN, -1, 200, Number.POSITIVE_INFINITY),
    ageMax: fc.constantFrom(undefined, 0, 17, 35.5, 37, Number.NaN, 70_000),
  }),
  fc.constantFrom(
    { placeCode: null },
    { placeCode: '999999' },
    { placeCode: '130000' },
    { placeCode: `${WUSHAN}001002` },
    { placeCode: '620500' },
  ),
  fc.constantFrom<Partial<MatchOpening>>(
    { headcount: Number.NaN },
    { filled: -1 },
    { headcount: 3, filled: 3 },
    { startsOn: 'soon' },
    { endsOn: '2026-02-30' },
    { closesOn: '' },
    { isWithdrawn: true },
    { wage: { lowCnyPerMonth: 5_000, highCnyPerMonth: 4_000 } },
    { wage: { lowCnyPerMonth: 1, highCnyPerMonth: Number.NaN } },
    { wage: { lowCnyPerMonth: Number.NaN } },
    { wage: { highCnyPerMonth: -1 } },
    { wage: {} },
    { wage: { lowCnyPerMonth: 4_000.25, highCnyPerMonth: 4_000.5 } },
    { wage: { lowCnyPerMonth: 0, highCnyPerMonth: Number.POSITIVE_INFINITY } },
    { reportedNetCnyPerMonth: 7_777 },
    { isPublicPost: true, reservedForGroups: ['monitored'] },
    { isHazardous: true },
    { isHazardous: undefined },
    { bars: {} },
    { bars: { takesDeposit: true, withholdsPapers: false, chargesLaborer: false, noFreeExit: false } },
    { gates: [{ kind: 'legal', anyOf: [], words: '证' }] },
    { gates: [{ kind: 'legal', anyOf: [[]], words: '证' }] },
    { occupation: 'no-such-trade', wage: undefined },
  ),
);

/** The same of a laborer. */
const oddLaborer: fc.Arbitrary<Partial<MatchLaborer>> = fc.oneof(
  usual,
  usual,
  fc.constantFrom<Partial<MatchLaborer>>(
    { birthDate: '2009-03-05' },
    { birthDate: '2008-03-04' },
    { birthDate: '2011-01-01', inSchool: true, education: 'primary' },
    { birthDate: '2009-06-01', inSchool: true, education: 'junior' },
    { birthDate: '2030-01-01' },
    { birthDate: 'unknown' },
    { birthDate: '0001-01-01' },
    { homeCode: '999999' },
    { homeCode: '', originCode: '1' },
    { originCode: '130000' },
    { originCode: SHENZHEN_LONGGANG },
    { homeCode: `${GANGU}101201`, originCode: `${GANGU}101201` },
    { willingSince: 'long ago' },
    { holdings: [] },
    { isWilling: false, matchConsent: 'withdrawn', laborAbility: 'lost' },
  ),
);
const oddIntention: fc.Arbitrary<Partial<MatchLaborer['intention']>> = fc.oneof(
  usual,
  usual,
  fc.record({ availableFrom: day, availableUntil: day }),
  fc.constantFrom<Partial<MatchLaborer['intention']>>(
    { areas: [], tiers: [] },
    { areas: ['620524', '620523', '620500', '620000', '120000', '440300', '350000', '990000', '62'] },
    { areas: ['620524001', '62'] },
    { maxDistanceKm: 0 },
    { maxDistanceKm: 24.05 },
    { maxDistanceKm: Number.NaN },
    { maxDistanceKm: -5 },
    { wageFloorCnyPerMonth: Number.NaN },
    { wageFloorCnyPerMonth: 4_000.75 },
    { wageFloorCnyPerMonth: Number.POSITIVE_INFINITY },
    { wageFloorCnyPerMonth: 0 },
    { availableFrom: 'spring' },
    { availableUntil: '2026-13-01', availableFrom: 'autumn' },
    { mustBeHomeNightly: true, maxDistanceKm: null },
    { wishedOccupations: ['general', 'general'] },
    { refusedOccupations: ['general', 'welder', 'no-such-trade'] },
  ),
);

const worldOf = (openings: number, laborers: number) =>
  fc
    .tuple(
      anyOpenings(openings),
      anyLaborers(laborers),
      fc.array(oddOpening, { minLength: openings, maxLength: openings }),
      fc.array(fc.tuple(oddLaborer, oddIntention), { minLength: laborers, maxLength: laborers }),
    )
    .map(([sound, people, oddOpenings, oddPeople]) => ({
      openings: sound.map((opening, at): MatchOpening => ({ ...opening, ...oddOpenings[at] })),
      laborers: people.map((laborer, at): MatchLaborer => {
        const [fields, intention] = oddPeople[at]!;
        return { ...laborer, ...fields, intention: { ...laborer.intention, ...intention } };
      }),
    }));

describe('the fast engine', () => {
  it('gives what the reference gives on any world, sound or not, with any weights, K and cap', () => {
    fc.assert(
      fc.property(settings, worldOf(14, 6), anyK, anyCap, (given, { openings, laborers }, k, employerCap) => {
        const { fast, reference } = answersOf({ settings: given, openings, laborers, k, employerCap });
        expect(fast).toStrictEqual(reference);
      }),
      { numRuns: 600 },
    );
  });

  it('keeps to past refusals as long as they stand', () => {
    const refused = fc.record({
      at: fc.nat(5),
      refusedOn: fc.constantFrom('2025-12-04', '2025-12-05', '2026-03-04', '2026-03-05', '2026-01-01'),
      reason: fc.constantFrom(...REFUSAL_REASONS),
      isSame: fc.boolean(),
    });
    fc.assert(
      fc.property(settings, worldOf(6, 3), fc.array(refused, { maxLength: 5 }), (given, world, refusals) => {
        const past = refusals.map(({ at, refusedOn, reason, isSame }) => {
          const opening = world.openings[at] ?? buildOpening({ id: 'O999' });
          const fieldFingerprint = isSame ? refusalFingerprint(opening, reason) : 'before';
          return { openingId: opening.id, refusedOn, reason, fieldFingerprint };
        });
        const laborers = world.laborers.map((laborer, at) => ({ ...laborer, refusals: past.slice(at) }));
        const { fast, reference } = answersOf({ settings: given, openings: world.openings, laborers, k: 5 });
        expect(fast).toStrictEqual(reference);
      }),
    );
  });

  it('takes the pairs of Monday, whatever starts or ends inside the week', () => {
    const tierPolicy = { ...DEFAULT_PROFILE.tierPolicy, paired: 100_000, other: 0 };
    const profile = { ...DEFAULT_PROFILE, tierPolicy };
    const openings = [
      buildOpening({ id: 'O1', placeCode: TIANJIN_XIQING }),
      buildOpening({ id: 'O2', placeCode: SHENZHEN_LONGGANG }),
    ];
    for (const [from, to] of [
      ['2026-03-03', null],
      ['2021-01-01', '2026-03-03'],
    ] as const) {
      const given = buildSettings({ profile, pairs: [{ homePrefix: '62', partnerPrefix: '12', from, to }] });
      const { fast, reference } = answersOf({ settings: given, openings, laborers: [buildLaborer()], k: 2 });
      expect(fast).toStrictEqual(reference);
    }
  });

  it('gives empty lists where a side is empty', () => {
    const settingsOfNow = buildSettings();
    const nobody = answersOf({ settings: settingsOfNow, openings: [buildOpening()], laborers: [], k: 3 });
    const nothing = answersOf({ settings: settingsOfNow, openings: [], laborers: [buildLaborer()], k: 3 });
    expect(nobody.fast).toStrictEqual(nobody.reference);
    expect(nothing.fast).toStrictEqual(nothing.reference);
  });

  it('keeps equal scores apart by hash and id, for thousands of duplicates, in one place and of one employer', () => {
    const twins = Array.from({ length: 3_000 }, (_each, at) =>
      buildOpening({ id: `O${at + 1}`, worksiteEmployerId: `E${(at % 700) + 1}` }),
    );
    const owned = twins.map((opening) => ({ ...opening, worksiteEmployerId: 'E1' as const }));
    const laborers = Array.from({ length: 5 }, (_each, at) => buildLaborer({ id: `L${at * 37 + 1}` }));
    const world = { settings: buildSettings(), laborers };
    for (const openings of [twins, owned]) {
      const built = prepareWorld(world.settings, openings);
      for (const laborer of laborers) {
        for (const options of [{ k: 20 }, { k: 1_000, employerCap: 2 }, { k: 7, employerCap: 1_000 }]) {
          expect(fastRankOpenings(built, laborer, options)).toStrictEqual(
            rankOpenings(built, laborer, options),
          );
        }
      }
    }
  });

  it('keeps equal laborers apart by waiting, hash and id', () => {
    const laborers = Array.from({ length: 2_000 }, (_each, at) =>
      buildLaborer({ id: `L${at + 1}`, willingSince: [null, '2026-01-10', '2025-12-01'][at % 3]! }),
    );
    const world = prepareWorld(buildSettings(), [buildOpening()]);
    const plan = planRanking(world, buildIndex(world), encodeLaborers(world.settings, laborers));
    for (const k of [1, 20, 1_000]) {
      expect(fastRankLaborers(world, plan, buildLaborerIndex(plan), 'O1', { k })).toStrictEqual(
        rankLaborers(world, 'O1', laborers, { k }),
      );
    }
  });

  it('counts every reason where nobody is eligible', () => {
    fc.assert(
      fc.property(worldOf(8, 4), ({ openings, laborers }) => {
        const full = openings.map((opening) => ({ ...opening, filled: 50, headcount: 5 }));
        const { fast, reference } = answersOf({ settings: buildSettings(), openings: full, laborers, k: 3 });
        expect(fast).toStrictEqual(reference);
      }),
      { numRuns: 50 },
    );
  });

  it('holds for extreme coordinates', () => {
    const seat = fc.record({
      latitude: fc.constantFrom(-90, -89.999, 0, 34.7, 89.999, 90),
      longitude: fc.constantFrom(-180, -179.999, 0, 104.9, 179.999, 180),
    });
    fc.assert(
      fc.property(seat, seat, worldOf(6, 3), (one, other, { openings, laborers }) => {
        const regions = new Map(tinyRegions)
          .set(WUSHAN, { ...tinyRegions.get(WUSHAN)!, ...one })
          .set(SHENZHEN_LONGGANG, { ...tinyRegions.get(SHENZHEN_LONGGANG)!, ...other });
        const { fast, reference } = answersOf({
          settings: buildSettings({ regions }),
          openings,
          laborers,
          k: 4,
        });
        expect(fast).toStrictEqual(reference);
      }),
      { numRuns: 50 },
    );
  });

  it('ranks one laborer again for a longer list after a shorter one', () => {
    const openings = Array.from({ length: 60 }, (_each, at) =>
      buildOpening({ id: `O${at + 1}`, employerId: `E${at + 1}` }),
    );
    const world = prepareWorld(buildSettings(), openings);
    const plan = planRanking(world, buildIndex(world), encodeLaborers(world.settings, [buildLaborer()]));
    const ranker = new OpeningRanker(plan);
    for (const k of [1, 20, 3, 60]) {
      const out = packedLists(1, k);
      ranker.rankRows({ from: 0, to: 1 }, out);
      expect(unpackList(plan, out, 0, 0)).toStrictEqual(rankOpenings(world, buildLaborer(), { k }));
    }
  });

  it('refuses a K and a cap out of range, and an opening that is not there', () => {
    const world = prepareWorld(buildSettings(), [buildOpening()]);
    const plan = planRanking(world, buildIndex(world), encodeLaborers(world.settings, [buildLaborer()]));
    for (const k of [0, 1_001, 1.5]) {
      expect(() => fastRankOpenings(world, buildLaborer(), { k })).toThrow(/1/);
      expect(() => fastRankLaborers(world, plan, buildLaborerIndex(plan), 'O1', { k })).toThrow(/1/);
    }
    expect(() => fastRankOpenings(world, buildLaborer(), { k: 1, employerCap: 0 })).toThrow(/0/);
    expect(() => fastRankLaborers(world, plan, buildLaborerIndex(plan), 'O9', { k: 1 })).toThrow(/O9/);
  });
});

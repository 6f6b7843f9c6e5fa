import fc from 'fast-check';
import { EDUCATIONS, LABOR_ABILITIES, SHIFTS, TERM_KINDS } from '../../src/domain/laborer.ts';
import type { MatchLaborer, MatchOpening } from '../../src/domain/match-input.ts';
import { LEVELS, type Holding } from '../../src/domain/occupation.ts';
import type { Requirement } from '../../src/domain/opening.ts';
import { WILLING_TIERS, type CooperationPair } from '../../src/domain/area.ts';
import { buildLaborer, buildOpening } from './builders.ts';
import { tinyOntology } from './tiny-ontology.ts';
import { tinyRegions } from './tiny-regions.ts';

const occupation = fc.constantFrom(...tinyOntology.occupations.keys());
const code = fc.oneof(occupation, fc.constantFrom(...tinyOntology.skills.keys()));
const certificate = fc.constantFrom(...tinyOntology.certificates.keys());
const place = fc.constantFrom(...tinyRegions.keys());
const unknown = fc.constant(undefined);
const area = fc.oneof(
  place,
  fc.constantFrom('620500', '620000', '440000', '440300', '350000', '120000', '990000'),
);

/** Days around and inside the epoch of the builders' settings, Monday 2 March to Sunday 8 March 2026. */
const dayOfPairs = fc.constantFrom('2021-01-01', '2026-03-02', '2026-03-03', '2026-03-05', '2026-03-09');

/** Up to two pairs that may start or end inside the week of the builders' settings. */
export const anyPairs: fc.Arbitrary<CooperationPair[]> = fc.array(
  fc.record({
    homePrefix: fc.constantFrom('62', '6205', '620524'),
    partnerPrefix: fc.constantFrom('12', '44', '4403'),
    from: dayOfPairs,
    to: fc.oneof(fc.constant(null), dayOfPairs),
  }),
  { maxLength: 2 },
);

/** Three in four true: most rules pass, so that lists are not always empty. */
const usually = fc.integer({ min: 0, max: 3 }).map((n) => n > 0);
const rarely = usually.map((yes) => !yes);

const holding = fc.record({ code, level: fc.constantFrom(...LEVELS) }) satisfies fc.Arbitrary<Holding>;
const requirement = fc.record({
  code,
  need: fc.constantFrom('must' as const, 'nice' as const, 'nice' as const),
  minLevel: fc.constantFrom('none' as const, ...LEVELS),
}) satisfies fc.Arbitrary<Requirement>;
const gate = fc.record({
  kind: fc.constantFrom('legal' as const, 'to_check' as const, 'on_hiring' as const),
  anyOf: fc.array(fc.array(certificate, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 }),
  words: fc.constant('证'),
});
const intention = fc.record({
  areas: fc.uniqueArray(area, { maxLength: 4 }),
  tiers: fc.subarray([...WILLING_TIERS]),
  wishedOccupations: fc.uniqueArray(occupation, { maxLength: 2 }),
  refusedOccupations: fc.uniqueArray(occupation, { maxLength: 1 }),
  wageFloorCnyPerMonth: fc.oneof(unknown, fc.integer({ min: 2_000, max: 7_000 })),
  maxDistanceKm: fc.oneof(unknown, unknown, fc.integer({ min: 10, max: 3_000 })),
  mustBeHomeNightly: rarely,
  needsLodging: rarely,
  acceptedTerms: fc.oneof(unknown, fc.subarray([...TERM_KINDS])),
  acceptedShifts: fc.oneof(unknown, fc.subarray([...SHIFTS])),
});

/** Any laborer of the tiny world with this id; facts can be unknown. */
export function anyLaborer(id: MatchLaborer['id'] = 'L1'): fc.Arbitrary<MatchLaborer> {
  return fc
    .record({
      homeCode: place,
      originCode: place,
      birthDate: fc.constantFrom('1966-01-01', '1971-05-05', '1988-08-08', '2001-10-10', '2009-02-02'),
      education: fc.oneof(unknown, fc.constantFrom(...EDUCATIONS)),
      laborAbility: fc.oneof(fc.constant('ordinary' as const), fc.constantFrom(...LABOR_ABILITIES)),
      holdings: fc.oneof(unknown, fc.array(holding, { maxLength: 3 })),
      certificates: fc.oneof(unknown, fc.subarray([...tinyOntology.certificates.keys()])),
      mandarin: fc.constantFrom(undefined, 'weak' as const, 'fluent' as const),
      matchConsent: fc.constantFrom('given' as const, 'given' as const, null, 'withdrawn' as const),
      isWilling: usually,
      willingSince: fc.constantFrom('2025-12-01', '2026-01-10', null),
      groups: fc.subarray(['monitored', 'disabled']),
      unknownGroups: fc.subarray(['relocated', 'disabled']),
      intention,
    })
    .map((fields) => buildLaborer({ ...fields, id }));
}

/** Any sound opening of the tiny world with this id; facts can be unknown. */
export function anyOpening(id: MatchOpening['id'] = 'O1'): fc.Arbitrary<MatchOpening> {
  return fc
    .record({
      worksiteEmployerId: fc.constantFrom('E1' as const, 'E2' as const, 'E3' as const),
      isEmployerSuspended: rarely,
      isPublicPost: rarely,
      reservedForGroups: fc.oneof(unknown, fc.subarray(['monitored', 'disabled', 'relocated'])),
      stability: fc
        .integer({ min: 0, max: 100_000 })
        .map((value) => ({ value, explanation: { zh: '见企业记录', en: 'see the record' } })),
      occupation,
      requirements: fc.array(requirement, { maxLength: 3 }),
      gates: fc.array(gate, { maxLength: 1 }),
      placeCode: fc.oneof(place, fc.constant('990000')),
      filled: fc.integer({ min: 0, max: 11 }),
      ageMax: fc.oneof(unknown, fc.constantFrom(45, 50, 55)),
      educationMin: fc.oneof(unknown, fc.constantFrom(...EDUCATIONS)),
      wage: fc.oneof(
        unknown,
        fc
          .tuple(fc.integer({ min: 1_000, max: 12_000 }), fc.integer({ min: 0, max: 3_000 }))
          .map(([low, more]) => ({ lowCnyPerMonth: low, highCnyPerMonth: low + more })),
        fc.integer({ min: 1_000, max: 12_000 }).map((low) => ({ lowCnyPerMonth: low })),
        fc.integer({ min: 1_000, max: 12_000 }).map((high) => ({ highCnyPerMonth: high })),
      ),
      providesLodging: fc.constantFrom(undefined, true, false),
      providesMeals: fc.constantFrom(undefined, true, false),
      hasShuttle: fc.constantFrom(undefined, true, false),
      shift: fc.constantFrom(undefined, ...SHIFTS),
      term: fc.constantFrom(undefined, ...TERM_KINDS),
      isHeavyWork: fc.constantFrom(undefined, true, false),
      needsMandarin: fc.constantFrom(undefined, true, false),
      hasBilingualLeader: fc.constantFrom(undefined, true, false),
    })
    .map((fields) => buildOpening({ ...fields, id }));
}

/** Up to `max` openings with the ids O1, O2, … */
export function anyOpenings(max: number): fc.Arbitrary<MatchOpening[]> {
  return fc
    .integer({ min: 1, max })
    .chain((count) =>
      fc.tuple(...Array.from({ length: count }, (_each, index) => anyOpening(`O${index + 1}`))),
    );
}

/** Up to `max` laborers with the ids L1, L2, … */
export function anyLaborers(max: number): fc.Arbitrary<MatchLaborer[]> {
  return fc
    .integer({ min: 1, max })
    .chain((count) =>
      fc.tuple(...Array.from({ length: count }, (_each, index) => anyLaborer(`L${index + 1}`))),
    );
}

import { epochOf } from '../../src/domain/epoch.ts';
import type { JobIntention } from '../../src/domain/laborer.ts';
import type { MatchLaborer, MatchOpening, MatchSettings } from '../../src/domain/match-input.ts';
import { DEFAULT_PROFILE } from '../../src/domain/weights.ts';
import { say } from '../../src/domain/bilingual.ts';
import { tinyOntology } from './tiny-ontology.ts';
import { tinyRegions } from './tiny-regions.ts';

/** The day of all small worlds; its epoch is 2026-W10, Monday 2 March. */
const RUN_DATE = '2026-03-04';

/** Home of the builders' laborer: 天水市武山县. */
export const WUSHAN = '620524';
/** The county next to it. */
export const GANGU = '620523';
/** A county of another prefecture of the province. */
export const LONGXI = '621122';
/** Paired with Gansu (all of it) in the builders' settings. */
export const TIANJIN_XIQING = '120111';
export const SHENZHEN_LONGGANG = '440307';

/** Settings of a small world: default profile, every idf 1, Gansu paired with Tianjin since 2021. */
export function buildSettings(overrides: Partial<MatchSettings> = {}): MatchSettings {
  const runDate = overrides.runDate ?? RUN_DATE;
  return {
    runDate,
    epoch: epochOf(runDate),
    profile: DEFAULT_PROFILE,
    ontology: tinyOntology,
    idf: { version: 1, thousandths: new Map(), maximum: 1_000 },
    regions: tinyRegions,
    pairs: [{ homePrefix: '62', partnerPrefix: '12', from: '2021-01-01', to: null }],
    ...overrides,
  };
}

type LaborerOverrides = Partial<Omit<MatchLaborer, 'intention'>> & {
  readonly intention?: Partial<JobIntention>;
};

/** A willing adult of 武山 with consent, no trade, willing for every tier; nothing of her is unknown. */
export function buildLaborer(overrides: LaborerOverrides = {}): MatchLaborer {
  const { intention, ...rest } = overrides;
  const homeCode = overrides.homeCode ?? WUSHAN;
  return {
    id: 'L1',
    homeCode,
    originCode: homeCode,
    birthDate: '1990-06-15',
    education: 'junior',
    laborAbility: 'ordinary',
    holdings: [],
    certificates: [],
    mandarin: 'fluent',
    inSchool: false,
    matchConsent: 'given',
    isWilling: true,
    willingSince: '2026-01-10',
    groups: [],
    unknownGroups: [],
    refusals: [],
    ...rest,
    intention: {
      areas: [],
      tiers: ['county', 'prefecture', 'province', 'interprovincial', 'abroad'],
      wishedOccupations: [],
      refusedOccupations: [],
      ...intention,
    },
  };
}

/** An open 普工 opening in 武山 that says everything, asks for nothing and bars nobody. */
export function buildOpening(overrides: Partial<MatchOpening> = {}): MatchOpening {
  const employerId = overrides.employerId ?? 'E1';
  return {
    id: 'O1',
    employerId,
    worksiteEmployerId: employerId,
    isEmployerSuspended: false,
    isPublicPost: false,
    stability: { value: 60_000, explanation: say('该企业 90 天留存 18/20', '18 of 20 stayed 90 days') },
    title: '普工',
    occupation: 'general',
    requirements: [],
    gates: [],
    placeCode: WUSHAN,
    headcount: 10,
    filled: 0,
    isWithdrawn: false,
    wage: { lowCnyPerMonth: 5_000, highCnyPerMonth: 6_000 },
    providesLodging: true,
    providesMeals: true,
    hasShuttle: false,
    shift: 'day',
    term: 'long',
    isHeavyWork: false,
    isHazardous: false,
    needsMandarin: false,
    hasBilingualLeader: false,
    bars: { takesDeposit: false, withholdsPapers: false, chargesLaborer: false, noFreeExit: false },
    flaggedWords: [],
    ...overrides,
  };
}

import { creditCheckCharacter } from '../../src/domain/credit-code.ts';
import type { EmployerRecord } from '../../src/domain/employer.ts';
import { idCheckCharacter } from '../../src/domain/id-number.ts';
import { EXCLUSION_CODES } from '../../src/domain/exclusion-reason.ts';
import { keyOf, makeId } from '../../src/domain/ids.ts';
import type { JobIntention, LaborerRecord, PersonalData } from '../../src/domain/laborer.ts';
import type { OpeningRecord } from '../../src/domain/opening.ts';
import type { RecommendationList } from '../../src/domain/recommendation.ts';
import type { LaborerInput } from '../../src/flows/ports/laborer-store.ts';
import type { OpeningInput } from '../../src/flows/ports/opening-store.ts';
import type { NewRun, PackedResults } from '../../src/flows/ports/run-store.ts';

/** A sound ID number that belongs to nobody: area 629999, born 1990-01-01, serial 0..999. */
export function idNumberOf(serial: number): string {
  const day = new Date(Date.UTC(1970, 0, 1 + Math.floor(serial / 1_000))).toISOString().slice(0, 10);
  const first17 = `629999${day.replaceAll('-', '')}${String(serial % 1_000).padStart(3, '0')}`;
  return first17 + idCheckCharacter(first17);
}

export function phoneOf(serial: number): string {
  return `199${String(serial).padStart(8, '0')}`;
}

export const NO_WISHES: JobIntention = {
  areas: [],
  tiers: [],
  wishedOccupations: [],
  refusedOccupations: [],
};

export function aRecord(change: Partial<LaborerRecord> = {}): LaborerRecord {
  return {
    name: '测试一',
    birthDate: '1990-01-01',
    homeCode: '621121',
    matchConsent: null,
    flags: {
      registeredPoor: false,
      outOfPoverty: false,
      monitored: false,
      disabled: false,
      relocated: false,
    },
    intention: NO_WISHES,
    ...change,
  };
}

/** A record in which every field is given. */
export function aFullRecord(): LaborerRecord {
  return aRecord({
    sex: 'female',
    currentPlaceCode: '350100',
    education: 'senior',
    laborAbility: 'skilled',
    holdings: [
      { code: 'welder', level: 'proven', words: '电焊' },
      { code: 'skill:锁边', level: 'learner', words: undefined },
    ],
    certificates: ['cert:welding'],
    mandarin: 'weak',
    inSchool: false,
    matchConsent: 'given',
    householdNo: 'H-0001',
    flags: { registeredPoor: true, outOfPoverty: false, monitored: true, disabled: false, relocated: true },
    intention: {
      areas: ['120000', '621100'],
      tiers: ['prefecture', 'interprovincial'],
      wishedOccupations: ['welder'],
      refusedOccupations: ['scaffolder'],
      wageFloorCnyPerMonth: 4500,
      maxDistanceKm: 1200.5,
      availableFrom: '2026-03-01',
      availableUntil: null,
      mustBeHomeNightly: false,
      needsLodging: true,
      acceptedTerms: ['seasonal', 'long'],
      acceptedShifts: [],
      wantsTraining: true,
    },
    remarks: '逗号,引号"反斜杠\\',
  });
}

export function aLaborer(serial: number, change: Partial<LaborerInput> = {}): LaborerInput {
  const personal: PersonalData = { idNumber: idNumberOf(serial), phone: phoneOf(serial) };
  return { record: aRecord(), personal, list: null, ...change };
}

/** On the willing list since the start of 2026. */
export function aWillingLaborer(serial: number, homeCode = '621121'): LaborerInput {
  return aLaborer(serial, {
    record: aRecord({ homeCode }),
    list: { kind: 'willing', validFrom: '2026-01-01', source: 'test' },
  });
}

export function creditCodeOf(serial: number): string {
  const first17 = `91620000MA${String(serial).padStart(7, '0')}`;
  return first17 + creditCheckCharacter(first17);
}

export function anEmployer(serial: number, change: Partial<EmployerRecord> = {}): EmployerRecord {
  return {
    name: `测试企业${serial}`,
    creditCode: creditCodeOf(serial),
    kind: 'in_province',
    evidence: [],
    ...change,
  };
}

export function anOpeningRecord(change: Partial<OpeningRecord> = {}): OpeningRecord {
  return {
    title: '电焊工',
    occupation: 'welder',
    requirements: [{ code: 'welder', need: 'must', minLevel: 'able' }],
    gates: [],
    placeCode: '120116',
    headcount: 10,
    filled: 0,
    isWithdrawn: false,
    bars: {},
    flaggedWords: [],
    ...change,
  };
}

export function anOpening(employer: number, change: Partial<OpeningRecord> = {}): OpeningInput {
  return {
    record: anOpeningRecord(change),
    employerCreditCode: creditCodeOf(employer),
    worksiteCreditCode: creditCodeOf(employer),
  };
}

export function aNewRun(change: Partial<NewRun> = {}): NewRun {
  return {
    kind: 'nightly',
    scope: '',
    requestId: null,
    startedBy: 'test',
    runDate: '2026-11-23',
    epochWeek: '2026-W48',
    profileName: 'default',
    profileVersion: 1,
    idfVersion: 1,
    topK: 20,
    openings: 1,
    engineVersion: '1',
    weightsSha256: 'test',
    isVerified: false,
    isDryRun: false,
    ...change,
  };
}

/** A list of openings with falling scores, and one reason. */
export function aList(laborerKey: number, openingKeys: readonly number[]): RecommendationList {
  const laborerId = makeId('L', laborerKey);
  return {
    laborerId,
    pairs: openingKeys.map((key, at) => ({
      laborerId,
      openingId: makeId('O', key),
      rank: at + 1,
      score: 90_000_000 - at,
      parts: [3_000, 2_000, 2_000, 1_500, 500],
    })),
    reasons: openingKeys.length < 3 ? { OPENING_FULL: 7, WAGE_BELOW_FLOOR: 2 } : {},
  };
}

/** Lists as numbers, in lists of k. */
export function packed(lists: readonly RecommendationList[], k = 20): PackedResults {
  const results: PackedResults = {
    k,
    laborerKey: Int32Array.from(lists, (list) => keyOf(list.laborerId)),
    list: Int32Array.from(lists.keys()),
    pairs: Int32Array.from(lists, (list) => list.pairs.length),
    openingKey: new Int32Array(lists.length * k),
    score: new Int32Array(lists.length * k),
    parts: new Uint16Array(lists.length * k * 5),
    reasons: new Int32Array(lists.length * EXCLUSION_CODES.length),
  };
  lists.forEach((list, row) => {
    list.pairs.forEach((pair, rank) => {
      results.openingKey[row * k + rank] = keyOf(pair.openingId);
      results.score[row * k + rank] = pair.score;
      results.parts.set(pair.parts, (row * k + rank) * 5);
    });
    EXCLUSION_CODES.forEach((code, number) => {
      results.reasons[row * EXCLUSION_CODES.length + number] = list.reasons[code] ?? 0;
    });
  });
  return results;
}

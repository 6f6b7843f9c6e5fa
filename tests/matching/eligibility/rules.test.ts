import { describe, expect, it } from 'vitest';
import { EXCLUSION_CODES, type ExclusionCode } from '../../../src/domain/exclusion-reason.ts';
import type { RuleVerdict } from '../../../src/domain/explanation.ts';
import type { MatchLaborer, MatchOpening } from '../../../src/domain/match-input.ts';
import { RULES } from '../../../src/matching/eligibility/rules.ts';
import { explainPair } from '../../../src/matching/explain-pair.ts';
import { refusalFingerprint } from '../../../src/matching/refusal-fingerprint.ts';
import { prepareWorld } from '../../../src/matching/world.ts';
import {
  buildLaborer,
  buildOpening,
  buildSettings,
  GANGU,
  LONGXI,
  SHENZHEN_LONGGANG,
} from '../../support/builders.ts';

type LaborerOverrides = Parameters<typeof buildLaborer>[0];
type Expected = RuleVerdict['verdict'];
type Row = readonly [ExclusionCode, string, Expected, LaborerOverrides, Partial<MatchOpening>];

const DUE = '2026-03-04';
const legal = (...anyOf: string[][]) => ({ kind: 'legal', anyOf, words: '证' }) as const;
const must = (code: string, minLevel: 'none' | 'learner' | 'able' | 'proven') =>
  ({ code, need: 'must', minLevel }) as const;
const noBars = { takesDeposit: false, withholdsPapers: false, chargesLaborer: false, noFreeExit: false };
const refusal = (refusedOn: string, fieldFingerprint = 'wage:5000-6000') =>
  ({ openingId: 'O1', refusedOn, reason: 'wage', fieldFingerprint }) as const;

const ROWS: readonly Row[] = [
  ['DATA_INVALID', 'all values sound', 'passed', {}, {}],
  ['DATA_INVALID', 'a negative head count', 'failed', {}, { headcount: -1 }],
  ['DATA_INVALID', 'a head count that is no integer', 'failed', {}, { headcount: 2.5 }],
  ['DATA_INVALID', 'a wage upside down', 'failed', {}, { wage: { lowCnyPerMonth: 6, highCnyPerMonth: 5 } }],
  ['DATA_INVALID', 'a wage of which the minimum is unsaid', 'passed', {}, { wage: { highCnyPerMonth: 5 } }],
  ['DATA_INVALID', 'a negative maximum alone', 'failed', {}, { wage: { highCnyPerMonth: -5 } }],
  [
    'DATA_INVALID',
    'a wage that is no number',
    'failed',
    {},
    { wage: { lowCnyPerMonth: Number.NaN, highCnyPerMonth: 5 } },
  ],
  ['DATA_INVALID', 'a closing day that is no day', 'failed', {}, { closesOn: '2026-02-30' }],
  ['DATA_INVALID', 'a negative age', 'failed', {}, { ageMin: -5 }],
  [
    'DATA_INVALID',
    'a stability out of range',
    'failed',
    {},
    { stability: { value: 100_001, explanation: { zh: '', en: '' } } },
  ],
  ['DATA_INVALID', 'a birth date that is no day', 'failed', { birthDate: '1990-13-01' }, {}],
  ['DATA_INVALID', 'a birth date to come', 'failed', { birthDate: '2030-01-01' }, {}],
  ['DATA_INVALID', 'a negative wage floor', 'failed', { intention: { wageFloorCnyPerMonth: -1 } }, {}],
  [
    'DATA_INVALID',
    'an endless limit of distance',
    'failed',
    { intention: { maxDistanceKm: Number.POSITIVE_INFINITY } },
    {},
  ],
  ['DATA_INVALID', 'a departure day that is no day', 'failed', { intention: { availableFrom: '3月' } }, {}],

  ['PLACE_UNKNOWN', 'a known county', 'passed', {}, {}],
  ['PLACE_UNKNOWN', 'a village of a known county', 'passed', {}, { placeCode: '620524100201' }],
  ['PLACE_UNKNOWN', 'no place', 'failed', {}, { placeCode: null }],
  ['PLACE_UNKNOWN', 'a code that is not in the table', 'failed', {}, { placeCode: '629999' }],
  ['PLACE_UNKNOWN', 'a place abroad', 'passed', {}, { placeCode: '990000' }],
  ['PLACE_UNKNOWN', 'a home that is not in the table', 'failed', { homeCode: '629999' }, {}],
  ['PLACE_UNKNOWN', 'an origin that is not in the table', 'failed', { originCode: '629999' }, {}],

  ['OPENING_CLOSED', 'no dates', 'passed', {}, {}],
  ['OPENING_CLOSED', 'opens today', 'passed', {}, { opensOn: DUE }],
  ['OPENING_CLOSED', 'opens tomorrow', 'failed', {}, { opensOn: '2026-03-05' }],
  ['OPENING_CLOSED', 'last day today', 'passed', {}, { closesOn: DUE }],
  ['OPENING_CLOSED', 'closed yesterday', 'failed', {}, { closesOn: '2026-03-03' }],
  ['OPENING_CLOSED', 'withdrawn', 'failed', {}, { isWithdrawn: true }],

  ['OPENING_FULL', 'one place left', 'passed', {}, { headcount: 2, filled: 1 }],
  ['OPENING_FULL', 'no place left', 'failed', {}, { headcount: 2, filled: 2 }],
  ['OPENING_FULL', 'more taken than there were', 'failed', {}, { headcount: 2, filled: 3 }],

  ['EMPLOYER_SUSPENDED', 'not suspended', 'passed', {}, {}],
  ['EMPLOYER_SUSPENDED', 'suspended', 'failed', {}, { isEmployerSuspended: true }],

  ['OPENING_BARRED', 'nothing of the kind', 'passed', {}, {}],
  ['OPENING_BARRED', 'a deposit', 'failed', {}, { bars: { ...noBars, takesDeposit: true } }],
  ['OPENING_BARRED', 'papers withheld, the rest unsaid', 'failed', {}, { bars: { withholdsPapers: true } }],
  ['OPENING_BARRED', 'a fee', 'failed', {}, { bars: { ...noBars, chargesLaborer: true } }],
  ['OPENING_BARRED', 'no free exit', 'failed', {}, { bars: { ...noBars, noFreeExit: true } }],
  ['OPENING_BARRED', 'unsaid', 'to_check', {}, { bars: {} }],

  ['PUBLIC_POST_RESERVED', 'no public post', 'passed', {}, { reservedForGroups: ['disabled'] }],
  [
    'PUBLIC_POST_RESERVED',
    'her group is named',
    'passed',
    { groups: ['monitored'] },
    { isPublicPost: true, reservedForGroups: ['disabled', 'monitored'] },
  ],
  [
    'PUBLIC_POST_RESERVED',
    'her group is not named',
    'failed',
    { groups: ['relocated'] },
    { isPublicPost: true, reservedForGroups: ['disabled'] },
  ],
  [
    'PUBLIC_POST_RESERVED',
    'it is unknown whether a named group is hers',
    'to_check',
    { groups: ['relocated'], unknownGroups: ['disabled'] },
    { isPublicPost: true, reservedForGroups: ['monitored', 'disabled'] },
  ],
  [
    'PUBLIC_POST_RESERVED',
    'a named group is hers, another unknown',
    'passed',
    { groups: ['monitored'], unknownGroups: ['disabled'] },
    { isPublicPost: true, reservedForGroups: ['monitored', 'disabled'] },
  ],
  [
    'PUBLIC_POST_RESERVED',
    'an unknown group is not named',
    'failed',
    { unknownGroups: ['relocated'] },
    { isPublicPost: true, reservedForGroups: ['monitored', 'disabled'] },
  ],
  ['PUBLIC_POST_RESERVED', 'no rule known', 'to_check', {}, { isPublicPost: true }],

  ['NOT_WILLING', 'willing', 'passed', {}, {}],
  ['NOT_WILLING', 'not willing', 'failed', { isWilling: false, willingSince: null }, {}],

  ['CONSENT_WITHDRAWN', 'given', 'passed', {}, {}],
  ['CONSENT_WITHDRAWN', 'taken back', 'failed', { matchConsent: 'withdrawn' }, {}],
  ['CONSENT_WITHDRAWN', 'never asked', 'to_check', { matchConsent: null }, {}],

  [
    'AREA_UNWILLING',
    'a named area holds the place',
    'passed',
    { intention: { areas: ['440300'], tiers: [] } },
    { placeCode: SHENZHEN_LONGGANG },
  ],
  [
    'AREA_UNWILLING',
    'its tier is willing',
    'passed',
    { intention: { areas: ['350000'], tiers: ['interprovincial'] } },
    { placeCode: SHENZHEN_LONGGANG },
  ],
  [
    'AREA_UNWILLING',
    'neither area nor tier',
    'failed',
    { intention: { areas: ['350000'], tiers: ['county'] } },
    { placeCode: SHENZHEN_LONGGANG },
  ],
  ['AREA_UNWILLING', 'areas only, elsewhere', 'failed', { intention: { areas: ['350000'], tiers: [] } }, {}],
  [
    'AREA_UNWILLING',
    'nothing stated',
    'passed',
    { intention: { areas: [], tiers: [] } },
    { placeCode: SHENZHEN_LONGGANG },
  ],
  ['AREA_UNWILLING', 'a place that is unknown', 'to_check', {}, { placeCode: null }],
  [
    'AREA_UNWILLING',
    'abroad without the wish',
    'failed',
    { intention: { tiers: ['county', 'interprovincial'] } },
    { placeCode: '990000' },
  ],

  ['BEYOND_MAX_DISTANCE', 'no limit', 'passed', {}, { placeCode: SHENZHEN_LONGGANG }],
  ['BEYOND_MAX_DISTANCE', 'exactly at the limit', 'passed', { intention: { maxDistanceKm: 24 } }, {}],
  ['BEYOND_MAX_DISTANCE', 'just beyond', 'failed', { intention: { maxDistanceKm: 23.9 } }, {}],
  [
    'BEYOND_MAX_DISTANCE',
    'abroad is beyond every limit',
    'failed',
    { intention: { maxDistanceKm: 50_000 } },
    { placeCode: '990000' },
  ],
  [
    'BEYOND_MAX_DISTANCE',
    'a place that is unknown',
    'to_check',
    { intention: { maxDistanceKm: 10 } },
    { placeCode: null },
  ],

  [
    'HOME_NIGHTLY',
    'a place that is unknown',
    'to_check',
    { intention: { mustBeHomeNightly: true } },
    { placeCode: null },
  ],
  ['HOME_NIGHTLY', 'no need', 'passed', {}, { placeCode: SHENZHEN_LONGGANG }],
  ['HOME_NIGHTLY', 'near', 'passed', { intention: { mustBeHomeNightly: true } }, {}],
  [
    'HOME_NIGHTLY',
    'far, no shuttle',
    'failed',
    { intention: { mustBeHomeNightly: true } },
    { placeCode: GANGU },
  ],
  [
    'HOME_NIGHTLY',
    'far, a shuttle',
    'passed',
    { intention: { mustBeHomeNightly: true } },
    { placeCode: GANGU, hasShuttle: true },
  ],
  [
    'HOME_NIGHTLY',
    'far, shuttle unsaid',
    'to_check',
    { intention: { mustBeHomeNightly: true } },
    { placeCode: GANGU, hasShuttle: undefined },
  ],

  ['SHIFT_UNWILLING', 'any shift will do', 'passed', {}, { shift: 'night' }],
  [
    'SHIFT_UNWILLING',
    'a shift she can work',
    'passed',
    { intention: { acceptedShifts: ['day', 'rotating'] } },
    { shift: 'rotating' },
  ],
  [
    'SHIFT_UNWILLING',
    'a shift she cannot work',
    'failed',
    { intention: { acceptedShifts: ['day'] } },
    { shift: 'rotating' },
  ],
  [
    'SHIFT_UNWILLING',
    'shift unsaid',
    'to_check',
    { intention: { acceptedShifts: ['day'] } },
    { shift: undefined },
  ],

  ['LODGING_NEEDED', 'not needed', 'passed', {}, { providesLodging: false }],
  [
    'LODGING_NEEDED',
    'needed and given',
    'passed',
    { intention: { needsLodging: true } },
    { providesLodging: true },
  ],
  [
    'LODGING_NEEDED',
    'needed and not given',
    'failed',
    { intention: { needsLodging: true } },
    { providesLodging: false },
  ],
  [
    'LODGING_NEEDED',
    'needed and unsaid',
    'to_check',
    { intention: { needsLodging: true } },
    { providesLodging: undefined },
  ],

  ['OCCUPATION_UNWILLING', 'not refused', 'passed', { intention: { refusedOccupations: ['mason'] } }, {}],
  ['OCCUPATION_UNWILLING', 'refused', 'failed', { intention: { refusedOccupations: ['general'] } }, {}],

  ['TERM_UNWANTED', 'any term will do', 'passed', {}, { term: 'daily' }],
  [
    'TERM_UNWANTED',
    'a term she wants',
    'passed',
    { intention: { acceptedTerms: ['seasonal'] } },
    { term: 'seasonal' },
  ],
  [
    'TERM_UNWANTED',
    'a term she does not want',
    'failed',
    { intention: { acceptedTerms: ['seasonal'] } },
    { term: 'long' },
  ],
  [
    'TERM_UNWANTED',
    'term unsaid',
    'to_check',
    { intention: { acceptedTerms: ['seasonal'] } },
    { term: undefined },
  ],

  ['OUTSIDE_AVAILABILITY', 'no dates of hers', 'passed', {}, { startsOn: '2026-03-10' }],
  [
    'OUTSIDE_AVAILABILITY',
    'starts before she can',
    'failed',
    { intention: { availableFrom: '2026-04-01' } },
    { startsOn: '2026-03-10' },
  ],
  [
    'OUTSIDE_AVAILABILITY',
    'starts the day she can',
    'passed',
    { intention: { availableFrom: '2026-04-01' } },
    { startsOn: '2026-04-01' },
  ],
  [
    'OUTSIDE_AVAILABILITY',
    'started long ago and she is free',
    'passed',
    { intention: { availableFrom: '2026-02-01' } },
    { startsOn: '2025-09-01' },
  ],
  [
    'OUTSIDE_AVAILABILITY',
    'start unsaid and she is free',
    'passed',
    { intention: { availableFrom: '2026-02-01' } },
    {},
  ],
  [
    'OUTSIDE_AVAILABILITY',
    'start unsaid and she is not free yet',
    'to_check',
    { intention: { availableFrom: '2026-04-01' } },
    {},
  ],
  [
    'OUTSIDE_AVAILABILITY',
    'ends after she must be back',
    'failed',
    { intention: { availableUntil: '2026-08-31' } },
    { startsOn: '2026-03-10', endsOn: '2026-10-01' },
  ],
  [
    'OUTSIDE_AVAILABILITY',
    'ends on her last day',
    'passed',
    { intention: { availableUntil: '2026-08-31' } },
    { startsOn: '2026-03-10', endsOn: '2026-08-31' },
  ],
  [
    'OUTSIDE_AVAILABILITY',
    'end unsaid',
    'to_check',
    { intention: { availableUntil: '2026-08-31' } },
    { startsOn: '2026-03-10' },
  ],
  [
    'OUTSIDE_AVAILABILITY',
    'starts after her last day',
    'failed',
    { intention: { availableUntil: '2026-08-31' } },
    { startsOn: '2026-09-01' },
  ],
  [
    'OUTSIDE_AVAILABILITY',
    'over before she can start',
    'failed',
    { intention: { availableFrom: '2026-06-01' } },
    { endsOn: '2026-05-20' },
  ],

  ['AGE_OUT_OF_RANGE', 'no range', 'passed', {}, {}],
  ['AGE_OUT_OF_RANGE', 'at the upper end', 'passed', { birthDate: '1980-03-04' }, { ageMin: 18, ageMax: 46 }],
  ['AGE_OUT_OF_RANGE', 'a year above', 'failed', { birthDate: '1979-03-04' }, { ageMin: 18, ageMax: 46 }],
  ['AGE_OUT_OF_RANGE', 'the day before her birthday', 'passed', { birthDate: '1979-03-05' }, { ageMax: 46 }],
  ['AGE_OUT_OF_RANGE', 'below', 'failed', { birthDate: '2007-01-01' }, { ageMin: 20 }],

  ['AGE_OUT_OF_RANGE', 'an age that is unknown', 'to_check', { birthDate: '1990-13-01' }, { ageMax: 50 }],
  ['UNDER_16', 'an age that is unknown', 'to_check', { birthDate: '1990-13-01' }, {}],
  ['MINOR_PROTECTED', 'an age that is unknown', 'to_check', { birthDate: '1990-13-01' }, {}],
  ['UNDER_16', '16 today', 'passed', { birthDate: '2010-03-04' }, {}],
  ['UNDER_16', '16 tomorrow', 'failed', { birthDate: '2010-03-05' }, {}],

  ['MINOR_PROTECTED', 'an adult at night', 'passed', {}, { shift: 'night', isHazardous: true }],
  ['MINOR_PROTECTED', '18 today', 'passed', { birthDate: '2008-03-04' }, { shift: 'night' }],
  ['MINOR_PROTECTED', '17 and night work', 'failed', { birthDate: '2008-03-05' }, { shift: 'night' }],
  ['MINOR_PROTECTED', '17 and hazards', 'failed', { birthDate: '2008-03-05' }, { isHazardous: true }],
  ['MINOR_PROTECTED', '17, day shift, no hazards', 'passed', { birthDate: '2008-03-05' }, {}],
  [
    'MINOR_PROTECTED',
    '17 and hazards unsaid',
    'to_check',
    { birthDate: '2008-03-05' },
    { isHazardous: undefined },
  ],
  [
    'MINOR_PROTECTED',
    '17 and rotating shifts',
    'to_check',
    { birthDate: '2008-03-05' },
    { shift: 'rotating' },
  ],

  ['IN_SCHOOL', 'an adult of whom it is unknown', 'passed', { inSchool: undefined }, {}],
  [
    'IN_SCHOOL',
    'a youth of whom it is unknown',
    'to_check',
    { inSchool: undefined, birthDate: '2009-01-01' },
    {},
  ],
  [
    'IN_SCHOOL',
    'a pupil who has not finished 初中',
    'failed',
    { inSchool: true, education: 'primary', birthDate: '2009-01-01' },
    {},
  ],
  [
    'IN_SCHOOL',
    'a pupil who has not finished 小学',
    'failed',
    { inSchool: true, education: 'none', birthDate: '2009-01-01' },
    {},
  ],
  [
    'IN_SCHOOL',
    'a pupil of 初中 or past it',
    'to_check',
    { inSchool: true, education: 'junior', birthDate: '2009-01-01' },
    {},
  ],
  [
    'IN_SCHOOL',
    'a pupil of 高中',
    'passed',
    { inSchool: true, education: 'senior', birthDate: '2009-01-01' },
    {},
  ],
  ['IN_SCHOOL', 'a student of age', 'passed', { inSchool: true, birthDate: '2005-01-01' }, {}],

  ['EDUCATION_BELOW', 'nothing asked', 'passed', { education: undefined }, {}],
  ['EDUCATION_BELOW', 'just enough', 'passed', { education: 'senior' }, { educationMin: 'senior' }],
  ['EDUCATION_BELOW', 'too little', 'failed', { education: 'junior' }, { educationMin: 'senior' }],
  ['EDUCATION_BELOW', 'unknown', 'to_check', { education: undefined }, { educationMin: 'junior' }],

  ['CERTIFICATE_MISSING', 'no gate', 'passed', {}, {}],
  [
    'CERTIFICATE_MISSING',
    'any of two: the second',
    'passed',
    { certificates: ['cert:q1'] },
    { gates: [legal(['cert:n1'], ['cert:q1'])] },
  ],
  [
    'CERTIFICATE_MISSING',
    'all of two: one',
    'failed',
    { certificates: ['cert:c1'] },
    { gates: [legal(['cert:c1', 'cert:ridehail'])] },
  ],
  [
    'CERTIFICATE_MISSING',
    'all of two: both',
    'passed',
    { certificates: ['cert:ridehail', 'cert:c1'] },
    { gates: [legal(['cert:c1', 'cert:ridehail'])] },
  ],
  [
    'CERTIFICATE_MISSING',
    'two gates, one unmet',
    'failed',
    { certificates: ['cert:n1'] },
    { gates: [legal(['cert:n1']), legal(['cert:welding'])] },
  ],
  [
    'CERTIFICATE_MISSING',
    'certificates unknown',
    'to_check',
    { certificates: undefined },
    { gates: [legal(['cert:n1'])] },
  ],
  [
    'CERTIFICATE_MISSING',
    'a gate that depends on the post',
    'to_check',
    {},
    { gates: [{ kind: 'to_check', anyOf: [['cert:n1']], words: '按岗' }] },
  ],
  [
    'CERTIFICATE_MISSING',
    'got on hiring',
    'passed',
    {},
    { gates: [{ kind: 'on_hiring', anyOf: [['cert:health']], words: '健康证' }] },
  ],

  [
    'MUST_SKILL_MISSING',
    'only nice',
    'passed',
    {},
    { requirements: [{ code: 'sewing', need: 'nice', minLevel: 'able' }] },
  ],
  ['MUST_SKILL_MISSING', 'a must without a level', 'passed', {}, { requirements: [must('sewing', 'none')] }],
  [
    'MUST_SKILL_MISSING',
    'a skill recorded below the level, whatever her occupation',
    'failed',
    {
      holdings: [
        { code: 'welder', level: 'proven' },
        { code: 'skill:氩弧焊', level: 'learner' },
      ],
    },
    { requirements: [must('skill:氩弧焊', 'able')] },
  ],
  [
    'MUST_SKILL_MISSING',
    'held at the level',
    'passed',
    { holdings: [{ code: 'sewing', level: 'able' }] },
    { requirements: [must('sewing', 'able')] },
  ],
  [
    'MUST_SKILL_MISSING',
    'held below the level',
    'failed',
    { holdings: [{ code: 'sewing', level: 'learner' }] },
    { requirements: [must('sewing', 'able')] },
  ],
  [
    'MUST_SKILL_MISSING',
    'a typical skill of it (0.7)',
    'passed',
    { holdings: [{ code: 'skill:平缝', level: 'able' }] },
    { requirements: [must('sewing', 'able')] },
  ],
  [
    'MUST_SKILL_MISSING',
    'a skill of her occupation (0.6)',
    'passed',
    { holdings: [{ code: 'sewing', level: 'able' }] },
    { requirements: [must('skill:锁边', 'able')] },
  ],
  [
    'MUST_SKILL_MISSING',
    'the same group (0.4)',
    'failed',
    { holdings: [{ code: 'cutting', level: 'proven' }] },
    { requirements: [must('sewing', 'learner')] },
  ],
  [
    'MUST_SKILL_MISSING',
    '普工 is never missing',
    'passed',
    {},
    { requirements: [must('general', 'proven')] },
  ],
  [
    'MUST_SKILL_MISSING',
    'skills unknown',
    'to_check',
    { holdings: undefined },
    { requirements: [must('sewing', 'learner')] },
  ],

  ['ABILITY_LIMITED', 'ordinary and heavy', 'passed', {}, { isHeavyWork: true }],
  ['ABILITY_LIMITED', 'weak and heavy', 'failed', { laborAbility: 'weak_or_half' }, { isHeavyWork: true }],
  ['ABILITY_LIMITED', 'weak and light', 'passed', { laborAbility: 'weak_or_half' }, { isHeavyWork: false }],
  [
    'ABILITY_LIMITED',
    'weak and unsaid',
    'to_check',
    { laborAbility: 'weak_or_half' },
    { isHeavyWork: undefined },
  ],
  ['ABILITY_LIMITED', 'none', 'failed', { laborAbility: 'none' }, {}],
  ['ABILITY_LIMITED', 'lost', 'failed', { laborAbility: 'lost' }, {}],
  ['ABILITY_LIMITED', 'unknown', 'to_check', { laborAbility: undefined }, {}],

  ['WORKING_LANGUAGE', 'fluent', 'passed', {}, { needsMandarin: true }],
  ['WORKING_LANGUAGE', 'weak, needed, no leader', 'failed', { mandarin: 'weak' }, { needsMandarin: true }],
  [
    'WORKING_LANGUAGE',
    'weak, needed, a bilingual leader',
    'passed',
    { mandarin: 'weak' },
    { needsMandarin: true, hasBilingualLeader: true },
  ],
  [
    'WORKING_LANGUAGE',
    'weak, needed, leader unsaid',
    'to_check',
    { mandarin: 'weak' },
    { needsMandarin: true, hasBilingualLeader: undefined },
  ],
  ['WORKING_LANGUAGE', 'weak, unsaid', 'to_check', { mandarin: 'weak' }, { needsMandarin: undefined }],
  ['WORKING_LANGUAGE', 'unknown, needed', 'to_check', { mandarin: undefined }, { needsMandarin: true }],
  ['WORKING_LANGUAGE', 'unknown, unsaid', 'passed', { mandarin: undefined }, { needsMandarin: undefined }],
  ['WORKING_LANGUAGE', 'weak, not needed', 'passed', { mandarin: 'weak' }, { needsMandarin: false }],

  ['WAGE_BELOW_FLOOR', 'no floor', 'passed', {}, {}],
  [
    'WAGE_BELOW_FLOOR',
    'the maximum reaches the floor',
    'passed',
    { intention: { wageFloorCnyPerMonth: 6_000 } },
    {},
  ],
  [
    'WAGE_BELOW_FLOOR',
    'the maximum is under the floor',
    'failed',
    { intention: { wageFloorCnyPerMonth: 6_001 } },
    {},
  ],
  [
    'WAGE_BELOW_FLOOR',
    'wage unsaid',
    'to_check',
    { intention: { wageFloorCnyPerMonth: 6_000 } },
    { wage: undefined },
  ],
  [
    'WAGE_BELOW_FLOOR',
    'maximum unsaid',
    'to_check',
    { intention: { wageFloorCnyPerMonth: 6_000 } },
    { wage: { lowCnyPerMonth: 5_000 } },
  ],
  [
    'WAGE_BELOW_FLOOR',
    'minimum unsaid, the maximum under the floor',
    'failed',
    { intention: { wageFloorCnyPerMonth: 6_000 } },
    { wage: { highCnyPerMonth: 5_000 } },
  ],

  ['REFUSED_BEFORE', 'never refused', 'passed', {}, {}],
  ['REFUSED_BEFORE', 'refused yesterday for the wage', 'failed', { refusals: [refusal('2026-03-03')] }, {}],
  ['REFUSED_BEFORE', 'refused 90 days ago', 'failed', { refusals: [refusal('2025-12-04')] }, {}],
  ['REFUSED_BEFORE', 'refused 91 days ago', 'passed', { refusals: [refusal('2025-12-03')] }, {}],
  [
    'REFUSED_BEFORE',
    'the wage has changed since',
    'passed',
    { refusals: [refusal('2026-03-03', 'wage:4500-6000')] },
    {},
  ],
  [
    'REFUSED_BEFORE',
    'another opening was refused',
    'passed',
    { refusals: [{ ...refusal('2026-03-03'), openingId: 'O2' }] },
    {},
  ],
  [
    'REFUSED_BEFORE',
    'refused for her family',
    'failed',
    { refusals: [{ ...refusal('2026-03-03', 'whole'), reason: 'family' }] },
    { wage: { lowCnyPerMonth: 9_000, highCnyPerMonth: 9_500 } },
  ],
];

function verdictsOf(laborer: MatchLaborer, opening: MatchOpening): readonly RuleVerdict[] {
  const world = prepareWorld(buildSettings(), [opening]);
  return explainPair(world, laborer, opening.id).rules;
}

describe('the rules', () => {
  it('are one for every code, in the order of the codes', () => {
    expect(RULES.map((rule) => rule.code)).toEqual(EXCLUSION_CODES);
  });

  it('all pass for a laborer and an opening of which everything is known and fits', () => {
    const verdicts = verdictsOf(buildLaborer(), buildOpening());
    expect(verdicts.filter((rule) => rule.verdict !== 'passed')).toEqual([]);
  });

  it.each(ROWS)('%s, %s: %s', (code, _case, verdict, laborer, opening) => {
    const rules = verdictsOf(buildLaborer(laborer), buildOpening(opening));
    expect(rules.find((rule) => rule.code === code)?.verdict).toBe(verdict);
  });

  it('say a whole sentence in both languages, whatever they answer', () => {
    // DATA_INVALID shows the bad value itself, which can be NaN.
    for (const [, , , laborer, opening] of ROWS.filter(([code]) => code !== 'DATA_INVALID')) {
      for (const { sentence } of verdictsOf(buildLaborer(laborer), buildOpening(opening))) {
        expect(sentence.zh).toMatch(/\p{Script=Han}|E\d|L\d|O\d/u);
        expect(`${sentence.zh}${sentence.en}`).not.toMatch(/undefined|null|NaN|\[object/);
        expect(sentence.en).not.toBe('');
      }
    }
  });

  it('are each shown to fail and to pass', () => {
    const shown = (verdict: Expected) =>
      new Set(ROWS.filter((row) => row[2] === verdict).map((row) => row[0]));
    expect(shown('failed')).toEqual(new Set(EXCLUSION_CODES));
    expect(shown('passed')).toEqual(new Set(EXCLUSION_CODES));
  });

  it.each<[ExclusionCode, LaborerOverrides, Partial<MatchOpening>, string]>([
    ['AGE_OUT_OF_RANGE', { birthDate: '1971-05-01' }, { ageMin: 18, ageMax: 50 }, '54 岁，岗位要求 18–50 岁'],
    [
      'WAGE_BELOW_FLOOR',
      { intention: { wageFloorCnyPerMonth: 7_000 } },
      {},
      '月薪最高 6000 元，低于本人期望的 7000 元',
    ],
    ['OPENING_FULL', {}, { filled: 10 }, '招 10 人，已招满'],
    [
      'HOME_NIGHTLY',
      { intention: { mustBeHomeNightly: true } },
      { placeCode: GANGU },
      '本人要每晚回家，约 65 公里（估算路程）且没有班车',
    ],
    [
      'AREA_UNWILLING',
      { intention: { areas: ['440000'], tiers: [] } },
      { placeCode: LONGXI },
      '工作地在定西市陇西县（市外省内），不在本人的意向地区和意向层级内',
    ],
    [
      'REFUSED_BEFORE',
      { refusals: [refusal('2026-02-01')] },
      {},
      '本人 2026-02-01 因工资回绝过，情况没有变化',
    ],
  ])('%s tells the values', (code, laborer, opening, zh) => {
    const rules = verdictsOf(buildLaborer(laborer), buildOpening(opening));
    expect(rules.find((rule) => rule.code === code)?.sentence.zh).toBe(zh);
  });
});

describe('the fingerprint of a refusal', () => {
  const opening = buildOpening();
  const changes: readonly (readonly [Parameters<typeof refusalFingerprint>[1], Partial<MatchOpening>])[] = [
    ['wage', { wage: { lowCnyPerMonth: 5_500, highCnyPerMonth: 6_000 } }],
    ['place', { placeCode: GANGU }],
    ['shift', { shift: 'night' }],
    ['term', { term: 'seasonal' }],
    ['lodging', { providesLodging: false }],
    ['employer', { worksiteEmployerId: 'E9' }],
  ];

  it.each(changes)('for %s moves with its field only', (reason, change) => {
    const before = refusalFingerprint(opening, reason);
    expect(refusalFingerprint({ ...opening, ...change }, reason)).not.toBe(before);
    for (const [, other] of changes.filter(([name]) => name !== reason)) {
      expect(refusalFingerprint({ ...opening, ...other }, reason)).toBe(before);
    }
  });

  it.each(['family', 'other'] as const)('for %s never moves', (reason) => {
    const fingerprints = changes.map(([, change]) => refusalFingerprint({ ...opening, ...change }, reason));
    expect(new Set(fingerprints).size).toBe(1);
  });
});

import { z } from 'zod';
import { WILLING_TIERS } from '../../domain/area.ts';
import { say } from '../../domain/bilingual.ts';
import { CONSENT_KINDS } from '../../domain/consent.ts';
import {
  EDUCATIONS,
  LABOR_ABILITIES,
  MANDARIN_LEVELS,
  SEXES,
  SHIFTS,
  TERM_KINDS,
} from '../../domain/laborer.ts';
import { LIST_KINDS } from '../../domain/list-entry.ts';
import { LEVELS } from '../../domain/occupation.ts';
import { bulkAnswer, bulkBody } from './bulk.ts';
import { endpoint } from './endpoint.ts';
import {
  areaCode,
  areaPrefix,
  code,
  formed,
  idNumber,
  idOf,
  isoDate,
  pageOf,
  pageQuery,
  whole,
  words,
} from './primitives.ts';

/** 意向地区 at most; so many occupations, skills and certificates fit a person. */
const AREAS_MAX = 4;
const CODES_MAX = 60;
/** Records of one bulk request. */
const BULK_MAX = 200;

/** The four lists of wishes: an empty one says "none", a missing one says nothing. */
const wishLists = {
  areas: z.array(areaCode).max(AREAS_MAX),
  tiers: z.array(z.enum(WILLING_TIERS)).max(WILLING_TIERS.length),
  wishedOccupations: z.array(code).max(CODES_MAX),
  refusedOccupations: z.array(code).max(CODES_MAX),
};

const intentionView = z
  .strictObject({
    ...wishLists,
    wageFloorCnyPerMonth: whole(0, 1_000_000).nullable().optional(),
    maxDistanceKm: z.number().min(0).max(20_000).nullable().optional(),
    availableFrom: isoDate.nullable().optional(),
    availableUntil: isoDate.nullable().optional(),
    mustBeHomeNightly: z.boolean().optional(),
    needsLodging: z.boolean().optional(),
    acceptedTerms: z.array(z.enum(TERM_KINDS)).max(TERM_KINDS.length).optional(),
    acceptedShifts: z.array(z.enum(SHIFTS)).max(SHIFTS.length).optional(),
    wantsTraining: z.boolean().optional(),
  })
  .meta({ id: 'JobIntention', description: '就业意愿' });

const givenIntention = intentionView.partial().meta({
  id: 'GivenIntention',
  description:
    '就业意愿；批量更新时缺少的字段保持原值 / what a bulk update does not mention stays as it is known',
});

/** A flag that is not there is unknown. */
const flags = z.strictObject({
  registeredPoor: z.boolean().optional(),
  outOfPoverty: z.boolean().optional(),
  monitored: z.boolean().optional(),
  disabled: z.boolean().optional(),
  relocated: z.boolean().optional(),
});

const holding = z.strictObject({
  code,
  level: z.enum(LEVELS),
  words: words(100).optional(),
});

/** A mobile number of the mainland. */
const phone = formed(/^1[3-9]\d{9}$/, say('应为 11 位手机号', 'A mobile number has 11 digits'));

/** What can be said of a person and changed later. */
const changeable = {
  name: words(60),
  homeCode: areaCode,
  currentPlaceCode: areaCode.nullable().optional(),
  education: z.enum(EDUCATIONS).optional(),
  laborAbility: z.enum(LABOR_ABILITIES).optional(),
  holdings: z.array(holding).max(CODES_MAX).optional(),
  certificates: z.array(code).max(CODES_MAX).optional(),
  mandarin: z.enum(MANDARIN_LEVELS).optional(),
  inSchool: z.boolean().optional(),
  householdNo: words(40).optional(),
  flags: flags.default({}),
  intention: givenIntention.optional(),
  remarks: words(500).optional(),
};

/** A change of a laborer. */
const laborerChangeBody = z
  .strictObject({
    ...changeable,
    phone: phone
      .nullable()
      .optional()
      .meta({ description: '不给则不变，null 为删去 / kept when not given, null forgets it' }),
  })
  .meta({ id: 'LaborerChange' });

/** A registration. */
export const laborerBody = z
  .strictObject({
    idNumber,
    phone: phone.nullable().default(null),
    matchConsent: z.enum(['given', 'withdrawn']).nullable().default(null),
    list: z.enum(LIST_KINDS).optional().meta({ description: '两个清单之一 / one of the two lists' }),
    listFrom: isoDate.optional(),
    ...changeable,
  })
  .meta({ id: 'LaborerRegistration' });

/** Given, taken back, or (`null`) never asked. */
const answer = z.enum(['given', 'withdrawn']).nullable();

/** A laborer as everyone may see her; ID number and phone are masked. */
export const laborerView = z
  .strictObject({
    id: idOf('L'),
    version: z.int(),
    name: z.string(),
    sex: z.enum(SEXES).optional(),
    birthMonth: z.string().meta({ example: '1985-03' }),
    idNumberMasked: z.string(),
    phoneMasked: z.string().nullable(),
    homeCode: z.string(),
    homeName: z.string(),
    currentPlaceCode: z.string().nullable().optional(),
    education: z.enum(EDUCATIONS).optional(),
    laborAbility: z.enum(LABOR_ABILITIES).optional(),
    holdings: z.array(holding.extend({ name: z.string() })).optional(),
    certificates: z.array(z.strictObject({ code: z.string(), name: z.string() })).optional(),
    mandarin: z.enum(MANDARIN_LEVELS).optional(),
    inSchool: z.boolean().optional(),
    matchConsent: z.enum(['given', 'withdrawn']).nullable(),
    consents: z.strictObject({ matching: answer, contact: answer, naming: answer }),
    householdId: idOf('H').nullable(),
    householdNo: z.string().optional(),
    list: z.enum(LIST_KINDS).nullable(),
    flags,
    intention: intentionView,
    remarks: z.string().optional(),
  })
  .meta({ id: 'Laborer' });

const laborerId = z.strictObject({ laborerId: idOf('L') });
const tag = 'laborers';

/** The endpoints of laborers. */
export const laborerEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/laborers',
    operationId: 'listLaborers',
    tag,
    summary: say('管辖范围内的劳动力', 'Laborers inside the key’s areas'),
    action: 'laborer.read',
    query: z.strictObject({
      area: areaPrefix.optional(),
      list: z.enum(LIST_KINDS).optional(),
      ...pageQuery,
    }),
    answer: pageOf(laborerView),
  }),
  create: endpoint({
    method: 'post',
    path: '/laborers',
    operationId: 'createLaborer',
    tag,
    summary: say('登记一名劳动力', 'Register a laborer'),
    action: 'laborer.write',
    body: laborerBody,
    answer: laborerView,
    status: 201,
    refusals: [409],
  }),
  bulk: endpoint({
    method: 'post',
    path: '/laborers/bulk',
    operationId: 'upsertLaborers',
    tag,
    summary: say(
      '批量登记或更新，逐条给出结果',
      'Register or update many; every item gets a status of its own',
    ),
    action: 'laborer.write',
    body: bulkBody(BULK_MAX),
    documentedBody: z.strictObject({ items: z.array(laborerBody).min(1).max(BULK_MAX) }),
    answer: bulkAnswer,
  }),
  search: endpoint({
    method: 'post',
    path: '/laborers/search',
    operationId: 'findLaborerByIdNumber',
    tag,
    summary: say(
      '按身份证号查找（号码只在请求体中）',
      'Find by ID number (in the body only, never in a URL)',
    ),
    action: 'laborer.search',
    body: z.strictObject({ idNumber }),
    answer: laborerView,
    refusals: [404],
  }),
  read: endpoint({
    method: 'get',
    path: '/laborers/{laborerId}',
    operationId: 'readLaborer',
    tag,
    summary: say('一名劳动力', 'One laborer'),
    action: 'laborer.read',
    params: laborerId,
    answer: laborerView,
    refusals: [304, 404],
  }),
  replace: endpoint({
    method: 'put',
    path: '/laborers/{laborerId}',
    operationId: 'replaceLaborer',
    tag,
    summary: say('修改一名劳动力', 'Replace what is known of a laborer'),
    action: 'laborer.write',
    params: laborerId,
    body: laborerChangeBody,
    answer: laborerView,
    needsIfMatch: true,
    refusals: [404, 409, 428],
  }),
  correct: endpoint({
    method: 'patch',
    path: '/laborers/{laborerId}',
    operationId: 'correctLaborer',
    tag,
    summary: say('更正若干项，未提到的不变', 'Correct some fields; what is not mentioned stays'),
    action: 'laborer.write',
    params: laborerId,
    body: laborerChangeBody.partial().extend({ flags: flags.optional() }).meta({ id: 'LaborerCorrection' }),
    answer: laborerView,
    needsIfMatch: true,
    refusals: [404, 409, 428],
  }),
  remove: endpoint({
    method: 'delete',
    path: '/laborers/{laborerId}',
    operationId: 'removeLaborer',
    tag,
    summary: say('移出两个清单，不再匹配', 'Take off both lists; not matched again'),
    action: 'laborer.remove',
    params: laborerId,
    answer: null,
    status: 204,
    refusals: [404],
  }),
  consent: endpoint({
    method: 'put',
    path: '/laborers/{laborerId}/consent',
    operationId: 'setConsent',
    tag,
    summary: say(
      '登记或撤回同意（匹配、联系、具名），立即生效',
      'Note or take back a consent (matching, contact, naming); acts at once',
    ),
    action: 'laborer.consent',
    params: laborerId,
    body: z.strictObject({
      consent: z.enum(['given', 'withdrawn']),
      kind: z.enum(CONSENT_KINDS).default('matching'),
      saidOn: isoDate.optional().meta({ description: '本人表示的日期，默认今天 / the day she said it' }),
      source: words(80).optional().meta({ description: '书面、电话、表格等 / how she said it' }),
    }),
    answer: laborerView,
    refusals: [404],
  }),
  consents: endpoint({
    method: 'get',
    path: '/laborers/{laborerId}/consent',
    operationId: 'readConsents',
    tag,
    summary: say(
      '三项同意的历次表示，含日期和来源',
      'What she said of her three consents, dated, with sources',
    ),
    action: 'laborer.consent',
    params: laborerId,
    answer: z.strictObject({
      items: z.array(
        z.strictObject({
          kind: z.enum(CONSENT_KINDS),
          consent: z.enum(['given', 'withdrawn']),
          saidOn: isoDate,
          source: z.string().nullable(),
          recordedBy: z.string().nullable(),
          recordedAt: z.string(),
        }),
      ),
    }),
    refusals: [404],
  }),
  contact: endpoint({
    method: 'post',
    path: '/laborers/{laborerId}/contact',
    operationId: 'revealContact',
    tag,
    summary: say(
      '查看一人的身份证号和电话：须持有联系锁并说明用途，留痕',
      'One person’s ID number and phone: for the holder of the contact lock, with a purpose, audited',
    ),
    action: 'contact.reveal',
    params: laborerId,
    body: z.strictObject({ purpose: words(200) }),
    answer: z.strictObject({ laborerId: idOf('L'), idNumber: z.string(), phone: z.string().nullable() }),
    refusals: [404],
  }),
};

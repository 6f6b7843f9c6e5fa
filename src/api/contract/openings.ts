import { z } from 'zod';
import { say } from '../../domain/bilingual.ts';
import { EDUCATIONS, SHIFTS, TERM_KINDS } from '../../domain/laborer.ts';
import { LEVELS } from '../../domain/occupation.ts';
import { bulkAnswer, bulkBody } from './bulk.ts';
import { endpoint } from './endpoint.ts';
import {
  areaCode,
  areaPrefix,
  code,
  flag,
  idOf,
  isoDate,
  pageOf,
  pageQuery,
  whole,
  words,
} from './primitives.ts';

const HEADCOUNT_MAX = 100_000;
const WAGE_MAX_CNY = 1_000_000;
const AGE_MAX = 120;
const CODES_MAX = 40;
const BULK_MAX = 500;

const requirement = z.strictObject({
  code,
  need: z.enum(['must', 'nice']),
  minLevel: z.enum([...LEVELS, 'none']),
  words: words(100).optional(),
});

const wage = z.strictObject({
  lowCnyPerMonth: whole(0, WAGE_MAX_CNY).optional(),
  highCnyPerMonth: whole(0, WAGE_MAX_CNY)
    .optional()
    .meta({ description: '没有写最高工资时不填 / left out where no maximum is said' }),
  words: words(60).optional(),
});

const bars = z.strictObject({
  takesDeposit: z.boolean().optional(),
  withholdsPapers: z.boolean().optional(),
  chargesLaborer: z.boolean().optional(),
  noFreeExit: z.boolean().optional(),
});

/** Fields that are the same on the way in and on the way out. */
const shared = {
  openingNo: words(60).optional(),
  title: words(120),
  occupation: code,
  placeCode: areaCode.nullable(),
  placeWords: words(120).optional(),
  headcount: whole(1, HEADCOUNT_MAX),
  opensOn: isoDate.optional(),
  closesOn: isoDate.optional(),
  startsOn: isoDate.optional(),
  endsOn: isoDate.optional(),
  ageMin: whole(0, AGE_MAX).optional(),
  ageMax: whole(0, AGE_MAX).optional(),
  educationMin: z.enum(EDUCATIONS).optional(),
  wage: wage.optional(),
  providesLodging: z.boolean().optional(),
  providesMeals: z.boolean().optional(),
  hasShuttle: z.boolean().optional(),
  shift: z.enum(SHIFTS).optional(),
  term: z.enum(TERM_KINDS).optional(),
  isHeavyWork: z.boolean().optional(),
  isHazardous: z.boolean().optional(),
  needsMandarin: z.boolean().optional(),
  hasBilingualLeader: z.boolean().optional(),
  reservedForGroups: z.array(code).max(CODES_MAX).optional(),
};

const said = {
  ...shared,
  requirements: z.array(requirement).max(CODES_MAX).default([]),
  requiredCertificates: z
    .array(code)
    .max(CODES_MAX)
    .optional()
    .meta({ description: '法定以外还须持有的证书 / certificates besides those that the law asks' }),
  filled: whole(0, HEADCOUNT_MAX).optional(),
  bars: bars.default({}),
};

/** A change of an opening; its employers stay. */
const openingChangeBody = z
  .strictObject({ ...said, isWithdrawn: z.boolean().default(false) })
  .meta({ id: 'OpeningChange' });

/** An opening to add. */
export const openingBody = z
  .strictObject({
    employerCreditCode: z.string().length(18).meta({ description: '用人单位 / who signs' }),
    worksiteCreditCode: z
      .string()
      .length(18)
      .optional()
      .meta({ description: '用工单位，默认同用人单位 / where one works; the employer when not given' }),
    ...said,
  })
  .meta({ id: 'OpeningRecord' });

/** An opening. */
export const openingView = z
  .strictObject({
    id: idOf('O'),
    version: z.int(),
    ...shared,
    employerId: idOf('E'),
    employerName: z.string(),
    worksiteEmployerId: idOf('E'),
    worksiteName: z.string(),
    occupationName: z.string(),
    placeName: z.string().nullable(),
    filled: z.int(),
    remaining: z.int(),
    isWithdrawn: z.boolean(),
    requirements: z.array(requirement),
    gates: z.array(
      z.strictObject({
        kind: z.enum(['legal', 'to_check', 'on_hiring']),
        anyOf: z.array(z.array(z.string())),
        words: z.string(),
      }),
    ),
    bars,
    flaggedWords: z
      .array(z.string())
      .meta({ description: '依法不采用的歧视性用语 / discriminatory words, not used' }),
    reportedNetCnyPerMonth: z.int().optional(),
  })
  .meta({ id: 'Opening' });

const openingId = z.strictObject({ openingId: idOf('O') });
const tag = 'openings';

/** The endpoints of openings. */
export const openingEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/openings',
    operationId: 'listOpenings',
    tag,
    summary: say('岗位', 'Openings'),
    action: 'opening.read',
    query: z.strictObject({
      area: areaPrefix.optional(),
      occupation: code.optional(),
      employerId: idOf('E').optional(),
      open: flag.optional().meta({ description: '只要今天可报名的 / only those open today' }),
      ...pageQuery,
    }),
    answer: pageOf(openingView),
  }),
  create: endpoint({
    method: 'post',
    path: '/openings',
    operationId: 'createOpening',
    tag,
    summary: say('登记岗位', 'Add an opening'),
    action: 'opening.write',
    body: openingBody,
    answer: openingView,
    status: 201,
    refusals: [409],
  }),
  bulk: endpoint({
    method: 'post',
    path: '/openings/bulk',
    operationId: 'upsertOpenings',
    tag,
    summary: say('批量登记或更新，逐条给出结果', 'Add or update many; every item gets a status of its own'),
    action: 'opening.write',
    body: bulkBody(BULK_MAX),
    documentedBody: z.strictObject({ items: z.array(openingBody).min(1).max(BULK_MAX) }),
    answer: bulkAnswer,
  }),
  read: endpoint({
    method: 'get',
    path: '/openings/{openingId}',
    operationId: 'readOpening',
    tag,
    summary: say('一个岗位', 'One opening'),
    action: 'opening.read',
    params: openingId,
    answer: openingView,
    refusals: [304, 404],
  }),
  replace: endpoint({
    method: 'put',
    path: '/openings/{openingId}',
    operationId: 'replaceOpening',
    tag,
    summary: say('修改岗位', 'Replace what is known of an opening'),
    action: 'opening.write',
    params: openingId,
    body: openingChangeBody,
    answer: openingView,
    needsIfMatch: true,
    refusals: [404, 412, 428],
  }),
  withdraw: endpoint({
    method: 'delete',
    path: '/openings/{openingId}',
    operationId: 'withdrawOpening',
    tag,
    summary: say('撤回岗位，立即不再推荐', 'Withdraw an opening; it is in no answer from now on'),
    action: 'opening.withdraw',
    params: openingId,
    answer: null,
    status: 204,
    refusals: [404],
  }),
};

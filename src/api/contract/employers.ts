import { z } from 'zod';
import { say } from '../../domain/bilingual.ts';
import { DISTRESS_LEVELS, EMPLOYER_KINDS } from '../../domain/employer.ts';
import { bulkAnswer, bulkBody } from './bulk.ts';
import { endpoint } from './endpoint.ts';
import { idOf, isoDate, pageOf, pageQuery, whole, words } from './primitives.ts';

/** More people than any employer has. */
const PEOPLE_MAX = 10_000_000;
/** Dated facts of one employer: twenty years of monthly head counts, and some. */
const EVIDENCE_MAX = 300;
const BULK_MAX = 500;

const people = whole(0, PEOPLE_MAX);

const evidence = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('insured_headcount'), date: isoDate, people }),
    z.strictObject({ kind: z.literal('wage_arrears'), from: isoDate, to: isoDate.nullable() }),
    z.strictObject({ kind: z.literal('layoff'), date: isoDate, people }),
    z.strictObject({ kind: z.literal('retention'), date: isoDate, stayed: people, placed: people }),
  ])
  .meta({ id: 'StabilityEvidence', description: '用工稳定性证据' });

const fields = {
  name: words(120),
  creditCode: z.string().length(18).meta({ description: '统一社会信用代码 / GB 32100' }),
  kind: z.enum(EMPLOYER_KINDS),
  industry: words(60).optional(),
  foundedOn: isoDate.optional(),
};

/** An employer to add or change. */
export const employerBody = z
  .strictObject({ ...fields, evidence: z.array(evidence).max(EVIDENCE_MAX).default([]) })
  .meta({ id: 'EmployerRecord' });

/** An employer. */
const employerView = z
  .strictObject({
    id: idOf('E'),
    version: z.int(),
    ...fields,
    name: z.string(),
    industry: z.string().optional(),
    evidence: z.array(evidence),
    distress: z.enum(DISTRESS_LEVELS).nullable(),
  })
  .meta({ id: 'Employer' });

const employerId = z.strictObject({ employerId: idOf('E') });
const tag = 'employers';

/** The endpoints of employers. */
export const employerEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/employers',
    operationId: 'listEmployers',
    tag,
    summary: say('用人单位', 'Employers'),
    action: 'employer.read',
    query: z.strictObject({ kind: z.enum(EMPLOYER_KINDS).optional(), ...pageQuery }),
    answer: pageOf(employerView),
  }),
  create: endpoint({
    method: 'post',
    path: '/employers',
    operationId: 'createEmployer',
    tag,
    summary: say('登记用人单位', 'Add an employer'),
    action: 'employer.write',
    body: employerBody,
    answer: employerView,
    status: 201,
    refusals: [409],
  }),
  bulk: endpoint({
    method: 'post',
    path: '/employers/bulk',
    operationId: 'upsertEmployers',
    tag,
    summary: say('批量登记或更新，逐条给出结果', 'Add or update many; every item gets a status of its own'),
    action: 'employer.write',
    body: bulkBody(BULK_MAX),
    documentedBody: z.strictObject({ items: z.array(employerBody).min(1).max(BULK_MAX) }),
    answer: bulkAnswer,
  }),
  read: endpoint({
    method: 'get',
    path: '/employers/{employerId}',
    operationId: 'readEmployer',
    tag,
    summary: say('一个用人单位', 'One employer'),
    action: 'employer.read',
    params: employerId,
    answer: employerView,
    refusals: [304, 404],
  }),
  replace: endpoint({
    method: 'put',
    path: '/employers/{employerId}',
    operationId: 'replaceEmployer',
    tag,
    summary: say('修改用人单位', 'Replace what is known of an employer'),
    action: 'employer.write',
    params: employerId,
    body: employerBody,
    answer: employerView,
    needsIfMatch: true,
    refusals: [404, 412, 428],
  }),
  remove: endpoint({
    method: 'delete',
    path: '/employers/{employerId}',
    operationId: 'removeEmployer',
    tag,
    summary: say('删除没有岗位的用人单位', 'Remove an employer that no opening names'),
    action: 'employer.remove',
    params: employerId,
    answer: null,
    status: 204,
    refusals: [404, 409],
  }),
  distress: endpoint({
    method: 'put',
    path: '/employers/{employerId}/distress',
    operationId: 'setDistress',
    tag,
    summary: say(
      '困难企业：watch 关注，stop 停止推荐，null 解除',
      'Distress case: watch, stop (no new recommendations), or null to close it',
    ),
    action: 'employer.distress',
    params: employerId,
    body: z.strictObject({ level: z.enum(DISTRESS_LEVELS).nullable(), evidence: words(500) }),
    answer: employerView,
    refusals: [404],
  }),
};

import { z } from 'zod';
import { say } from '../../domain/bilingual.ts';
import {
  CONTACT_RESULTS,
  EMPLOYER_REFUSAL_REASONS,
  REFERRAL_STATES,
  REFUSAL_REASONS,
} from '../../domain/referral.ts';
import { endpoint } from './endpoint.ts';
import { idOf, pageOf, pageQuery } from './primitives.ts';

const referral = z
  .strictObject({
    id: idOf('F'),
    version: z.int(),
    laborerId: idOf('L'),
    openingId: idOf('O'),
    brokerId: idOf('B'),
    state: z.enum(REFERRAL_STATES),
    nextStates: z.array(z.enum(REFERRAL_STATES)),
    contactResult: z.enum(CONTACT_RESULTS).nullable(),
    refusalReason: z.enum(REFUSAL_REASONS).nullable(),
    employerRefusalReason: z.enum(EMPLOYER_REFUSAL_REASONS).nullable(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: 'Referral' });

const referralId = z.strictObject({ referralId: idOf('F') });
const tag = 'referrals';

/** The endpoints of referrals. */
export const referralEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/referrals',
    operationId: 'listReferrals',
    tag,
    summary: say('职业介绍', 'Referrals'),
    action: 'referral.read',
    query: z.strictObject({
      brokerId: idOf('B').optional(),
      laborerId: idOf('L').optional(),
      state: z.enum(REFERRAL_STATES).optional(),
      ...pageQuery,
    }),
    answer: pageOf(referral),
  }),
  propose: endpoint({
    method: 'post',
    path: '/referrals',
    operationId: 'proposeReferral',
    tag,
    summary: say('推荐岗位给一名劳动力，并取得联系锁', 'Propose an opening and take the contact lock'),
    action: 'referral.write',
    body: z.strictObject({ laborerId: idOf('L'), openingId: idOf('O') }),
    answer: referral,
    status: 201,
    refusals: [404, 409],
  }),
  read: endpoint({
    method: 'get',
    path: '/referrals/{referralId}',
    operationId: 'readReferral',
    tag,
    summary: say('一条职业介绍', 'One referral'),
    action: 'referral.read',
    params: referralId,
    answer: referral,
    refusals: [304, 404],
  }),
  move: endpoint({
    method: 'patch',
    path: '/referrals/{referralId}',
    operationId: 'moveReferral',
    tag,
    summary: say('推进一步；拒绝须带原因', 'Move it one step; refusals carry a typed reason'),
    action: 'referral.write',
    params: referralId,
    body: z.strictObject({
      to: z.enum(REFERRAL_STATES),
      contactResult: z.enum(CONTACT_RESULTS).optional(),
      refusalReason: z.enum(REFUSAL_REASONS).optional(),
      employerRefusalReason: z.enum(EMPLOYER_REFUSAL_REASONS).optional(),
    }),
    answer: referral,
    refusals: [404, 409, 412],
  }),
};

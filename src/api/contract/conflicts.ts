import { z } from 'zod';
import { say } from '../../domain/bilingual.ts';
import { CONFLICT_FIELDS, CONFLICT_STATES } from '../../domain/identity-conflict.ts';
import { endpoint } from './endpoint.ts';
import { bilingual, idOf, pageOf, pageQuery, words } from './primitives.ts';

const version = z.strictObject({
  value: z.string().nullable(),
  from: z.string().nullable().meta({ description: '来自哪个文件、密钥或人员 / file, key or person' }),
  at: z.string(),
});

const conflict = z
  .strictObject({
    id: idOf('C'),
    laborerId: idOf('L'),
    idNumberMasked: z.string(),
    homeCode: z.string(),
    field: z.enum(CONFLICT_FIELDS),
    label: bilingual,
    why: bilingual,
    stored: version,
    given: version,
    times: z.int(),
    state: z.enum(CONFLICT_STATES),
    resolvedValue: z.string().nullable(),
    resolvedBy: z.string().nullable(),
    resolvedAt: z.string().nullable(),
  })
  .meta({ id: 'IdentityConflict' });

const conflictId = z.strictObject({ conflictId: idOf('C') });
const tag = 'conflicts';

/** The endpoints of the review list. */
export const conflictEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/conflicts',
    operationId: 'listConflicts',
    tag,
    summary: say(
      '待核对清单：不同来源对同一人身份的不同说法',
      'The review list: where sources disagree on who somebody is',
    ),
    action: 'conflict.read',
    query: z.strictObject({
      state: z.enum(CONFLICT_STATES).optional(),
      laborerId: idOf('L').optional(),
      ...pageQuery,
    }),
    answer: pageOf(conflict),
  }),
  read: endpoint({
    method: 'get',
    path: '/conflicts/{conflictId}',
    operationId: 'readConflict',
    tag,
    summary: say('一条待核对，两个版本及来源', 'One conflict: both versions and where each came from'),
    action: 'conflict.read',
    params: conflictId,
    answer: conflict,
    refusals: [404],
  }),
  resolve: endpoint({
    method: 'post',
    path: '/conflicts/{conflictId}/resolution',
    operationId: 'resolveConflict',
    tag,
    summary: say('核对：保留、采用或改为第三个值，留痕', 'Decide: keep, take, or a third value; audited'),
    action: 'conflict.resolve',
    params: conflictId,
    body: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('keep') }),
      z.strictObject({ kind: z.literal('take') }),
      z.strictObject({ kind: z.literal('edit'), value: words(60) }),
    ]),
    answer: conflict,
    refusals: [404, 409],
  }),
};

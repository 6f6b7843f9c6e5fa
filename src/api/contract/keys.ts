import { z } from 'zod';
import { say } from '../../domain/bilingual.ts';
import { ROLES } from '../../domain/broker.ts';
import { endpoint } from './endpoint.ts';
import { areaPrefixOrAll, idOf, words } from './primitives.ts';

/** Area prefixes of one key. */
const SCOPE_MAX = 100;

const scope = z.array(areaPrefixOrAll).min(1).max(SCOPE_MAX);

const key = z
  .strictObject({
    id: idOf('K'),
    label: z.string(),
    role: z.enum(ROLES),
    scope: z.array(z.string()),
    brokerId: idOf('B').nullable(),
    createdAt: z.string(),
    revokedAt: z.string().nullable(),
    lastUsedAt: z.string().nullable(),
  })
  .meta({ id: 'ApiKey' });

const tag = 'keys';

/** The endpoints of API keys. */
export const keyEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/keys',
    operationId: 'listKeys',
    tag,
    summary: say('密钥（不含密文）', 'API keys, without secrets'),
    action: 'key.manage',
    answer: z.strictObject({ items: z.array(key) }),
  }),
  create: endpoint({
    method: 'post',
    path: '/keys',
    operationId: 'createKey',
    tag,
    summary: say('创建密钥；密文只显示这一次', 'Make a key; the secret is shown this once'),
    action: 'key.manage',
    body: z.strictObject({
      label: words(80),
      role: z.enum(ROLES),
      scope,
      brokerId: idOf('B').nullable().default(null),
    }),
    answer: z.strictObject({ id: idOf('K'), secret: z.string() }),
    status: 201,
    refusals: [404, 409],
  }),
  revoke: endpoint({
    method: 'delete',
    path: '/keys/{keyId}',
    operationId: 'revokeKey',
    tag,
    summary: say('吊销密钥，立即生效', 'Revoke a key at once'),
    action: 'key.manage',
    params: z.strictObject({ keyId: idOf('K') }),
    answer: null,
    status: 204,
    refusals: [404],
  }),
};

import { z } from 'zod';
import { say } from '../../domain/bilingual.ts';
import { endpoint } from './endpoint.ts';
import { whole } from './primitives.ts';

/** Slowest and fastest throttle, rows a second. */
const RATE_MAX = 1_000_000;

const rotation = z
  .strictObject({
    id: z.int(),
    toKey: z.string(),
    startedBy: z.string(),
    rowsPerSecond: z.int().nullable(),
    rowsTotal: z.int(),
    rowsDone: z.int(),
    busyMs: z.int(),
    startedAt: z.string(),
    finishedAt: z.string().nullable(),
  })
  .meta({ id: 'KeyRotation' });

const tag = 'keys';

/** The endpoints of the rotation of encryption keys. */
export const keyRotationEndpoints = {
  status: endpoint({
    method: 'get',
    path: '/key-rotation',
    operationId: 'readKeyRotation',
    tag,
    summary: say(
      '加密密钥轮换的进度，各密钥还用在多少密文上',
      'Progress of the rotation of encryption keys, and how many ciphertexts each key made',
    ),
    action: 'key_rotation.manage',
    answer: z.strictObject({
      rotation: rotation.nullable(),
      secondsLeft: z.int().nullable(),
      currentKey: z.string(),
      use: z.array(z.strictObject({ keyId: z.string(), column: z.string(), ciphertexts: z.int().min(0) })),
      removable: z.array(z.string()),
      missing: z.array(z.string()),
    }),
  }),
  start: endpoint({
    method: 'post',
    path: '/key-rotation',
    operationId: 'startKeyRotation',
    tag,
    summary: say(
      '开始轮换，由工作进程在后台完成；进行中的继续进行',
      'Start a rotation; a worker does it in the background. One under way goes on',
    ),
    action: 'key_rotation.manage',
    body: z.strictObject({ rowsPerSecond: whole(1, RATE_MAX).nullable().default(null) }),
    answer: rotation,
    status: 202,
    refusals: [409],
  }),
};

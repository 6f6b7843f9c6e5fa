import { z } from 'zod';
import { say } from '../../domain/bilingual.ts';
import { endpoint } from './endpoint.ts';

const tag = 'system';

/** Health, metrics: for machines that watch. */
export const systemEndpoints = {
  live: endpoint({
    method: 'get',
    path: '/health/live',
    operationId: 'healthLive',
    tag,
    summary: say('进程是否存活', 'Whether the process lives'),
    action: null,
    answer: z.strictObject({ status: z.literal('ok'), version: z.string() }),
  }),
  ready: endpoint({
    method: 'get',
    path: '/health/ready',
    operationId: 'healthReady',
    tag,
    summary: say('数据库与队列是否可用；否则 503', 'Whether database and queue answer; 503 otherwise'),
    action: null,
    answer: z
      .strictObject({
        status: z.literal('ok'),
        database: z.string(),
        pendingMigrations: z.int(),
        queue: z.string(),
      })
      .meta({ id: 'Readiness' }),
  }),
  metrics: endpoint({
    method: 'get',
    path: '/metrics',
    operationId: 'metrics',
    tag,
    summary: say('Prometheus 指标（需要密钥）', 'Prometheus metrics (a key is needed)'),
    action: 'metrics.read',
    answer: z.string(),
    mediaTypes: ['text/plain'],
  }),
};

import { z } from 'zod';
import { say } from '../../domain/bilingual.ts';
import { OUTSIDE_CHANNELS } from '../../domain/notification.ts';
import { endpoint } from './endpoint.ts';
import { idOf, pageOf, pageQuery } from './primitives.ts';

const channelName = z.enum(['inbox', ...OUTSIDE_CHANNELS]);

const deadLetter = z
  .strictObject({
    id: idOf('M'),
    runId: idOf('R'),
    brokerId: idOf('B'),
    channel: channelName,
    attempts: z.int(),
    diedAt: z.string(),
    error: z.string().meta({ description: '原因，不含地址 / why, without the address' }),
  })
  .meta({ id: 'DeadLetter' });

const tag = 'outbox';

/** The endpoints of notices on their way. */
export const outboxEndpoints = {
  dead: endpoint({
    method: 'get',
    path: '/outbox/dead',
    operationId: 'listDeadLetters',
    tag,
    summary: say('死信：已放弃发送的推送', 'Dead letters: notices that were given up'),
    action: 'outbox.manage',
    query: z.strictObject(pageQuery),
    answer: pageOf(deadLetter),
  }),
  resend: endpoint({
    method: 'post',
    path: '/outbox/{messageId}/resend',
    operationId: 'resendDeadLetter',
    tag,
    summary: say('重发一封死信（编号不变）', 'Send a dead letter again, with the same id'),
    action: 'outbox.manage',
    params: z.strictObject({ messageId: idOf('M') }),
    answer: null,
    status: 204,
    refusals: [404],
  }),
  ofRun: endpoint({
    method: 'get',
    path: '/runs/{runId}/notices',
    operationId: 'readRunNotices',
    tag,
    summary: say(
      '一个批次的推送情况，以及只有收件箱的经纪人',
      'What became of a run’s notices, and which brokers have the inbox alone',
    ),
    action: 'outbox.manage',
    params: z.strictObject({ runId: idOf('R') }),
    answer: z.strictObject({
      runId: idOf('R'),
      channels: z.array(
        z.strictObject({
          channel: channelName,
          waiting: z.int(),
          sent: z.int(),
          nothingLeft: z.int(),
          dead: z.int(),
        }),
      ),
      inboxOnly: z.array(idOf('B')),
    }),
    refusals: [404],
  }),
};

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

const previewed = z
  .strictObject({
    brokerId: idOf('B'),
    brokerName: z.string(),
    channels: z.array(channelName),
    newLaborers: z.int(),
    newPairs: z.int(),
    waiting: z.int(),
    losses: z.int(),
    openings: z.array(
      z.strictObject({
        openingId: idOf('O'),
        title: z.string(),
        employerName: z.string(),
        place: z.string(),
        wage: z.string(),
        candidates: z.int(),
      }),
    ),
  })
  .meta({ id: 'PreviewedDigest' });

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
  preview: endpoint({
    method: 'get',
    path: '/runs/{runId}/notices/preview',
    operationId: 'previewDigests',
    tag,
    summary: say(
      '若此刻发布会推送什么（试算、待确认的批次也可看），不发送、不留痕',
      'What would be sent if a run were published now, also of a dry run and a held one; nothing is sent or kept',
    ),
    action: 'outbox.manage',
    params: z.strictObject({ runId: idOf('R') }),
    answer: z.strictObject({ items: z.array(previewed) }),
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

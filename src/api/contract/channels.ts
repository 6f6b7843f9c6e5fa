import { z } from 'zod';
import { say } from '../../domain/bilingual.ts';
import { OUTSIDE_CHANNELS } from '../../domain/notification.ts';
import { endpoint } from './endpoint.ts';
import { idOf } from './primitives.ts';

/** Longest address: a webhook's URL with what it carries. */
const ADDRESS_MAX = 2_000;

const channel = z
  .strictObject({
    brokerId: idOf('B'),
    kind: z.enum(OUTSIDE_CHANNELS),
    shown: z.string().meta({ description: '已遮蔽的地址 / the address, masked' }),
    isActive: z.boolean(),
    secrets: z.int().meta({ description: '正在使用的签名密钥数 / signing secrets in use' }),
    updatedAt: z.string(),
  })
  .meta({ id: 'BrokerChannel' });

const withSecret = z.strictObject({
  channel,
  secret: z
    .string()
    .nullable()
    .meta({ description: '新签名密钥，只显示这一次 / the new signing secret, shown this once' }),
});

const ofBroker = z.strictObject({ brokerId: idOf('B') });
const one = z.strictObject({ brokerId: idOf('B'), kind: z.enum(OUTSIDE_CHANNELS) });
const tag = 'channels';

/** The endpoints of brokers' channels. */
export const channelEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/brokers/{brokerId}/channels',
    operationId: 'listChannels',
    tag,
    summary: say('经纪人的推送渠道', 'Channels of a broker'),
    action: 'channel.manage',
    params: ofBroker,
    answer: z.strictObject({ items: z.array(channel) }),
    refusals: [404],
  }),
  set: endpoint({
    method: 'put',
    path: '/brokers/{brokerId}/channels/{kind}',
    operationId: 'setChannel',
    tag,
    summary: say(
      '设置一个推送渠道（每种最多一个）；首次设置网络回调时返回签名密钥',
      'Set a channel, one of each kind; a first webhook answers with its signing secret',
    ),
    action: 'channel.manage',
    params: one,
    body: z.strictObject({
      address: z
        .string()
        .trim()
        .min(1)
        .max(ADDRESS_MAX)
        .meta({ description: '邮箱、手机号码或网址 / a mail address, a mobile number, or a URL' }),
      isActive: z.boolean().default(true),
    }),
    answer: withSecret,
    refusals: [404, 409],
  }),
  remove: endpoint({
    method: 'delete',
    path: '/brokers/{brokerId}/channels/{kind}',
    operationId: 'removeChannel',
    tag,
    summary: say('删除推送渠道', 'Remove a channel'),
    action: 'channel.manage',
    params: one,
    answer: null,
    status: 204,
    refusals: [404],
  }),
  test: endpoint({
    method: 'post',
    path: '/brokers/{brokerId}/channels/{kind}/test',
    operationId: 'testChannel',
    tag,
    summary: say('立即发送一条测试消息', 'Send a test message now'),
    action: 'channel.manage',
    params: one,
    answer: z.strictObject({ id: z.string() }),
    refusals: [404, 409],
  }),
  rotate: endpoint({
    method: 'post',
    path: '/brokers/{brokerId}/channels/webhook/secret',
    operationId: 'rotateWebhookSecret',
    tag,
    summary: say(
      '更换签名密钥：begin 新旧并用，finish 只留新的',
      'Change the signing secret: begin signs with new and old, finish with the new alone',
    ),
    action: 'channel.manage',
    params: ofBroker,
    body: z.strictObject({ step: z.enum(['begin', 'finish']) }),
    answer: withSecret,
    refusals: [404],
  }),
};

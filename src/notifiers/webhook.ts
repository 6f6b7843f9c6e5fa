import { Webhook } from 'standardwebhooks';
import { say } from '../domain/bilingual.ts';
import type { ChannelTarget } from '../domain/broker-channel.ts';
import { AppError } from '../domain/errors.ts';
import type { Notice } from '../domain/notice.ts';
import type { Notifier, SendingLimit } from '../flows/ports/notifier.ts';
import { assertTaken } from './http/answer-errors.ts';
import type { NetworkRules } from './http/network-rules.ts';
import { postSafely } from './http/post-safely.ts';
import { resolveSafely, type Resolve } from './http/resolve-safely.ts';
import { noticeText } from './notice-text.ts';

export interface WebhookNotifierOptions {
  readonly publicUrl: string;
  readonly rules: NetworkRules;
  readonly limitMs?: number;
  readonly limit?: SendingLimit;
  readonly resolve?: Resolve;
}

/** Standard Webhooks: 15 to 30 s. Ours is shorter, since the laborers' rows are held while it is sent. */
const LIMIT_MS = 10_000;
/** Of one receiver. */
const LIMIT: SendingLimit = { perMinute: 120, burst: 20 };

/**
 * Sends notices as signed JSON (Standard Webhooks 1.0: `webhook-id`, `webhook-timestamp`, `webhook-signature`). The id is the same at
 * every repeat; the timestamp is that of the attempt; every active secret signs, so that a receiver may change over.
 */
export function createWebhookNotifier(options: WebhookNotifierOptions): Notifier {
  return {
    channel: 'webhook',
    limit: options.limit ?? LIMIT,
    turnOf: ({ address }) => `webhook ${URL.canParse(address) ? new URL(address).host : ''}`,
    check: async (target) => {
      await resolveSafely(target.address, options.rules, options.resolve);
    },
    partsOf: () => 1,
    send: async (notice, _part, target) => {
      const body = JSON.stringify(payloadOf(notice, options.publicUrl));
      const answer = await postSafely({
        url: target.address,
        headers: { 'content-type': 'application/json', ...signed(notice.id, body, target) },
        body,
        rules: options.rules,
        limitMs: options.limitMs ?? LIMIT_MS,
        resolve: options.resolve,
      });
      assertTaken(answer);
    },
  };
}

function signed(id: string, body: string, { secrets }: ChannelTarget): Record<string, string> {
  if (secrets.length === 0) throw noSecret();
  const now = new Date();
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, now, body)).join(' '),
  };
}

/** What programs get; `data` has no laborer in it because a notice has none. */
function payloadOf(notice: Notice, link: string) {
  const { title } = noticeText(notice);
  const { kind, at, runId, brokerId, newLaborers, newPairs, waiting, losses, openings } = notice;
  return {
    type: kind === 'test' ? 'channel.test' : 'digest.published',
    timestamp: at,
    data: { runId, brokerId, title, newLaborers, newPairs, waiting, losses, openings, link },
  };
}

function noSecret(): AppError {
  return new AppError({
    kind: 'invalid_input',
    code: 'WEBHOOK_WITHOUT_SECRET',
    message: say('网络回调没有签名密钥。', 'The webhook has no signing secret.'),
    remedy: say(
      '用 longqiao broker channel rotate <经纪人> webhook 生成一个',
      'Make one with longqiao broker channel rotate <broker> webhook',
    ),
  });
}

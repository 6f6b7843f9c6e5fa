import { say } from '../domain/bilingual.ts';
import { maskAddress } from '../domain/broker-channel.ts';
import { AppError } from '../domain/errors.ts';
import type { Notice } from '../domain/notice.ts';
import type { Notifier, SendingLimit } from '../flows/ports/notifier.ts';
import { assertTaken, notNow } from './http/answer-errors.ts';
import { networkRules } from './http/network-rules.ts';
import { postSafely } from './http/post-safely.ts';
import { fillTemplate } from './fill-template.ts';
import { noticeText } from './notice-text.ts';

export interface SmsNotifierOptions {
  /** The gateway, or `sandbox:` which prints what would be sent. */
  readonly gatewayUrl: string;
  /** JSON or a form, with `{phone}`, `{text}` and `{id}`. */
  readonly bodyTemplate: string;
  /** Sent as `Authorization: Bearer …`. */
  readonly token: string | undefined;
  /** A text that the gateway's answer must hold, such as `"code":0`. */
  readonly okText: string | undefined;
  readonly publicUrl: string;
  /** Where the sandbox prints. */
  readonly print: (line: string) => void;
  readonly limitMs?: number;
  readonly limit?: SendingLimit;
}

const LIMIT_MS = 10_000;
/** Of the gateway. */
const LIMIT: SendingLimit = { perMinute: 120, burst: 10 };
/** A mobile phone of the mainland. */
const MOBILE = /^1[3-9]\d{9}$/;

/**
 * Sends notices as SMS through a gateway: two counts and a link. `Idempotency-Key` (and `{id}` in the template) is the same at every
 * repeat, so that the gateway sends once.
 */
export function createSmsNotifier(options: SmsNotifierOptions): Notifier {
  return {
    channel: 'sms',
    limit: options.limit ?? LIMIT,
    turnOf: () => 'sms',
    check: async ({ address }) => {
      assertMobile(address);
      return await Promise.resolve();
    },
    partsOf: () => 1,
    send: async (notice, _part, { address }) => {
      assertMobile(address);
      const text = smsText(notice, options.publicUrl);
      if (isSandbox(options.gatewayUrl)) {
        options.print(`短信沙箱 / SMS sandbox → ${maskAddress('sms', address)} [${notice.id}] ${text}`);
        return;
      }
      await post(options, { phone: address, text, id: notice.id });
    },
  };
}

/** `【陇桥】今日新推荐：…，登录查看 https://…`: the sign in brackets is what operators ask for. */
function smsText(notice: Notice, link: string): string {
  return `【陇桥】${noticeText(notice).title.zh}。登录查看 ${link}`;
}

async function post(
  options: SmsNotifierOptions,
  values: { readonly phone: string; readonly text: string; readonly id: string },
): Promise<void> {
  const { body, mediaType } = fillTemplate(options.bodyTemplate, values);
  const answer = await postSafely({
    url: options.gatewayUrl,
    headers: {
      'content-type': mediaType,
      'idempotency-key': values.id,
      ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
    },
    body,
    rules: GATEWAY_RULES,
    limitMs: options.limitMs ?? LIMIT_MS,
  });
  assertTaken(answer);
  if (options.okText !== undefined && !answer.text.includes(options.okText)) throw notNow('SMS_OK');
}

/** The gateway is the administrator's setting, not a broker's wish: it may stand anywhere. */
const GATEWAY_RULES = networkRules(['0.0.0.0/0', '::/0']);

function isSandbox(url: string): boolean {
  return url.startsWith('sandbox:');
}

function assertMobile(address: string): void {
  if (MOBILE.test(address)) return;
  throw new AppError({
    kind: 'invalid_input',
    code: 'PHONE_INVALID',
    message: say('手机号码不合格。', 'This is no mobile phone number.'),
    remedy: say('填写 11 位手机号码', 'Give the 11 digits of a mobile phone'),
  });
}

import { say } from '../domain/bilingual.ts';
import { AppError } from '../domain/errors.ts';
import type { Notice } from '../domain/notice.ts';
import type { Notifier, SendingLimit } from '../flows/ports/notifier.ts';
import { assertTaken, neverTaken, notNow } from './http/answer-errors.ts';
import type { NetworkRules } from './http/network-rules.ts';
import { postSafely } from './http/post-safely.ts';
import { resolveSafely, type Resolve } from './http/resolve-safely.ts';
import { noticeText } from './notice-text.ts';
import { splitAtLines } from './split-at-lines.ts';

export interface WecomNotifierOptions {
  readonly publicUrl: string;
  readonly rules: NetworkRules;
  readonly limitMs?: number;
  readonly limit?: SendingLimit;
  readonly resolve?: Resolve;
}

const LIMIT_MS = 10_000;
/** What WeChat Work takes of one bot: 20 messages a minute. */
const LIMIT: SendingLimit = { perMinute: 20, burst: 5 };
/** What it takes of one text: 2,048 bytes of UTF-8. */
export const WECOM_TEXT_BYTES = 2_048;
/** Openings that each of several digests tells of in one message; the inbox has them all. */
const SHARED_LINES = 3;
/** Too many messages of this bot. */
const TOO_MANY = 45_009;
/** "System busy". */
const BUSY = -1;
const BUSY_WAIT_SECONDS = 60;

/**
 * Sends notices to a WeChat Work group by its bot. Lines go together into as few messages as 2,048 bytes allow, and digests
 * of brokers who share the bot into one message. The bot knows no
 * ids, so a repeat after a crash shows twice; the footer names the run, for people to see.
 */
export function createWecomNotifier(options: WecomNotifierOptions): Notifier {
  const { publicUrl, rules, resolve } = options;
  return {
    channel: 'wecom',
    limit: options.limit ?? LIMIT,
    turnOf: ({ address }) => `wecom ${address}`,
    check: async ({ address }) => {
      await resolveSafely(address, rules, resolve);
      if (!new URL(address).searchParams.has('key')) throw noBotKey();
    },
    partsOf: (notice) => textsOf(notice, publicUrl).length,
    send: async (notice, part, target) => {
      const content = textsOf(notice, publicUrl)[part];
      // Fewer lines than at the attempt before: the rest has been said.
      if (content !== undefined) await post(content, target.address, options);
    },
    together: {
      fit: (notices) => {
        let count = notices.length;
        while (
          count > 1 &&
          Buffer.byteLength(sharedText(notices.slice(0, count), publicUrl)) > WECOM_TEXT_BYTES
        )
          count -= 1;
        return Math.max(1, count);
      },
      send: async (notices, target) => await post(sharedText(notices, publicUrl), target.address, options),
    },
  };
}

async function post(
  content: string,
  url: string,
  { rules, resolve, limitMs = LIMIT_MS }: WecomNotifierOptions,
): Promise<void> {
  const answer = await postSafely({
    url,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ msgtype: 'text', text: { content } }),
    rules,
    limitMs,
    resolve,
  });
  assertTaken(answer);
  assertNoErrcode(answer.text);
}

/** Digests of several brokers who share a bot: whose each is, its title, its first openings; one link and one footer for all. */
function sharedText(notices: readonly Notice[], link: string): string {
  const digests = notices.flatMap((notice) => {
    const { title, lines } = noticeText(notice);
    const more = lines.length - SHARED_LINES;
    return [
      `【${notice.brokerId}】${title.zh}`,
      ...lines.slice(0, SHARED_LINES),
      ...(more > 0 ? [`……另有 ${more} 行，见收件箱`] : []),
    ];
  });
  const [first] = notices;
  if (first === undefined) return '';
  const { call, footer } = noticeText(first);
  return [...digests, `${call.zh}${link}`, footer.zh].join('\n');
}

function textsOf(notice: Notice, link: string): readonly string[] {
  const { title, lines, call, footer } = noticeText(notice);
  return splitAtLines([title.zh, ...lines, `${call.zh}${link}`, footer.zh], WECOM_TEXT_BYTES);
}

/** The bot answers 200 with `{"errcode":0}`; every other number is a refusal. */
function assertNoErrcode(text: string): void {
  const errcode = Number(/"errcode"\s*:\s*(-?\d{1,9})/.exec(text)?.[1] ?? Number.NaN);
  if (errcode === 0) return;
  if (errcode === TOO_MANY || errcode === BUSY) throw notNow(`errcode ${errcode}`, BUSY_WAIT_SECONDS);
  if (Number.isNaN(errcode)) throw notNow('no errcode');
  throw neverTaken(`errcode ${errcode}`);
}

function noBotKey(): AppError {
  return new AppError({
    kind: 'invalid_input',
    code: 'WECOM_URL_INVALID',
    message: say('不是群机器人的地址：缺少 key。', 'This is no bot’s URL: it has no key.'),
    remedy: say(
      '在企业微信群里打开机器人，复制完整的 Webhook 地址（…/cgi-bin/webhook/send?key=…）',
      'Copy the whole webhook address of the bot (…/cgi-bin/webhook/send?key=…)',
    ),
  });
}

import { request as requestPlain, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestTls } from 'node:https';
import { say } from '../../domain/bilingual.ts';
import { AppError } from '../../domain/errors.ts';
import type { NetworkRules } from './network-rules.ts';
import { resolveSafely, type PinnedUrl, type Resolve } from './resolve-safely.ts';

export interface SafePost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly rules: NetworkRules;
  /** The longest that all of it may take, name look-up included. */
  readonly limitMs: number;
  readonly resolve?: Resolve;
}

/** What the other side said. */
export interface HttpAnswer {
  readonly status: number;
  /** `Retry-After`, in seconds; `undefined` where it says none. */
  readonly retryAfterSeconds: number | undefined;
  /** The first ANSWER_BYTES of the body. */
  readonly text: string;
}

/** Bytes of an answer that are read; the rest is cut off, and the connection with it. */
const ANSWER_BYTES = 65_536;
/** An hour: a longer Retry-After is not waited for at once, the back-off comes back to it. */
const RETRY_AFTER_MOST_SECONDS = 3_600;

/**
 * POST to an address that was checked and pinned. Follows no redirect, reads a little of the answer, and ends in time whatever the
 * other side does.
 * @throws what `resolveSafely` throws; AppError `HTTP_UNAVAILABLE` (unavailable) without a whole answer.
 */
export async function postSafely(post: SafePost): Promise<HttpAnswer> {
  const signal = AbortSignal.timeout(post.limitMs);
  const pinned = await Promise.race([resolveSafely(post.url, post.rules, post.resolve), aborted(signal)]);
  return await new Promise<HttpAnswer>((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => reject(noAnswer(error, signal));
    const send = pinned.url.protocol === 'https:' ? requestTls : requestPlain;
    const sending = send(pinned.url, optionsOf(post, pinned, signal), (answer) => {
      answer.on('error', fail);
      readAnswer(answer, resolve);
    });
    sending.on('error', fail);
    sending.end(post.body);
  });
}

/** `lookup` gives the pinned address alone; certificate and Host header are of the name. */
function optionsOf(post: SafePost, pinned: PinnedUrl, signal: AbortSignal): RequestOptions {
  const { address, family } = pinned;
  return {
    method: 'POST',
    agent: false,
    signal,
    headers: { ...post.headers, 'content-length': Buffer.byteLength(post.body), 'user-agent': 'longqiao' },
    lookup: (_host, options, done) => {
      if (options.all === true) done(null, [{ address, family }]);
      else done(null, address, family);
    },
  };
}

function readAnswer(answer: IncomingMessage, resolve: (answer: HttpAnswer) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const finish = (): void => {
    resolve({
      status: answer.statusCode ?? 0,
      retryAfterSeconds: secondsOf(answer.headers['retry-after']),
      text: Buffer.concat(chunks).subarray(0, ANSWER_BYTES).toString(),
    });
  };
  answer.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes < ANSWER_BYTES) return;
    finish();
    answer.destroy();
  });
  answer.on('end', finish);
}

/** Seconds, or a date of HTTP. */
function secondsOf(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const seconds = /^\d{1,9}$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1_000;
  if (Number.isNaN(seconds)) return undefined;
  return Math.min(Math.max(seconds, 0), RETRY_AFTER_MOST_SECONDS);
}

async function aborted(signal: AbortSignal): Promise<never> {
  return await new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(noAnswer(new Error('too slow'), signal)), { once: true });
  });
}

/** Says how it failed by the code of the system alone: a message could quote the URL, and with it a bot's key. */
function noAnswer(error: NodeJS.ErrnoException, signal: AbortSignal): AppError {
  const reason = signal.aborted ? 'TIMEOUT' : (error.code ?? 'NO_ANSWER');
  return new AppError({
    kind: 'unavailable',
    code: 'HTTP_UNAVAILABLE',
    message: say(`对方没有应答（${reason}），稍后重试。`, `No answer (${reason}); it is tried again.`),
    remedy: say('请检查网址和对方的服务', 'Check the URL and the service behind it'),
  });
}

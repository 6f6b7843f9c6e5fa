import { say } from '../../domain/bilingual.ts';
import { AppError } from '../../domain/errors.ts';
import type { HttpAnswer } from './post-safely.ts';

/** The receiver does not want it any more: Standard Webhooks asks to stop at 410. */
const GONE = 410;

/**
 * Turns an answer that is no success into an error. A redirect is not followed and 410 means to stop: both are dead. All else is
 * tried again, a 4xx too, since a receiver that is just being set up says 404 for a while; the dead letters have it in the end.
 */
export function assertTaken(answer: HttpAnswer): void {
  const { status, retryAfterSeconds } = answer;
  if (status >= 200 && status < 300) return;
  if (status === GONE || (status >= 300 && status < 400)) throw refused(status);
  throw notNow(`HTTP ${status}`, retryAfterSeconds);
}

/** It was not taken, and may be later. @param reason a code, never the other side's words. */
export function notNow(reason: string, retryAfterSeconds?: number): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'HTTP_NOT_NOW',
    message: say(`对方暂未接收（${reason}），稍后重试。`, `Not taken now (${reason}); it is tried again.`),
    remedy: say('请检查对方的服务', 'Check the service behind the URL'),
    retryAfterSeconds,
  });
}

/** It will never be taken like this. */
export function neverTaken(reason: string): AppError {
  return new AppError({
    kind: 'invalid_input',
    code: 'HTTP_REFUSED',
    message: say(`对方拒收（${reason}）。`, `The other side refused it (${reason}).`),
    remedy: say(
      '请核对渠道设置，改好后用 longqiao outbox resend 重发',
      'Check the channel, then send it again with longqiao outbox resend',
    ),
  });
}

function refused(status: number): AppError {
  return status === GONE ? neverTaken('HTTP 410') : neverTaken(`HTTP ${status}, redirects are not followed`);
}

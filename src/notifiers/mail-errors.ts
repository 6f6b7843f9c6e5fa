import { say } from '../domain/bilingual.ts';
import { AppError } from '../domain/errors.ts';

/** What nodemailer adds to an error. Read by name: its message quotes the server, which may quote the address. */
interface SmtpFailure {
  readonly code: string;
  /** The three digits of the server's answer; 0 when it gave none. */
  readonly responseCode: number;
}

/** Failures of this one letter, as against those of the connection or of our account. */
const LETTER_CODES = ['EENVELOPE', 'EMESSAGE'];

/**
 * Turns a failure of nodemailer into ours, without address or server text. A letter that the server refused for good (5xx) is dead;
 * all else (4xx, no connection, too slow, our password not taken) can be mended or passes, and is tried again.
 */
export function mailFailure(error: unknown): AppError {
  const { code, responseCode } = smtpFailure(error);
  const isAnsweredTemporarily = responseCode > 0 && responseCode < 500;
  return LETTER_CODES.includes(code) && !isAnsweredTemporarily
    ? mailRefused(responseCode)
    : mailUnavailable(code, responseCode);
}

/** The address of the channel is no mail address. */
export function mailAddressInvalid(): AppError {
  return new AppError({
    kind: 'invalid_input',
    code: 'MAIL_ADDRESS_INVALID',
    message: say('邮箱地址不合格。', 'This is no mail address.'),
    remedy: say(
      '填写一个邮箱地址，形如 broker@example.cn，不带姓名，不写多个',
      'Give one address such as broker@example.cn, without a name and no list',
    ),
  });
}

function mailRefused(responseCode: number): AppError {
  return new AppError({
    kind: 'invalid_input',
    code: 'MAIL_REFUSED',
    message: say(
      `邮件被邮件服务器拒收（SMTP ${responseCode}）。`,
      `The mail server refused the letter (SMTP ${responseCode}).`,
    ),
    remedy: say(
      '请核对经纪人的邮箱和发件地址，改好后用 longqiao outbox resend 重发。',
      "Check the broker's mail address and the sender's, then send it again with longqiao outbox resend.",
    ),
  });
}

function mailUnavailable(code: string, responseCode: number): AppError {
  const reason = responseCode > 0 ? `SMTP ${responseCode}` : code;
  return new AppError({
    kind: 'unavailable',
    code: 'MAIL_UNAVAILABLE',
    message: say(
      `邮件暂时发不出去（${reason}），稍后重试。`,
      `The letter could not be sent now (${reason}); it is tried again.`,
    ),
    remedy: say(
      '请检查 SMTP_URL 的地址、账号和邮件服务器。',
      'Check the address and account in SMTP_URL, and the mail server.',
    ),
  });
}

function smtpFailure(error: unknown): SmtpFailure {
  // Only looked at: each field is checked before it is used.
  const fields = (error ?? {}) as { readonly code?: unknown; readonly responseCode?: unknown };
  return {
    code: typeof fields.code === 'string' ? fields.code : 'UNKNOWN',
    responseCode: typeof fields.responseCode === 'number' ? fields.responseCode : 0,
  };
}

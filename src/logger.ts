import pino, { type Logger } from 'pino';

/** An ID number, or a mobile number, that no other digit touches. */
const PERSONAL_NUMBERS = /(?<!\d)(?:\d{17}[\dXx]|1[3-9]\d{9})(?!\d)/g;
/** Passwords inside URLs. */
const URL_PASSWORDS = /(:\/\/[^\s:@/"]*):[^\s@/"]+@/g;

/** Fields that are never written, wherever a caller puts them at the first two levels. */
const SECRET_FIELDS = [
  'idNumber',
  'phone',
  'password',
  'authorization',
  'cookie',
  'apiKey',
  'databaseUrl',
  'redisUrl',
  'smtpUrl',
] as const;

interface LoggerOptions {
  readonly level: string;
  /** Where lines go; standard error without it, so that standard output holds results only. */
  readonly destination?: { write(line: string): void };
}

/**
 * A structured log, one JSON object a line, written before the call returns. Callers log ids, never personal data; as a
 * second fence, secret fields are left out and whatever looks like an ID number, a mobile number or a password in a URL
 * is masked in the finished line.
 */
export function createLogger(options: LoggerOptions): Logger {
  return pino(
    {
      level: options.level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `req.headers.${field}`]),
        remove: true,
      },
      hooks: { streamWrite: mask },
    },
    options.destination ?? pino.destination({ fd: 2, sync: true }),
  );
}

function mask(line: string): string {
  return line.replace(PERSONAL_NUMBERS, '[masked]').replace(URL_PASSWORDS, '$1:[masked]@');
}

import { say, type Bilingual } from '../../domain/bilingual.ts';
import { AppError, type ErrorKind } from '../../domain/errors.ts';

interface Known {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly message: Bilingual;
  readonly remedy: Bilingual;
}

/** What Express's body reader says, by its `type`. */
const BODY_ERRORS: Readonly<Record<string, Known>> = {
  'entity.too.large': {
    kind: 'too_large',
    code: 'BODY_TOO_LARGE',
    message: say('JSON 请求体超过 4 MB', 'The JSON body is larger than 4 MB'),
    remedy: say(
      '分批提交，或用 POST /imports 上传文件',
      'Send it in parts, or upload a file with POST /imports',
    ),
  },
  'entity.parse.failed': {
    kind: 'invalid_input',
    code: 'JSON_MALFORMED',
    message: say('请求体不是合法的 JSON', 'The body is not valid JSON'),
    remedy: say('检查引号、逗号与括号，并用 UTF-8 编码', 'Check quotes, commas and brackets, and send UTF-8'),
  },
};

const UNREADABLE: Known = {
  kind: 'invalid_input',
  code: 'REQUEST_UNREADABLE',
  message: say('请求无法读取', 'The request cannot be read'),
  remedy: say('检查编码、压缩方式与 URL', 'Check charset, compression and URL'),
};

const AWAY: Known = {
  kind: 'unavailable',
  code: 'SERVICE_UNAVAILABLE',
  message: say('后台服务暂不可用', 'A service behind this API is away'),
  remedy: say('稍后重试；恢复后会自动继续', 'Try again shortly; it goes on by itself once it is back'),
};

/** Codes with which Node says that the other side is not there. Rooms map their own; this is the last net. */
const CONNECTION_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'ENOTFOUND',
  'EHOSTUNREACH',
]);

/** Whatever was thrown, as an AppError; what nobody expected is `INTERNAL`, without details. */
export function asAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const known = recognized(thrown);
  if (known !== undefined) return new AppError({ ...known, cause: thrown });
  return new AppError({
    kind: 'internal',
    code: 'INTERNAL',
    message: say('服务器内部错误', 'Something went wrong inside the server'),
    remedy: say('请把 requestId 告诉管理员', 'Tell the administrator the requestId'),
    cause: thrown,
  });
}

function recognized(thrown: unknown): Known | undefined {
  const type = textOf(thrown, 'type');
  const body = BODY_ERRORS[type];
  if (body !== undefined) return body;
  if (CONNECTION_CODES.has(textOf(thrown, 'code'))) return AWAY;
  const status = thrown instanceof Error ? Number(Reflect.get(thrown, 'status')) : Number.NaN;
  return status >= 400 && status < 500 ? UNREADABLE : undefined;
}

function textOf(thrown: unknown, name: string): string {
  const value: unknown = thrown instanceof Error ? Reflect.get(thrown, name) : undefined;
  return typeof value === 'string' ? value : '';
}

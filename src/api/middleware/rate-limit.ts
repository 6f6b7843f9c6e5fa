import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { say } from '../../domain/bilingual.ts';
import { AppError } from '../../domain/errors.ts';
import { notesOf } from './locals.ts';

const WINDOW_MS = 60_000;

/** At most so many requests a minute of one key, counted in this process. Comes after `authenticate`. */
export function perKeyLimit(requestsPerMinute: number): RequestHandler {
  return rateLimit({
    windowMs: WINDOW_MS,
    limit: requestsPerMinute,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    keyGenerator: (_request, response) => notesOf(response).principal?.name ?? 'anonymous',
    handler: (_request, _response, next) => next(tooMany(requestsPerMinute)),
  });
}

function tooMany(limit: number): AppError {
  return new AppError({
    kind: 'rate_limited',
    code: 'TOO_MANY_REQUESTS',
    message: say(
      `该密钥一分钟内超过了 ${limit} 次请求`,
      `This key made more than ${limit} requests within a minute`,
    ),
    remedy: say(
      '按 Retry-After 等待；大量数据请用批量接口或导入文件',
      'Wait as Retry-After says; for much data use the bulk endpoints or import a file',
    ),
  });
}

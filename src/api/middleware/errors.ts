import type { ErrorRequestHandler, Response } from 'express';
import { say } from '../../domain/bilingual.ts';
import { AppError, type ErrorKind, type VersionDifference } from '../../domain/errors.ts';
import type { Log } from '../../flows/context.ts';
import type { Problem } from '../contract/problem.ts';
import { notesOf } from './locals.ts';
import { asAppError } from './foreign-errors.ts';

/** The one place that knows statuses. */
const STATUS_OF_KIND: Readonly<Record<ErrorKind, number>> = {
  invalid_input: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  rate_limited: 429,
  unavailable: 503,
  internal: 500,
};

/** Codes for which HTTP has a word of its own. */
const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  METHOD_NOT_ALLOWED: 405,
  MEDIA_TYPE_UNSUPPORTED: 415,
  IF_MATCH_REQUIRED: 428,
};

const TITLE_OF_KIND: Readonly<Record<ErrorKind, string>> = {
  invalid_input: '请求不合格 / The request is wrong',
  unauthenticated: '需要密钥 / A key is needed',
  forbidden: '无权 / Not allowed',
  not_found: '不存在 / Not found',
  conflict: '与现状冲突 / In conflict with what is there',
  too_large: '太大 / Too large',
  rate_limited: '请求过多 / Too many requests',
  unavailable: '暂不可用 / Away for the moment',
  internal: '内部错误 / Internal error',
};

/** Seconds after which to ask again when database or queue is away. */
const RETRY_AFTER_SECONDS = 2;

/** Turns whatever was thrown into an RFC 9457 problem; what is not expected is logged, and said without details. */
export function errors(log: Log): ErrorRequestHandler {
  return (thrown: unknown, request, response, next) => {
    if (response.headersSent) {
      next(thrown);
      return;
    }
    const error = asAppError(thrown);
    const status = statusOf(error, request.get('if-match') !== undefined);
    const requestId = notesOf(response).requestId ?? '';
    if (status >= 500) {
      log.error(
        { requestId, route: notesOf(response).route, code: error.code, cause: causeOf(thrown) },
        'request failed',
      );
    }
    setHeaders(response, error, status);
    response.status(status).type('application/problem+json');
    response.send(JSON.stringify(problemOf(error, { status, requestId })));
  };
}

function statusOf(error: AppError, hadIfMatch: boolean): number {
  if (error.code === 'VERSION_CONFLICT' && hadIfMatch) return 412;
  return STATUS_OF_CODE[error.code] ?? STATUS_OF_KIND[error.kind];
}

function setHeaders(response: Response, error: AppError, status: number): void {
  response.set('Cache-Control', 'no-store');
  if (error.kind === 'unauthenticated') {
    const detail = error.code === 'KEY_MISSING' ? '' : ', error="invalid_token"';
    response.set('WWW-Authenticate', `Bearer realm="longqiao"${detail}`);
  }
  if (status === 503) response.set('Retry-After', String(RETRY_AFTER_SECONDS));
}

/** `instance` is the request's own id: the path could carry what a caller should not have put there. */
function problemOf(error: AppError, at: { readonly status: number; readonly requestId: string }): Problem {
  return {
    type: `urn:longqiao:problem:${error.code}`,
    title: TITLE_OF_KIND[error.kind],
    status: at.status,
    detail: `${error.sentence.zh} / ${error.sentence.en}`,
    instance: `urn:longqiao:request:${at.requestId}`,
    code: error.code,
    message: say(error.sentence.zh, error.sentence.en),
    remedy: error.remedy ?? null,
    problems: error.problems.map(({ path, message }) => ({ path, message: say(message.zh, message.en) })),
    requestId: at.requestId,
    ...(error.difference === undefined ? {} : { difference: differenceOf(error.difference) }),
  };
}

function differenceOf({ changes, ...versions }: VersionDifference): NonNullable<Problem['difference']> {
  return { ...versions, changes: changes.map((one) => ({ ...one, label: { ...one.label } })) };
}

/** Name and stack; digits long enough to be an ID number or a phone are struck out. */
function causeOf(thrown: unknown): string {
  const inner = thrown instanceof AppError && thrown.cause !== undefined ? thrown.cause : thrown;
  const text = inner instanceof Error ? (inner.stack ?? inner.message) : typeof inner;
  return text.replaceAll(/\d{7,}[Xx]?/g, '…');
}

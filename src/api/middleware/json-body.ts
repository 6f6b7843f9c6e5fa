import express, { type RequestHandler } from 'express';
import { say } from '../../domain/bilingual.ts';
import { AppError } from '../../domain/errors.ts';

/** 500 openings with everything filled in are about 1 MB. */
const JSON_LIMIT_BYTES = 4 * 1024 * 1024;

/** Reads a JSON body; a body of another kind is refused, a malformed or too large one passes an error on. */
export function jsonBody(): RequestHandler[] {
  return [assertJson, express.json({ limit: JSON_LIMIT_BYTES, strict: true })];
}

const assertJson: RequestHandler = (request, _response, next) => {
  const hasBody =
    Number(request.get('content-length') ?? 0) > 0 || request.get('transfer-encoding') !== undefined;
  if (!hasBody || request.is('application/json') !== false) {
    next();
    return;
  }
  next(
    new AppError({
      kind: 'invalid_input',
      code: 'MEDIA_TYPE_UNSUPPORTED',
      message: say('请求体应为 JSON', 'The body has to be JSON'),
      remedy: say('设置 Content-Type: application/json', 'Set Content-Type: application/json'),
    }),
  );
};

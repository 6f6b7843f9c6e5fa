import type { RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { notesOf } from './locals.ts';

/**
 * Logs every request by its route pattern, never by its URL, headers or body: no personal data can get in. The line is written
 * when the answer is out, or when the caller is gone before it (`isAborted`).
 */
export function httpLog(logger: Logger | undefined): RequestHandler {
  if (logger === undefined) return (_request, _response, next) => next();
  return (request, response, next) => {
    const startMs = performance.now();
    response.once('close', () => {
      logger[levelOf(response)](lineOf(request.method, response, performance.now() - startMs), 'request');
    });
    next();
  };
}

function lineOf(method: string, response: Response, ms: number): object {
  const { requestId, principal, route } = notesOf(response);
  return {
    requestId,
    method,
    route: route ?? '(none)',
    status: response.statusCode,
    who: principal?.name,
    ms: Math.round(ms),
    ...(response.writableFinished ? {} : { isAborted: true }),
  };
}

function levelOf({ statusCode, writableFinished }: Response): 'info' | 'warn' | 'error' {
  if (statusCode >= 500) return 'error';
  return statusCode >= 400 || !writableFinished ? 'warn' : 'info';
}

import type { Request, RequestHandler, Response } from 'express';
import { pino, type Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { notesOf } from './locals.ts';

/** Logs every request by its route pattern, never by its URL, headers or body: no personal data can get in. */
export function httpLog(logger: Logger | undefined): RequestHandler {
  return pinoHttp<Request, Response>({
    logger: logger ?? pino({ level: 'silent' }),
    serializers: { req: () => undefined, res: () => undefined, err: () => undefined },
    customLogLevel: (_request, response) => levelOf(response.statusCode),
    customSuccessMessage: () => 'request',
    customErrorMessage: () => 'request',
    customSuccessObject: (request, response, measured: object) => lineOf(request, response, measured),
    customErrorObject: (request, response, _error, measured: object) => lineOf(request, response, measured),
  });
}

function lineOf(request: Request, response: Response, measured: object): object {
  const { requestId, principal, route } = notesOf(response);
  return {
    requestId,
    method: request.method,
    route: route ?? '(none)',
    status: response.statusCode,
    who: principal?.name,
    ms: Reflect.get(measured, 'responseTime'),
  };
}

function levelOf(status: number): 'info' | 'warn' | 'error' {
  if (status >= 500) return 'error';
  return status >= 400 ? 'warn' : 'info';
}

import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { notesOf } from './locals.ts';

/** What a caller's own id may look like; it goes into logs. */
const FORM = /^[\w.:-]{8,64}$/;
/** An ID number or a phone has no place in a log. */
const PERSONAL = /\d{17}[\dXx]|1[3-9]\d{9}/;

/** Takes `X-Request-Id` or makes one, notes it and gives it back. */
export function requestId(): RequestHandler {
  return (request, response, next) => {
    const given = request.get('x-request-id') ?? '';
    const id = FORM.test(given) && !PERSONAL.test(given) ? given : randomUUID();
    notesOf(response).requestId = id;
    response.set('X-Request-Id', id);
    next();
  };
}

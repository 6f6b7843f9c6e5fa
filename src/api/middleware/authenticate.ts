import type { RequestHandler } from 'express';
import { say } from '../../domain/bilingual.ts';
import { AppError } from '../../domain/errors.ts';
import { authorize, type Action } from '../../flows/authorize.ts';
import type { FlowContext } from '../../flows/context.ts';
import { authenticateKey, type Authenticated } from '../../flows/keys/authenticate-key.ts';
import { withDeadline } from '../../domain/with-deadline.ts';
import { notesOf } from './locals.ts';

/**
 * Every request but the public ones asks the database for its key first; when that takes longer, the database is away or
 * drowning, and the caller is told so within two seconds.
 */
const KEY_DEADLINE_MS = 1_500;

/**
 * Finds out who asks, by `Authorization: Bearer`, and whether the role may do the action at all.
 * Passes AppError `KEY_MISSING`, `KEY_UNKNOWN`, `FORBIDDEN` or `DATABASE_UNAVAILABLE` on.
 */
export function authenticate(context: FlowContext, action: Action): RequestHandler {
  return async (request, response, next) => {
    const { principal, asOf } = await authenticated(context, request.get('authorization'));
    const notes = notesOf(response);
    notes.principal = principal;
    notes.asOf = asOf;
    authorize(principal, action);
    next();
  };
}

async function authenticated(context: FlowContext, header: string | undefined): Promise<Authenticated> {
  const [, secret] = /^Bearer +(\S+)$/i.exec(header ?? '') ?? [];
  if (secret === undefined) throw keyMissing();
  return await withDeadline(authenticateKey(context, secret), KEY_DEADLINE_MS, databaseAway);
}

/** The refusal of a slow or silent database. */
export function databaseAway(): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'DATABASE_UNAVAILABLE',
    message: say('数据库没有及时响应', 'The database does not answer in time'),
    remedy: say('稍后重试；恢复后会自动继续', 'Try again shortly; it goes on by itself once it is back'),
  });
}

function keyMissing(): AppError {
  return new AppError({
    kind: 'unauthenticated',
    code: 'KEY_MISSING',
    message: say('请求没有带密钥', 'The request carries no key'),
    remedy: say(
      '加上请求头 Authorization: Bearer lq_…；密钥由管理员用 longqiao key create 创建',
      'Add the header Authorization: Bearer lq_…; an administrator makes keys with longqiao key create',
    ),
  });
}

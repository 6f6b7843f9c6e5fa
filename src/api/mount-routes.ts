import type { Request, RequestHandler, Response, Router } from 'express';
import type { z } from 'zod';
import { say } from '../domain/bilingual.ts';
import type { Principal } from '../domain/broker.ts';
import { AppError } from '../domain/errors.ts';
import type { FlowContext } from '../flows/context.ts';
import { fieldProblems } from './contract/field-problems.ts';
import { authenticate } from './middleware/authenticate.ts';
import { versionOf } from './middleware/entity-tag.ts';
import { jsonBody } from './middleware/json-body.ts';
import { notesOf } from './middleware/locals.ts';
import type { Route } from './route.ts';
import { sendReply } from './send-reply.ts';

/** Who asks at a public endpoint: nobody, who sees nothing. */
const NOBODY: Principal = { name: 'anonymous', role: 'reader', scope: [], brokerId: null };

interface MountOptions {
  readonly context: FlowContext;
  readonly routes: readonly Route[];
  /** Comes after the key is known. */
  readonly limit: RequestHandler;
}

/**
 * Puts routes on a router: who asks, how often, the body, the contract, the handler, the answer, in this order. Paths that
 * exist answer other methods with 405, and OPTIONS with what they take.
 */
export function mountRoutes(router: Router, options: MountOptions): void {
  for (const one of options.routes) {
    router[one.endpoint.method](pattern(one.endpoint.path), ...gates(one, options), answer(one));
  }
  for (const [path, methods] of methodsByPath(options.routes)) {
    router.options(pattern(path), (_request, response) => {
      response.set('Allow', methods.join(', ')).status(204).end();
    });
    router.all(pattern(path), (_request, response, next) => {
      response.set('Allow', methods.join(', '));
      next(methodNotAllowed(methods));
    });
  }
}

function gates(one: Route, { context, limit }: MountOptions): RequestHandler[] {
  const note: RequestHandler = (_request, response, next) => {
    notesOf(response).route = one.endpoint.path;
    next();
  };
  const who = one.endpoint.action === null ? [] : [authenticate(context, one.endpoint.action), limit];
  return [note, ...who, ...(one.endpoint.bodyKind === 'json' ? jsonBody() : [])];
}

function answer(one: Route): RequestHandler {
  return async (request, response) => {
    const reply = await one.handle(askOf(one, request, response));
    await sendReply(request, response, one.endpoint, reply);
  };
}

function askOf(one: Route, request: Request, response: Response): Parameters<Route['handle']>[0] {
  const { endpoint } = one;
  const notes = notesOf(response);
  return {
    principal: notes.principal ?? NOBODY,
    params: parsed(endpoint.params, request.params, 'path'),
    query: parsed(endpoint.query, request.query, 'query'),
    body: endpoint.bodyKind === 'json' ? parsed(endpoint.body, bodyOf(request), 'body') : undefined,
    ifMatch: versionOf(request.get('if-match'), endpoint.needsIfMatch === true),
    requestId: notes.requestId ?? '',
    asOf: notes.asOf,
    request,
  };
}

function bodyOf(request: Request): unknown {
  const body: unknown = request.body;
  if (body !== undefined) return body;
  throw new AppError({
    kind: 'invalid_input',
    code: 'BODY_MISSING',
    message: say('缺少 JSON 请求体', 'The JSON body is missing'),
    remedy: say('按接口文档（/docs）提供请求体', 'Send a body as the documentation at /docs says'),
  });
}

const WHERE = {
  path: say('路径中的编号不合格', 'An id in the path will not do'),
  query: say('查询参数不合格', 'The query will not do'),
  body: say('请求体不合格', 'The body will not do'),
} as const;

function parsed(schema: z.ZodType, value: unknown, where: keyof typeof WHERE): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new AppError({
    kind: 'invalid_input',
    code: 'INVALID_INPUT',
    message: WHERE[where],
    remedy: say('按 problems 中的说明逐项修改', 'Mend each field as problems says'),
    problems: fieldProblems(result.error.issues),
  });
}

function methodsByPath(routes: readonly Route[]): ReadonlyMap<`/${string}`, string[]> {
  const byPath = new Map<`/${string}`, string[]>();
  for (const { endpoint } of routes) {
    const methods = byPath.get(endpoint.path) ?? [];
    methods.push(endpoint.method.toUpperCase());
    byPath.set(endpoint.path, methods);
  }
  for (const methods of byPath.values()) if (methods.includes('GET')) methods.push('HEAD');
  for (const methods of byPath.values()) methods.push('OPTIONS');
  return byPath;
}

function methodNotAllowed(methods: readonly string[]): AppError {
  return new AppError({
    kind: 'invalid_input',
    code: 'METHOD_NOT_ALLOWED',
    message: say('该地址不支持此方法', 'This path does not take this method'),
    remedy: say(`可用：${methods.join('、')}`, `It takes: ${methods.join(', ')}`),
  });
}

/** `/laborers/{laborerId}` as Express writes it. A dot is plain in Express 5. */
function pattern(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

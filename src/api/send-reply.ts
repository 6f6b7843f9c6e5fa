import type { Request, Response } from 'express';
import type { Endpoint } from './contract/endpoint.ts';
import { entityTag, isUnchanged } from './middleware/entity-tag.ts';
import type { Reply } from './route.ts';
import { sendEvents } from './send-events.ts';

/** Where the API lives. */
export const API_BASE = '/api/v1';

/** Sends what a handler gave: nothing, events, a file, or JSON with its ETag (304 when the caller has it already). */
export async function sendReply(
  request: Request,
  response: Response,
  endpoint: Endpoint,
  reply: Reply,
): Promise<void> {
  response.status(reply.status ?? endpoint.status);
  response.set('Cache-Control', 'no-store');
  if (reply.location !== undefined) response.set('Location', `${API_BASE}${reply.location}`);
  if (reply.events !== undefined) {
    await sendEvents(response, reply.events);
    return;
  }
  if (reply.file !== undefined) {
    sendFile(response, reply.file);
    return;
  }
  if (reply.json !== undefined) {
    sendJson(response, reply.json);
    return;
  }
  if (reply.body === undefined) {
    response.end();
    return;
  }
  const body = JSON.stringify(reply.body);
  if (reply.version !== undefined && answeredByTag(request, response, entityTag(reply.version, body))) return;
  response.type('application/json').send(body);
}

/** What Express's `send` does for bytes, without looking for what cannot be: the answer that is given most is kept ready. */
function sendJson(response: Response, json: Buffer): void {
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.setHeader('Content-Length', json.length);
  response.end(json);
}

function sendFile(response: Response, file: NonNullable<Reply['file']>): void {
  response.set('Content-Type', file.mediaType);
  if (file.name !== null) response.set('Content-Disposition', dispositionOf(file.name));
  response.send(typeof file.bytes === 'string' ? file.bytes : Buffer.from(file.bytes));
}

/** Headers hold ASCII: a Chinese name is given in the form of RFC 6266 beside a plain one. */
function dispositionOf(name: string): string {
  const plain = name.replaceAll(/[^\w.-]+/g, '_');
  if (plain === name) return `attachment; filename="${name}"`;
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll("'", '%27')}`;
}

function answeredByTag(request: Request, response: Response, tag: string): boolean {
  response.set('ETag', tag);
  // Kept by the caller alone, and asked about each time.
  response.set('Cache-Control', 'private, no-cache');
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (!isRead || !isUnchanged(request.get('if-none-match'), tag)) return false;
  response.status(304).end();
  return true;
}

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { NOTICE_SECRET } from './open-notice-world.ts';

/**
 * How a receiver treats a delivery: takes it, takes it slowly, takes it and drops the line before it answers, refuses it, does not
 * answer at all, or says that it is gone for good.
 */
export type Manner = 'take' | 'slow' | 'drop' | 'refuse' | 'later' | 'hang' | 'gone';

/** A local receiver of signed webhooks that counts what reached it. */
export interface Receiver {
  readonly url: string;
  /** Times that each id was taken, whether or not the sender heard of it. */
  readonly taken: ReadonlyMap<string, number>;
  /** When each id was taken first, by `performance.now()`. */
  readonly takenAt: ReadonlyMap<string, number>;
  /** Deliveries whose signature, id or time was wrong. */
  readonly unsigned: number;
  close(): Promise<void>;
}

/** Longer than a healthy answer, shorter than the sender's limit. */
const SLOW_MS = 60;

/** @param mannerOf asked for each delivery: the id, and how often that id came before. */
export async function startReceiver(mannerOf: (id: string, before: number) => Manner): Promise<Receiver> {
  const taken = new Map<string, number>();
  const takenAt = new Map<string, number>();
  const seen = new Map<string, number>();
  const signature = new Webhook(NOTICE_SECRET);
  const counts = { unsigned: 0 };
  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    const id = String(request.headers['webhook-id']);
    const headers = request.headers as Record<string, string>;
    try {
      signature.verify(body, headers);
    } catch {
      counts.unsigned += 1;
    }
    const before = seen.get(id) ?? 0;
    seen.set(id, before + 1);
    const manner = mannerOf(id, before);
    if (['take', 'slow', 'drop'].includes(manner)) {
      taken.set(id, (taken.get(id) ?? 0) + 1);
      if (!takenAt.has(id)) takenAt.set(id, performance.now());
    }
    await answer(manner, request, response);
  };
  const server = createServer((request, response) => {
    // A sender that was killed ends in the middle.
    receive(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}/hook`,
    taken,
    takenAt,
    get unsigned() {
      return counts.unsigned;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function answer(manner: Manner, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (manner === 'slow') await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
  if (manner === 'hang') return;
  if (manner === 'drop') {
    request.socket.destroy();
    return;
  }
  if (manner === 'later') response.setHeader('Retry-After', '1');
  response.statusCode = { take: 200, slow: 200, refuse: 500, later: 503, gone: 410 }[manner];
  response.end();
}

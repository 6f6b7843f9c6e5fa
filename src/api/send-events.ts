import type { Response } from 'express';

/** Something that happened; ids ascend. */
interface SentEvent {
  readonly id: number;
  readonly kind: string;
}

/** Where events come from. */
export interface EventSource {
  /** The id after which the listener wants to go on. */
  readonly after: number;
  /** Events after an id, ascending, and whether none can follow any more. */
  next(after: number): Promise<{ readonly events: readonly SentEvent[]; readonly isOver: boolean }>;
}

/** How often the source is asked. */
const LOOK_MS = 500;
/** Proxies close a connection on which nothing comes for about a minute. */
const HEARTBEAT_MS = 15_000;
/** When a listener that was cut off should ask again. */
const RETRY_MS = 2_000;

/**
 * Server-Sent Events: each event with its id, so that a listener that was cut off goes on behind the last one it saw
 * (Last-Event-ID). Ends when the source is over, the listener goes, or the source fails: the listener then asks again.
 */
export async function sendEvents(response: Response, source: EventSource): Promise<void> {
  response.status(200).set({ 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' });
  response.write(`retry: ${RETRY_MS}\n\n`);
  let { after } = source;
  let quietSince = Date.now();
  while (!response.destroyed && !response.writableEnded) {
    const { events, isOver } = await source.next(after);
    for (const event of events) {
      response.write(`id: ${event.id}\nevent: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`);
      after = event.id;
      quietSince = Date.now();
    }
    if (isOver && events.length === 0) break;
    if (Date.now() - quietSince > HEARTBEAT_MS) {
      response.write(': still here\n\n');
      quietSince = Date.now();
    }
    if (events.length === 0) await pause();
  }
  response.end();
}

async function pause(): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, LOOK_MS);
  });
}

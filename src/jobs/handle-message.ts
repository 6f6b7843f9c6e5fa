import type { FlowContext } from '../flows/context.ts';
import { rotateKeys } from '../flows/key-rotation/rotate-keys.ts';
import { deliverOutbox } from '../flows/notices/deliver-outbox.ts';
import type { QueueMessage } from '../flows/ports/queue.ts';
import type { ShardInput } from '../flows/ports/shard-hands.ts';
import { runRetention, TIMETABLE } from '../flows/persons/run-retention.ts';
import { publishRun } from '../flows/runs/publish-run.ts';
import { runShard } from '../flows/runs/run-shard.ts';
import { startRun } from '../flows/runs/start-run.ts';
import { sweep } from '../flows/runs/sweep.ts';
import { formatMessage, parseMessage } from './payload.ts';

/**
 * What each message does: one flow. Every flow leaves the same state when a message comes twice. A message that is not of
 * this version's form is refused; a failure is logged with the message's name and handed to the queue, which tries again.
 */
export function messageHandler(context: FlowContext, worker: string): (message: unknown) => Promise<void> {
  return async (received) => {
    const message = parseMessage(received);
    const began = performance.now();
    try {
      await handle(context, worker, message);
    } catch (error) {
      context.log.error({ job: formatMessage(message), worker, error: String(error) }, 'job failed');
      throw error;
    }
    const ms = Math.round(performance.now() - began);
    context.log.info({ job: formatMessage(message), worker, ms }, 'job done');
  };
}

async function handle(context: FlowContext, worker: string, message: QueueMessage): Promise<void> {
  switch (message.kind) {
    case 'shard':
      await workOnShard(context, { runId: message.runId, shard: message.shard, worker });
      return;
    case 'publish':
      await publishRun(context, message.runId);
      return;
    case 'nightly':
      await startRun(context, { kind: 'nightly', scope: '', requestId: null, startedBy: 'timetable' });
      return;
    case 'sweep':
      await sweep(context);
      return;
    case 'outbox':
      await deliverOutbox(context);
      return;
    case 'retention':
      await runRetention(context, { principal: TIMETABLE, mode: 'delete' });
      return;
    case 'rekey':
      await rotateKeys(context);
      return;
  }
}

async function workOnShard(context: FlowContext, input: ShardInput): Promise<void> {
  if (context.hands === undefined) await runShard(context, input);
  else await context.hands.run(input);
}

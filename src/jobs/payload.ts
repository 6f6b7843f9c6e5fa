import { z } from 'zod';
import { say } from '../domain/bilingual.ts';
import { AppError } from '../domain/errors.ts';
import { isId, type RunId } from '../domain/ids.ts';
import type { QueueMessage } from '../flows/ports/queue.ts';

/** A shard's number within its run; the province has about two thousand. */
const MAX_SHARD = 999_999;

const runId = z.custom<RunId>((value) => typeof value === 'string' && isId('R', value));

const queueMessage = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('shard'),
    runId,
    shard: z.int().min(0).max(MAX_SHARD),
    turn: z.int().min(1).optional(),
  }),
  z.strictObject({ kind: z.literal('publish'), runId }),
  z.strictObject({ kind: z.literal('nightly') }),
  z.strictObject({ kind: z.literal('sweep') }),
  z.strictObject({ kind: z.literal('outbox') }),
  z.strictObject({ kind: z.literal('rekey') }),
  z.strictObject({ kind: z.literal('retention') }),
]);

/**
 * The message in a value of unknown origin. Ids only: a field too many is refused, so that no personal data gets into a queue.
 * @throws AppError `QUEUE_MESSAGE_INVALID`, without the value.
 */
export function parseMessage(value: unknown): QueueMessage {
  const parsed = queueMessage.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError({
    kind: 'invalid_input',
    code: 'QUEUE_MESSAGE_INVALID',
    message: say('队列消息无法识别。', 'This is no message of the queue.'),
    remedy: say(
      '请确认所有进程运行同一版本。',
      'See that all processes run the same version of the program.',
    ),
    problems: parsed.error.issues.map((issue) => ({
      path: `/${issue.path.join('/')}`,
      message: say(`字段不正确（${issue.code}）`, `wrong field (${issue.code})`),
    })),
  });
}

/** A message for logs and metrics: `shard R12/3`, `publish R12`, `nightly`. */
export function formatMessage(message: QueueMessage): string {
  if (message.kind === 'shard') return `shard ${message.runId}/${message.shard}`;
  if (message.kind === 'publish') return `publish ${message.runId}`;
  return message.kind;
}

import { isId } from '../domain/ids.ts';
import type { QueueMessage } from '../flows/ports/queue.ts';

/** Shards of a run are numbered from 1 (or 0) up; six digits are a thousand times what the province needs. */
const SHARD_ID = /^shard-(R\d+)-(0|[1-9]\d{0,5})(?:-t([1-9]\d{0,5}))?$/;

/**
 * The one id of a message, `shard-R12-3`, `shard-R12-3-t1` or `nightly`: the same message is the same job. It is all that a job carries, and has no
 * colon, because Bull splits its keys there.
 */
export function messageId(message: QueueMessage): string {
  if (message.kind === 'shard') {
    const id = `shard-${message.runId}-${message.shard}`;
    return message.turn === undefined ? id : `${id}-t${message.turn}`;
  }
  if (message.kind === 'publish') return `publish-${message.runId}`;
  return message.kind;
}

/** The message of an id, or `null` when it is none of ours (written by hand, or by another version of the program). */
export function messageOfId(id: string | undefined): QueueMessage | null {
  if (id === 'nightly' || id === 'sweep' || id === 'outbox' || id === 'rekey' || id === 'retention')
    return { kind: id };
  if (id === undefined) return null;
  const shard = SHARD_ID.exec(id);
  if (shard !== null) return shardMessage(shard[1] ?? '', Number(shard[2]), shard[3]);
  const runId = id.startsWith('publish-') ? id.slice('publish-'.length) : '';
  return isId('R', runId) ? { kind: 'publish', runId } : null;
}

function shardMessage(runId: string, shard: number, turn: string | undefined): QueueMessage | null {
  if (!isId('R', runId)) return null;
  return { kind: 'shard', runId, shard, ...(turn === undefined ? {} : { turn: Number(turn) }) };
}

import { describe, expect, it } from 'vitest';
import type { QueueMessage } from '../../src/flows/ports/queue.ts';
import { formatMessage, parseMessage } from '../../src/jobs/payload.ts';

const messages: readonly (readonly [QueueMessage, string])[] = [
  [{ kind: 'shard', runId: 'R12', shard: 3 }, 'shard R12/3'],
  [{ kind: 'shard', runId: 'R12', shard: 3, turn: 2 }, 'shard R12/3'],
  [{ kind: 'publish', runId: 'R12' }, 'publish R12'],
  [{ kind: 'nightly' }, 'nightly'],
  [{ kind: 'sweep' }, 'sweep'],
  [{ kind: 'outbox' }, 'outbox'],
  [{ kind: 'rekey' }, 'rekey'],
  [{ kind: 'retention' }, 'retention'],
];

describe('a queue message', () => {
  it.each(messages)('%j is taken as it is and called %s', (message, words) => {
    expect(parseMessage(structuredClone(message))).toEqual(message);
    expect(formatMessage(message)).toBe(words);
  });

  it.each([
    [null],
    ['nightly'],
    [{}],
    [{ kind: 'payday' }],
    [{ kind: 'publish' }],
    [{ kind: 'publish', runId: 'L12' }],
    [{ kind: 'publish', runId: 12 }],
    [{ kind: 'shard', runId: 'R12', shard: -1 }],
    [{ kind: 'shard', runId: 'R12', shard: 1.5 }],
    [{ kind: 'shard', runId: 'R12', shard: '3' }],
    [{ kind: 'nightly', name: 'somebody' }],
  ])('%j is refused', (value) => {
    expect(() => parseMessage(value)).toThrow(
      expect.objectContaining({ kind: 'invalid_input', code: 'QUEUE_MESSAGE_INVALID' }),
    );
  });

  it('is refused without showing what it held', () => {
    expect(() => parseMessage({ kind: 'nightly', secret: 'somebody' })).not.toThrow(/somebody/);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunId } from '../../src/domain/ids.ts';
import type { QueueMessage } from '../../src/flows/ports/queue.ts';
import { messageId, messageOfId } from '../../src/queue/message-id.ts';

const runId = fc.integer({ min: 1, max: 2_147_483_647 }).map((key): RunId => `R${key}`);
const message: fc.Arbitrary<QueueMessage> = fc.oneof(
  fc.constantFrom<QueueMessage>(
    { kind: 'nightly' },
    { kind: 'sweep' },
    { kind: 'outbox' },
    { kind: 'rekey' },
    { kind: 'retention' },
  ),
  fc.record({ kind: fc.constant('publish' as const), runId }),
  fc.record(
    {
      kind: fc.constant('shard' as const),
      runId,
      shard: fc.integer({ min: 0, max: 999_999 }),
      turn: fc.integer({ min: 1, max: 99 }),
    },
    { requiredKeys: ['kind', 'runId', 'shard'] },
  ),
);

describe('the id of a message', () => {
  it('leads back to the message', () => {
    fc.assert(
      fc.property(message, (one) => {
        expect(messageOfId(messageId(one))).toEqual(one);
      }),
    );
  });

  it('has no colon, which Bull would split at', () => {
    fc.assert(
      fc.property(message, (one) => {
        expect(messageId(one)).toMatch(/^[A-Za-z0-9-]+$/);
      }),
    );
  });

  it.each([
    ['of another program', 'something'],
    ['without a run', 'publish-'],
    ['with a laborer where a run belongs', 'publish-L7'],
    ['with a key that is out of range', 'publish-R2147483648'],
    ['with a zero in front', 'shard-R01-3'],
    ['without a shard', 'shard-R1'],
    ['with more behind it', 'nightly-2'],
    ['that is empty', ''],
    ['that is missing', undefined],
  ])('is no message when it is one %s', (_case, id) => {
    expect(messageOfId(id)).toBeNull();
  });
});

import { Redis } from 'ioredis';
import { createRedisMock } from 'js-redis-server';
import { openQueue } from '../../src/queue/open-queue.ts';
import { fakeQueue, type FakeQueue } from '../support/fake-queue.ts';
import { hasRedisServer, startOwnRedis } from '../support/redis-server.ts';
import { jobQueueContract, type QueueWorld } from './job-queue.contract.ts';

/** Quick retries, and patience with a busy machine: what happens when an answer is late stands in job-queue-faults. */
const TIMING = { attempts: 3, backoffMs: 20, retryProcessMs: 50, answerMs: 60_000 };

jobQueueContract('the fake', async () => fakeWorld());
jobQueueContract('js-redis-server', async () => {
  const server = await createRedisMock();
  return serverWorld(server.url, () => server.close());
});
jobQueueContract(
  'Redis',
  async () => {
    const server = await startOwnRedis();
    return serverWorld(server.url, () => server.stop());
  },
  hasRedisServer(),
);

function serverWorld(redisUrl: string, stop: () => Promise<void>): QueueWorld {
  return {
    open: (scope) => openQueue({ redisUrl, name: scope, timing: TIMING }),
    async flush() {
      const client = new Redis(redisUrl);
      await client.flushall();
      client.disconnect();
    },
    stop,
  };
}

function fakeWorld(): QueueWorld {
  let last: FakeQueue | undefined;
  return {
    async open() {
      last = fakeQueue();
      return last;
    },
    async flush() {
      last?.flush();
    },
    stop: async () => undefined,
  };
}

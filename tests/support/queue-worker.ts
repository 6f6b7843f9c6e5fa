/**
 * A worker in a process of its own, to be killed or watched: `tsx queue-worker.ts <redis url> <queue name> <mode>`. It prints a line
 * per event. Modes: `finish` handles at once, `hang` never finishes a message, `once` ends itself after the first message.
 */
import { openQueue } from '../../src/queue/open-queue.ts';

const [redisUrl = '', name = '', mode = ''] = process.argv.slice(2);
const timing = { lockMs: 1_000, lockRenewMs: 300, stalledCheckMs: 300, backoffMs: 20, retryProcessMs: 50 };
const queue = await openQueue({ redisUrl, name, timing });

queue.work(
  async (message) => {
    console.log(JSON.stringify(message));
    if (mode === 'hang') await new Promise(() => undefined);
    if (mode === 'once') setTimeout(() => void queue.close().then(() => console.log('closed')), 50);
  },
  { concurrency: 1 },
);
console.log(await queue.ping());

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrokerId, LaborerId, OpeningId, RunId } from '../../src/domain/ids.ts';
import type { FlowContext } from '../../src/flows/context.ts';
import { deliverOutbox } from '../../src/flows/notices/deliver-outbox.ts';
import type { Database } from '../../src/flows/ports/database.ts';
import { networkRules } from '../../src/notifiers/http/network-rules.ts';
import { createWecomNotifier, WECOM_TEXT_BYTES } from '../../src/notifiers/wecom.ts';
import { loadReference } from '../../src/reference/load-reference.ts';
import { aNewRun } from '../db/builders.ts';
import { openTestDatabase } from '../support/database.ts';
import { fakeQueue } from '../support/fake-queue.ts';
import { startHttpReceiver, type HttpReceiver } from '../support/http-receiver.ts';

let db: Database;
let context: FlowContext;
let bots: HttpReceiver;
let errcode = 0;
let nights = 0;
let told = 0;

beforeAll(async () => {
  db = await openTestDatabase();
  bots = await startHttpReceiver((response) => response.end(JSON.stringify({ errcode })));
  const limit = { perMinute: 600, burst: 100 };
  const wecom = createWecomNotifier({
    publicUrl: 'https://longqiao.example',
    rules: networkRules(['127.0.0.0/8']),
    limit,
  });
  const quiet = (): void => undefined;
  context = {
    db,
    queue: fakeQueue(),
    reference: loadReference(),
    log: { info: quiet, warn: quiet, error: quiet },
    notifiers: [wecom],
    readFile: async () => await Promise.reject(new Error('no file is read here')),
  };
});
afterAll(async () => await bots.stop());

async function brokersOf(bot: string, count: number): Promise<BrokerId[]> {
  const ids: BrokerId[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    const id = await db.stores.brokers.add({
      name: `经纪人${nth}`,
      scope: ['6211'],
      email: null,
      stationId: null,
      isActive: true,
    });
    const target = { address: `${bots.url}/send?key=${bot}`, secrets: [] };
    await db.stores.channels.put({ brokerId: id, kind: 'wecom', target, isActive: true });
    ids.push(id);
  }
  return ids;
}

/** A digest of each broker that tells of something gone. */
async function waiting(brokers: readonly BrokerId[]): Promise<RunId> {
  nights += 1;
  const { run } = await db.stores.runs.create(aNewRun({ kind: 'manual', requestId: `night ${nights}` }));
  const losses = [
    { laborerId: 'L1' as LaborerId, openingId: 'O1' as OpeningId, reason: 'opening_full' as const },
  ];
  await db.stores.notices.addToOutbox(
    brokers.map((brokerId) => ({
      runId: run.id,
      brokerId,
      channel: 'wecom',
      digest: { runId: run.id, brokerId, newLaborers: 0, newPairs: 0, items: [], waiting: 0, losses },
    })),
  );
  return run.id;
}

/** What the bot was told since the last question. */
function heard(): string[] {
  const since = bots.requests.slice(told);
  told = bots.requests.length;
  return since.map(({ body }) => {
    const { text } = JSON.parse(body) as { text: { content: string } };
    return text.content;
  });
}

describe('brokers who share a bot', () => {
  it('get one message together, and who has another bot one of her own', async () => {
    const shared = await brokersOf('one', 4);
    const [alone] = await brokersOf('two', 1);
    await waiting([...shared, alone!]);
    expect(await deliverOutbox(context)).toMatchObject({ sent: 5, failed: 0 });
    const texts = heard();
    expect(texts).toHaveLength(2);
    const together = texts.find((text) => text.includes(`【${shared[0]}】`))!;
    for (const broker of shared) expect(together.split(`【${broker}】1 条推荐已失效`)).toHaveLength(2);
    // One link for all, and nothing of the other one.
    expect(together.split('https://longqiao.example')).toHaveLength(2);
    expect(together).not.toContain(alone!);
    expect(await deliverOutbox(context)).toMatchObject({ sent: 0 });
  });

  it('are many: messages stay within 2,048 bytes and are far fewer than brokers', async () => {
    const brokers = await brokersOf('crowd', 60);
    await waiting(brokers);
    expect(await deliverOutbox(context, { batch: 60 })).toMatchObject({ sent: 60 });
    const texts = heard();
    expect(texts.length).toBeLessThan(20);
    for (const text of texts) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(WECOM_TEXT_BYTES);
    const named = texts.flatMap((text) => [...text.matchAll(/【(B\d+)】/g)].map((match) => match[1]));
    expect(named).toHaveLength(60);
    expect(new Set(named)).toEqual(new Set(brokers));
  });

  it('are all tried again when the bot refuses the message', async () => {
    const brokers = await brokersOf('busy', 3);
    const runId = await waiting(brokers);
    errcode = 45_009;
    expect(await deliverOutbox(context)).toMatchObject({ sent: 0, failed: 3 });
    errcode = 0;
    expect((await db.stores.notices.ofRun(runId)).channels).toMatchObject([{ waiting: 3, sent: 0, dead: 0 }]);
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { keyOf } from '../../src/domain/ids.ts';
import type { FlowContext } from '../../src/flows/context.ts';
import { runNight } from '../../src/flows/runs/run-night.ts';
import { verifyRun } from '../../src/flows/runs/verify-run.ts';
import { withClient } from '../../src/services/postgres-control.ts';
import { openTestDatabase } from '../support/database.ts';
import { contextOver, loadSeeds, openOwnQueue, runHere } from './seeded-world.ts';

describe('a night in one process', () => {
  let context: FlowContext;
  let url: string;

  beforeAll(async () => {
    const db = await openTestDatabase();
    url = db.url;
    context = contextOver({ db, queue: await openOwnQueue() });
    await loadSeeds(context);
  }, 120_000);

  const night = async (requestId: string) =>
    await runNight(context, {
      kind: 'manual',
      scope: '',
      requestId,
      startedBy: 'test',
      worker: 'test',
      isWhole: true,
    });

  // First, while nobody listens to the queue.
  it('gives a shard back when ranking breaks, and says what broke', async () => {
    const broken: FlowContext = {
      ...context,
      db: {
        ...context.db,
        stores: {
          ...context.db.stores,
          laborers: {
            ...context.db.stores.laborers,
            streamForMatching: async () => await Promise.reject(new Error('the disk is gone')),
          },
        },
      },
    };
    const start = {
      kind: 'manual',
      scope: '',
      requestId: 'broken',
      startedBy: 'test',
      worker: 'test',
      isWhole: true,
    } as const;
    await expect(runNight(broken, start)).rejects.toThrow('the disk is gone');
    const left = (await context.db.stores.runs.lost()).filter((shard) => shard.attempts > 0);
    expect(left.length).toBeGreaterThan(0);
    expect(await night('broken')).toMatchObject({ state: 'published', shardsFailed: 0 });
  }, 120_000);

  it('publishes what the workers of a queue publish', async () => {
    const alone = await night('alone');
    expect(alone).toMatchObject({ state: 'published', checksum: null, shardsFailed: 0 });
    expect(alone.laborersDone).toBe(alone.laborers);
    const checksum = await verifyRun(context, alone.id);
    const queued = await runHere(context, { requestId: 'queued' });
    expect(checksum).toBe(queued.checksum);
    expect((await context.db.stores.runs.find(alone.id))?.checksum).toBe(checksum);
    expect((await context.db.stores.runs.find(queued.id))?.checksum).toBe(checksum);
  }, 120_000);

  it('is one run however often and by whomever it is asked for', async () => {
    const [one, other] = await Promise.all([night('twice'), night('twice')]);
    expect(one.id).toBe(other.id);
    // The queue's workers of the test before take part: the last of them publishes.
    const state = async (): Promise<string | undefined> => (await context.db.stores.runs.find(one.id))?.state;
    await expect.poll(state, { timeout: 60_000 }).toBe('published');
    const again = await night('twice');
    expect(again).toMatchObject({ id: one.id, state: 'published' });
    const rows = await withClient(url, async (client) => {
      const found = await client.query<{ count: string }>(
        'select count(*) from recommendation where run_id = $1',
        [keyOf(one.id)],
      );
      return Number(found.rows[0]?.count);
    });
    expect(rows).toBe(again.laborers);
  }, 120_000);
});

import { expect, it } from 'vitest';
import { startRun } from '../../src/flows/runs/start-run.ts';
import { loadReference } from '../../src/reference/load-reference.ts';
import { anEmployer, anOpening } from '../db/builders.ts';
import { fakeQueue } from '../support/fake-queue.ts';
import { openTestDatabase } from '../support/database.ts';

it('a run covers whole counties, since lists are published by county', async () => {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const db = await openTestDatabase();
  const readFile = async (): Promise<never> => await Promise.reject(new Error('no file is read here'));
  const context = { db, queue: fakeQueue(), reference: loadReference(), log, notifiers: [], readFile };
  await db.stores.employers.upsert([anEmployer(1)]);
  await db.stores.openings.upsert([anOpening(1)]);
  const input = { kind: 'manual', requestId: null, startedBy: 'test' } as const;
  await expect(startRun(context, { ...input, scope: '620524101' })).rejects.toMatchObject({
    kind: 'invalid_input',
    code: 'RUN_SCOPE_TOO_FINE',
  });
  expect((await startRun(context, { ...input, scope: '620524' })).run.scope).toBe('620524');
});

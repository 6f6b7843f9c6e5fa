import path from 'node:path';
import { afterAll, inject } from 'vitest';
import type { Principal } from '../../src/domain/broker.ts';
import type { MatchRun } from '../../src/domain/match-run.ts';
import type { FlowContext } from '../../src/flows/context.ts';
import type { Database } from '../../src/flows/ports/database.ts';
import type { Notifier } from '../../src/flows/ports/notifier.ts';
import type { JobQueue } from '../../src/flows/ports/queue.ts';
import { deliverOutbox } from '../../src/flows/notices/deliver-outbox.ts';
import { startRun, type StartRun } from '../../src/flows/runs/start-run.ts';
import { waitForRun } from '../../src/flows/runs/wait-for-run.ts';
import { seedFolder } from '../../src/cli/seed.ts';
import { createFileReader } from '../../src/importers/file-reader.ts';
import { messageHandler } from '../../src/jobs/handle-message.ts';
import { openQueue } from '../../src/queue/open-queue.ts';
import { loadReference } from '../../src/reference/load-reference.ts';
import { createTextCoder } from '../../src/text/text-coder.ts';
import { createKeyPrefix } from '../support/redis.ts';

export const ROOT = path.resolve(import.meta.dirname, '../..');
export const OPERATOR: Principal = { name: 'cli:test', role: 'admin', scope: [''], brokerId: null };

/** How long a run over the seeds may stand still on a busy machine. */
const PATIENCE_MS = 60_000;

/** A context over a database and a queue of the caller's; nothing is logged. */
export function contextOver(
  services: { readonly db: Database; readonly queue: JobQueue },
  notifiers: readonly Notifier[] = [],
): FlowContext {
  const reference = loadReference();
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const coder = createTextCoder(reference);
  return {
    ...services,
    reference,
    log,
    notifiers,
    readFile: createFileReader({ coder, ontology: reference.ontology }),
  };
}

/** For tests that are not about answers in time: a busy machine may take long. */
export const PATIENT = { answerMs: 60_000 } as const;

/** A queue of the test file's own on real Redis. */
export async function openOwnQueue(): Promise<JobQueue> {
  const queue = await openQueue({
    redisUrl: inject('redisUrl'),
    prefix: `{${createKeyPrefix()}}`,
    timing: PATIENT,
  });
  afterAll(async () => await queue.close());
  return queue;
}

/** Loads the seeds as a user would. */
export async function loadSeeds(context: FlowContext): Promise<void> {
  await seedFolder(context, path.join(ROOT, 'seeds'));
}

/** Starts a run, works on it in this process and waits until it is published. */
export async function runHere(context: FlowContext, input: Partial<StartRun> = {}): Promise<MatchRun> {
  const handle = messageHandler(context, 'test');
  const start = { kind: 'manual', scope: '', requestId: 'test', startedBy: 'test', ...input } as const;
  const { run } = await startRun(context, start);
  context.queue.work(handle, { concurrency: 2 });
  const published = await waitForRun(context, {
    runId: run.id,
    patienceMs: PATIENCE_MS,
    onProgress: () => undefined,
  });
  await deliverOutbox(context);
  return published;
}

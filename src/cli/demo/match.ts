import { randomUUID } from 'node:crypto';
import { say } from '../../domain/bilingual.ts';
import { startRun } from '../../flows/runs/start-run.ts';
import { waitForRun } from '../../flows/runs/wait-for-run.ts';
import { OPERATOR } from '../host.ts';
import { runLine } from '../text/run-line.ts';
import type { DemoStep } from './step.ts';

/** The seeds take seconds; a run that stands still for this long is stuck. */
const PATIENCE_MS = 60_000;

/** Runs one matching run, unless a run of today is published already. */
export const matchStep: DemoStep = {
  title: say('匹配', 'Match'),
  run: async (stage) => {
    const context = await stage.context();
    const latest = await context.db.stores.runs.latestPublished();
    if (latest !== null && latest.runDate === (await context.db.today())) {
      stage.print(runLine(latest));
      return;
    }
    await stage.host.takePart(context);
    const { run } = await startRun(context, {
      kind: 'manual',
      scope: '',
      requestId: `demo-${randomUUID()}`,
      startedBy: OPERATOR.name,
    });
    const published = await waitForRun(context, {
      runId: run.id,
      patienceMs: PATIENCE_MS,
      onProgress: () => undefined,
    });
    stage.print(runLine(published));
  },
};

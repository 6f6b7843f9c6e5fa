import type { FlowContext } from '../flows/context.ts';
import { sweep } from '../flows/runs/sweep.ts';
import { messageHandler } from './handle-message.ts';
import { timetable } from './schedule.ts';

/** How often the timetable is asserted again. */
const ASSERT_MS = 60_000;

export interface WorkerOptions {
  /** Shown in the lease, such as `host:pid`. */
  readonly name: string;
  /** Messages handled side by side. */
  readonly concurrency: number;
  readonly nightlyCron: string;
}

/**
 * Starts taking messages, keeps the timetable and sweeps once for what an earlier process left.
 * @returns how to stop asserting; the queue itself is closed by its owner, which waits for running messages.
 */
export async function startWorker(context: FlowContext, options: WorkerOptions): Promise<{ stop(): void }> {
  const assert = async (): Promise<void> => {
    try {
      await context.queue.assertTimetable(timetable(options.nightlyCron));
    } catch (error) {
      context.log.warn({ error: String(error) }, 'timetable not asserted; tried again in a minute');
    }
  };
  context.queue.work(messageHandler(context, options.name), { concurrency: options.concurrency });
  await assert();
  await sweep(context);
  const timer = setInterval(() => void assert(), ASSERT_MS);
  return { stop: () => clearInterval(timer) };
}

import type { FlowContext } from '../flows/context.ts';
import { leaseSeconds } from '../flows/runs/hold-lease.ts';
import { messageHandler } from './handle-message.ts';
import { NightKeeper } from './keep-night.ts';

/** Sweeps within the time after which a worker counts as dead. */
const SWEEPS_A_LEASE = 3;

export interface WorkerOptions {
  /** Shown in the lease, such as `host:pid`. */
  readonly name: string;
  /** Messages handled side by side. */
  readonly concurrency: number;
  readonly nightlyCron: string;
}

/**
 * Starts taking messages, and looks after the nights where no other worker does, beginning with what an earlier process left.
 * @returns how to stop looking after them; the queue itself is closed by its owner, which waits for running messages.
 */
export async function startWorker(
  context: FlowContext,
  options: WorkerOptions,
): Promise<{ stop(): Promise<void> }> {
  context.queue.work(messageHandler(context, options.name), { concurrency: options.concurrency });
  const everyMs = (leaseSeconds(context) * 1_000) / SWEEPS_A_LEASE;
  const keeper = new NightKeeper(context, { nightlyCron: options.nightlyCron, everyMs });
  await keeper.start();
  return { stop: async () => await keeper.stop() };
}

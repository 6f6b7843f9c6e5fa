import type { FlowContext } from '../flows/context.ts';
import { leaseSeconds } from '../flows/runs/hold-lease.ts';
import { messageHandler } from './handle-message.ts';
import { NightKeeper } from './keep-night.ts';
import { Pulse } from './pulse.ts';

/** Sweeps within the time after which a worker counts as dead. */
const SWEEPS_A_LEASE = 3;

export interface WorkerOptions {
  /** Shown in the lease, such as `host:pid`. */
  readonly name: string;
  /** Messages handled side by side. */
  readonly concurrency: number;
  readonly nightlyCron: string;
  /** Of the program. */
  readonly version: string;
}

/**
 * Starts taking messages, and looks after the nights where no other worker does, beginning with what an earlier process left.
 * Gives signs of life in PostgreSQL.
 * @returns how to stop looking after them; the queue itself is closed by its owner, which waits for running messages.
 */
export async function startWorker(
  context: FlowContext,
  options: WorkerOptions,
): Promise<{ stop(): Promise<void> }> {
  const { name, version, concurrency } = options;
  const assertMs = leaseSeconds(context) * 1_000;
  const everyMs = assertMs / SWEEPS_A_LEASE;
  const keeper = new NightKeeper(context, { nightlyCron: options.nightlyCron, everyMs, assertMs });
  const pulse = new Pulse(context, { name, version, isLeading: () => keeper.isLeading });
  await keeper.start();
  await pulse.start();
  // Last: whoever asked for this worker must be able to stop it before it holds anything.
  context.queue.work(pulse.counting(messageHandler(context, name)), { concurrency });
  return {
    stop: async () => {
      await keeper.stop();
      await pulse.stop();
    },
  };
}

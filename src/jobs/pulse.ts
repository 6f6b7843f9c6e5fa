import { monitorEventLoopDelay, type IntervalHistogram } from 'node:perf_hooks';
import { ENGINE_VERSION } from '../matching/engine-version.ts';
import type { FlowContext } from '../flows/context.ts';

/** Seldom enough to cost nothing, often enough that who watches sees a host that comes back within ten seconds. */
const BEAT_MS = 5_000;
/** How finely pauses of the event loop are seen. */
const RESOLUTION_MS = 10;
const NS_PER_MS = 1e6;
const BYTES_PER_MB = 1e6;
const TOLD_PERCENTILE = 99;

/** What a worker says of itself besides what it counts. */
export interface PulseOptions {
  readonly name: string;
  readonly version: string;
  readonly isLeading: () => boolean;
}

/** Signs of life of this process, written to PostgreSQL over and over; a beat that fails is left out. */
export class Pulse {
  readonly #context: FlowContext;
  readonly #options: PulseOptions;
  readonly #lag: IntervalHistogram;
  #done = 0;
  #failed = 0;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(context: FlowContext, options: PulseOptions) {
    this.#context = context;
    this.#options = options;
    this.#lag = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  }

  /** Counts what a handler does with its messages. */
  counting(handler: (message: unknown) => Promise<void>): (message: unknown) => Promise<void> {
    return async (message) => {
      try {
        await handler(message);
        this.#done += 1;
      } catch (error) {
        this.#failed += 1;
        throw error;
      }
    };
  }

  async start(): Promise<void> {
    this.#lag.enable();
    await this.#beat();
  }

  /** Takes its name off: it ends as it should. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    this.#lag.disable();
    await this.#context.db.stores.watch.leave(this.#options.name).catch(() => undefined);
  }

  async #beat(): Promise<void> {
    const { name, version, isLeading } = this.#options;
    // The monitor counts from one look to the next, its own interval included.
    const lagMs = Math.max(0, this.#lag.percentile(TOLD_PERCENTILE) / NS_PER_MS - RESOLUTION_MS);
    this.#lag.reset();
    try {
      await this.#context.db.stores.watch.beat({
        name,
        version,
        engineVersion: ENGINE_VERSION,
        isLeading: isLeading(),
        messagesDone: this.#done,
        messagesFailed: this.#failed,
        loopLagP99Ms: lagMs,
        rssMb: process.memoryUsage.rss() / BYTES_PER_MB,
      });
    } catch {
      // PostgreSQL is away: others say so, and the next beat comes soon.
    }
    if (!this.#isStopped) this.#timer = setTimeout(() => void this.#beat(), BEAT_MS);
  }
}

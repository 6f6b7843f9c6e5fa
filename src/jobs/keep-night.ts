import { catchUpNight } from '../flows/runs/catch-up-night.ts';
import type { FlowContext } from '../flows/context.ts';
import type { Leadership } from '../flows/ports/database.ts';
import { sweep } from '../flows/runs/sweep.ts';
import { lastDue } from './last-due.ts';
import { timetable } from './schedule.ts';

/** A leader who failed so often in a row lets another try: its way to Redis may be cut, and not theirs. */
const FAILURES = 3;
/** Turns that it then stays away. */
const PAUSE = 3;

export interface KeeperOptions {
  readonly nightlyCron: string;
  /** Between two sweeps. */
  readonly everyMs: number;
  /** Between two assertions of the timetable, at least; a flushed Redis has forgotten it. */
  readonly assertMs: number;
}

/**
 * Keeps the nights of all workers: one of them, who holds the lead in PostgreSQL, asserts the timetable, sweeps for what nobody works
 * on any more, and makes up for a night that was not rung. The others wait for the lead. All that is done may be done twice.
 */
export class NightKeeper {
  readonly #context: FlowContext;
  readonly #options: KeeperOptions;
  #lead: Leadership | null = null;
  #assertedAt = -Infinity;
  #failures = 0;
  #pause = 0;
  #timer: NodeJS.Timeout | undefined;
  #turn: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(context: FlowContext, options: KeeperOptions) {
    this.#context = context;
    this.#options = options;
  }

  /** Whether this process has the lead, as far as it knows. */
  get isLeading(): boolean {
    return this.#lead !== null;
  }

  /** Takes the first turn and goes on by itself. Never throws: what fails is logged and tried at the next turn. */
  async start(): Promise<void> {
    this.#turn = this.#takeTurn();
    await this.#turn;
    if (!this.#isStopped) this.#timer = setTimeout(() => void this.start(), this.#options.everyMs);
  }

  /** Lets another have the lead. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#turn;
    await this.#stepDown();
  }

  async #takeTurn(): Promise<void> {
    try {
      const now = await this.#clockOfLeader();
      if (now === null) return;
      await this.#keep(now);
      this.#failures = 0;
    } catch (error) {
      this.#failures += 1;
      this.#context.log.warn({ error: String(error) }, 'the night was not looked after; tried again soon');
      if (this.#failures < FAILURES) return;
      this.#pause = PAUSE;
      await this.#stepDown();
    }
  }

  /** PostgreSQL's clock where this process leads, else `null`. */
  async #clockOfLeader(): Promise<Date | null> {
    if (this.#lead === null && this.#pause > 0) {
      this.#pause -= 1;
      return null;
    }
    const isNew = this.#lead === null;
    this.#lead ??= await this.#context.db.lead('nights');
    const now = (await this.#lead?.beat()) ?? null;
    if (now === null) await this.#stepDown();
    else if (isNew) this.#context.log.info({}, 'this worker keeps the nights now');
    return now;
  }

  async #keep(now: Date): Promise<void> {
    const { nightlyCron, assertMs } = this.#options;
    if (performance.now() - this.#assertedAt >= assertMs) {
      await this.#context.queue.assertTimetable(timetable(nightlyCron));
      this.#assertedAt = performance.now();
      await catchUpNight(this.#context, { due: lastDue(nightlyCron, now), now });
    }
    await sweep(this.#context);
  }

  async #stepDown(): Promise<void> {
    this.#failures = 0;
    this.#assertedAt = -Infinity;
    await this.#lead?.release();
    this.#lead = null;
  }
}

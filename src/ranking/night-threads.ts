import type { CrewWork, NightCrew } from '../flows/ports/night-crew.ts';
import { errorOf } from './failures.ts';
import { postedInput, type GroupDone, type ToNightThread } from './night-messages.ts';
import { WorkThread } from './work-thread.ts';

type NightThread = WorkThread<ToNightThread, GroupDone>;

/** Groups that a thread has under way: while one is ranked, another is read or written. */
const GROUPS_A_THREAD = 2;

export interface NightThreadsOptions {
  /** The module that threads run; it calls `serveNight`. */
  readonly entry: URL;
  readonly databaseUrl: string;
  readonly threads: number;
  readonly warn: (fields: object, message: string) => void;
}

/** Threads that rank and store groups of shards, each with connections of its own; the columns of the openings are in shared memory. */
export class NightThreads implements NightCrew {
  readonly size: number;
  readonly #threads: NightThread[];

  constructor({ entry, databaseUrl, threads, warn }: NightThreadsOptions) {
    this.size = threads;
    this.#threads = Array.from(
      { length: threads },
      (): NightThread => new WorkThread({ entry, orders: { databaseUrl }, warn }),
    );
  }

  async work({ run, input, groups, worker, refused }: CrewWork): Promise<void> {
    const posted = postedInput(input, ({ id }) => refused.has(id));
    const left = groups.values();
    for (const thread of this.#threads) thread.tell({ kind: 'begin', run, worker, input: posted });
    // By turns: every thread has a group before one has two.
    const hands = Array.from({ length: GROUPS_A_THREAD }, () => this.#threads)
      .flat()
      .map(async (thread) => {
        for (const shards of left) await workOn(thread, shards);
      });
    const ended = await Promise.allSettled(hands);
    for (const thread of this.#threads) thread.tell({ kind: 'end' });
    // Every hand ends before an error is told: none may go on unseen.
    for (const hand of ended) if (hand.status === 'rejected') throw hand.reason;
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map(async (thread) => await thread.close()));
  }
}

/** @throws what broke the group; AppError `RANKING_UNAVAILABLE` when the thread ends first. */
async function workOn(thread: NightThread, shards: readonly number[]): Promise<void> {
  const { failure } = await thread.work((number) => ({ kind: 'group', number, shards }));
  if (failure !== undefined) throw errorOf(failure);
}

import { MessageChannel } from 'node:worker_threads';
import type { Shortlist } from '../domain/explanation.ts';
import type { EmployerId } from '../domain/ids.ts';
import type { RecommendationList } from '../domain/recommendation.ts';
import type { StabilityScore } from '../domain/stability-score.ts';
import { stabilityPart } from '../domain/data-stamp.ts';
import { withDeadline } from '../domain/with-deadline.ts';
import type { Moment, Ranker } from '../flows/ports/ranker.ts';
import { SNAPSHOTS_KEPT } from './build-loop.ts';
import { errorOf, rankingUnavailable, ThreadLost } from './failures.ts';
import { Holders } from './holders.ts';
import { pinsKey, type FromThread, type Want } from './messages.ts';
import type { ThreadOrders } from './serve-thread.ts';
import { ThreadLink } from './thread-link.ts';

/** How long an answer waits for a snapshot that knows the latest change; then the one before it answers. */
const FRESH_WAIT_MS = 250;
/** How long an answer waits for the first snapshot, as after a start: a province takes some seconds. */
const FIRST_WAIT_MS = 30_000;
/** A thread that does not answer a laborer's list within this time is given up. */
const ANSWER_MS = 10_000;
/** Waits before a thread is started again double from the first to the longest. */
const RESTART_MS = 50;
const LONGEST_RESTART_MS = 5_000;
/** How long the building thread may take to let go of the database. */
const CLOSE_MS = 2_000;

export interface RankingThreadsOptions {
  /** The module that threads run; it calls `serveThread`. */
  readonly entry: URL;
  readonly databaseUrl: string;
  /** Threads that answer; one more builds. */
  readonly threads: number;
  /** Told of threads that ended and of builds that failed. */
  readonly onTrouble: (error: unknown) => void;
  readonly freshWaitMs?: number;
  readonly firstWaitMs?: number;
}

type Stabilities = ReadonlyMap<EmployerId, StabilityScore>;

/**
 * The engine in threads beside the event loop: one builds snapshots and ranks shortlists, the others rank lists on the
 * newest snapshot. A thread that ends is started again, and what it was asked is asked once more.
 */
export class RankingThreads implements Ranker {
  readonly #options: RankingThreadsOptions;
  readonly #answering = new Map<number, ThreadLink>();
  readonly #holders = new Holders<ThreadLink>();
  /** Key of pins → the newest stabilities that came, and of which data they are. */
  readonly #stabilities = new Map<string, { readonly part: string; readonly scores: Stabilities }>();
  readonly #stabilityHolder = new Holders<'here'>();
  /** Wants that are not met yet, by key and stamp. */
  readonly #wants = new Map<string, Want>();
  readonly #restarts = new Set<NodeJS.Timeout>();
  #building: ThreadLink;
  #wantNumber = 0;
  #failed: { readonly upTo: number; readonly error: Error } | null = null;
  #restartMs = RESTART_MS;
  #isClosed = false;
  #letGo = (): void => undefined;

  constructor(options: RankingThreadsOptions) {
    this.#options = options;
    this.#building = this.#startBuilding();
    for (let seat = 0; seat < options.threads; seat += 1) this.#startAnswering(seat);
  }

  async recommend(ask: Parameters<Ranker['recommend']>[0]): Promise<RecommendationList> {
    const { moment, laborer, refused, k } = ask;
    const key = pinsKey(moment.pins);
    const result = await this.#again(async () => {
      const link = leastBusy(await this.#ready(this.#holders, moment));
      if (link === undefined) throw rankingUnavailable();
      const answer = link.ask({ kind: 'recommend', pinsKey: key, laborer, refused, k });
      return await withDeadline(answer, ANSWER_MS, rankingUnavailable);
    });
    // The answering loop gives this for this ask.
    return result as RecommendationList;
  }

  async shortlist(ask: Parameters<Ranker['shortlist']>[0]): Promise<Shortlist> {
    const result = await this.#again(async () => {
      const link = await this.#builder();
      if (this.#isClosed) throw rankingUnavailable();
      return await link.ask({ kind: 'shortlist', ...ask });
    });
    // The building thread gives this for this ask.
    return result as Shortlist;
  }

  async stabilities(moment: Moment): Promise<Stabilities> {
    const key = pinsKey(moment.pins);
    const known = this.#stabilities.get(key);
    // Openings change all day and move no stability: nobody waits for a snapshot because of them.
    if (!this.#isClosed && known?.part === stabilityPart(moment.stamp)) return known.scores;
    await this.#ready(this.#stabilityHolder, moment);
    const found = this.#stabilities.get(key);
    if (found === undefined) throw rankingUnavailable();
    return found.scores;
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const timer of this.#restarts) clearTimeout(timer);
    const closed = new Promise<void>((resolve) => {
      this.#letGo = resolve;
    });
    // Who waits for a snapshot is refused now, however long a build that runs still takes.
    this.#holders.wake();
    this.#stabilityHolder.wake();
    this.#building.tell({ kind: 'close' });
    await withDeadline(closed, CLOSE_MS, rankingUnavailable).catch(() => undefined);
    await Promise.all([this.#building, ...this.#answering.values()].map(async (link) => await link.end()));
  }

  /** Once more when the thread was lost on the way. */
  async #again<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ThreadLost)) throw error;
    }
    try {
      return await work();
    } catch (error) {
      throw error instanceof ThreadLost ? rankingUnavailable(error) : error;
    }
  }

  /**
   * Those that hold what the moment asks for; else, after a short wait or a failed build, those that hold an older snapshot
   * of its pins; where nobody holds any, after a long wait, nobody: then it is refused.
   */
  async #ready<Holder>(holders: Holders<Holder>, moment: Moment): Promise<readonly Holder[]> {
    // What is held still would answer for rows that nobody follows any more.
    if (this.#isClosed) throw rankingUnavailable();
    const key = pinsKey(moment.pins);
    const exact = holders.of(key, (held) => held.stamp === moment.stamp);
    if (exact.length > 0) return exact;
    const want = this.#want(key, moment);
    const start = performance.now();
    while (!this.#isClosed) {
      const fresh = holders.of(key, (held) => held.upTo >= want);
      if (fresh.length > 0) return fresh;
      const older = holders.of(key, () => true);
      const failure = this.#failed !== null && this.#failed.upTo >= want ? this.#failed.error : null;
      const patience = older.length > 0 ? (this.#options.freshWaitMs ?? FRESH_WAIT_MS) : this.#firstWaitMs;
      const left = patience - (performance.now() - start);
      if (older.length > 0 && (failure !== null || left <= 0)) return older;
      if (failure !== null) throw failure;
      if (left <= 0) break;
      await holders.change(left);
    }
    throw rankingUnavailable();
  }

  get #firstWaitMs(): number {
    return this.#options.firstWaitMs ?? FIRST_WAIT_MS;
  }

  /** The building thread, after a wait where it is being started again. */
  async #builder(): Promise<ThreadLink> {
    const start = performance.now();
    while (this.#building.isEnded && !this.#isClosed) {
      const left = this.#firstWaitMs - (performance.now() - start);
      if (left <= 0) break;
      await this.#holders.change(left);
    }
    return this.#building;
  }

  /** The number of the want for a moment; who waits for the same moment waits for the same want. */
  #want(key: string, { pins, stamp }: Moment): number {
    const name = `${key} ${stamp}`;
    const known = this.#wants.get(name);
    if (known !== undefined) return known.number;
    const want = { kind: 'want', number: this.#wantNumber + 1, pins } as const;
    this.#wantNumber = want.number;
    this.#wants.set(name, want);
    this.#building.tell(want);
    return want.number;
  }

  #settleWants(upTo: number): void {
    for (const [name, want] of this.#wants) if (want.number <= upTo) this.#wants.delete(name);
  }

  #start(role: ThreadOrders['role'], heard: (message: FromThread) => void, lost: () => void): ThreadLink {
    const { entry, databaseUrl, onTrouble } = this.#options;
    const link = new ThreadLink({
      entry,
      orders: { role, databaseUrl },
      onMessage: heard,
      onLost: (error) => {
        onTrouble(error);
        // Nobody is sent to it from now on.
        this.#holders.drop(link);
        if (!this.#isClosed) this.#later(lost);
      },
    });
    return link;
  }

  #later(restart: () => void): void {
    const timer = setTimeout(() => {
      this.#restarts.delete(timer);
      restart();
    }, this.#restartMs);
    this.#restarts.add(timer);
    this.#restartMs = Math.min(LONGEST_RESTART_MS, this.#restartMs * 2);
  }

  #startBuilding(): ThreadLink {
    return this.#start(
      'build',
      (message) => this.#hearBuilding(message),
      () => {
        this.#building = this.#startBuilding();
        for (const seat of this.#answering.keys()) this.#connect(seat);
        for (const want of this.#wants.values()) this.#building.tell(want);
        this.#holders.wake();
      },
    );
  }

  #startAnswering(seat: number): void {
    const link = this.#start(
      'answer',
      (message) => {
        if (message.kind === 'dropped') this.#holders.drop(link, message.pinsKey);
        if (message.kind !== 'holds') return;
        this.#restartMs = RESTART_MS;
        this.#holders.note(link, message.pinsKey, message);
      },
      () => {
        this.#startAnswering(seat);
      },
    );
    this.#answering.set(seat, link);
    this.#connect(seat);
  }

  /** Gives the building thread a way to an answering thread. */
  #connect(seat: number): void {
    const { port1, port2 } = new MessageChannel();
    this.#answering.get(seat)?.tell({ kind: 'attach', seat, port: port1 }, [port1]);
    this.#building.tell({ kind: 'attach', seat, port: port2 }, [port2]);
  }

  #hearBuilding(message: FromThread): void {
    if (message.kind === 'closed') this.#letGo();
    if (message.kind === 'not_built') {
      this.#failed = { upTo: message.upTo, error: errorOf(message.failure) };
      this.#options.onTrouble(this.#failed.error);
      this.#settleWants(message.upTo);
      this.#holders.wake();
      this.#stabilityHolder.wake();
    }
    if (message.kind === 'holds') {
      this.#settleWants(message.upTo);
      const { pinsKey: key, stamp, stabilities } = message;
      if (stabilities !== undefined) this.#keepStabilities(key, stamp, stabilities);
      if (this.#stabilities.has(key)) this.#stabilityHolder.note('here', key, message);
    }
  }

  #keepStabilities(key: string, stamp: string, scores: Stabilities): void {
    this.#stabilities.delete(key);
    this.#stabilities.set(key, { part: stabilityPart(stamp), scores });
    const oldest =
      this.#stabilities.size > SNAPSHOTS_KEPT ? this.#stabilities.keys().next().value : undefined;
    if (oldest !== undefined) this.#stabilities.delete(oldest);
  }
}

function leastBusy(links: readonly ThreadLink[]): ThreadLink | undefined {
  return links.reduce<ThreadLink | undefined>(
    (least, link) => (least === undefined || link.load < least.load ? link : least),
    undefined,
  );
}

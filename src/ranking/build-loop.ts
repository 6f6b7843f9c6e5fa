import type { MessagePort } from 'node:worker_threads';
import type { EmployerId } from '../domain/ids.ts';
import type { StabilityScore } from '../domain/stability-score.ts';
import type { WorldPins } from '../flows/ports/ranker.ts';
import type { BuildSource } from './build-source.ts';
import { failureOf } from './failures.ts';
import { pinsKey, type Delivery, type FromThread } from './messages.ts';
import { snapshotOf, type Snapshot } from './snapshot.ts';

/** Snapshots that are kept: of today, of yesterday, and of another profile. */
export const SNAPSHOTS_KEPT = 3;
/** After a notice so long passes before the rows are read: changes come in crowds. */
const GATHER_MS = 20;
/** The data are asked for changes this often, whether notices come or not. */
const POLL_MS = 5_000;

/** A snapshot, and the last want that it meets. */
interface Kept {
  readonly snapshot: Snapshot;
  upTo: number;
}

/**
 * Keeps snapshots up to date and hands them to the answering threads: at once where one is wanted, and soon after the data
 * changed. One is built at a time; the last good one stays where building fails.
 */
export class BuildLoop {
  readonly #source: BuildSource;
  readonly #tell: (message: FromThread) => void;
  readonly #ports = new Map<number, MessagePort>();
  readonly #kept = new Map<string, Kept>();
  readonly #wanted = new Map<string, WorldPins>();
  #upTo = 0;
  #isHeard = false;
  #running: Promise<void> | null = null;
  #timer: NodeJS.Timeout | undefined;
  #buildMs = 0;
  #stabilities: ReadonlyMap<EmployerId, StabilityScore> = new Map();
  readonly #poll: NodeJS.Timeout;

  constructor(source: BuildSource, tell: (message: FromThread) => void) {
    this.#source = source;
    this.#tell = tell;
    this.#poll = setInterval(() => this.heard(), POLL_MS);
  }

  /** An answering thread takes a seat: it is handed all that is kept. */
  attach(seat: number, port: MessagePort): void {
    this.#ports.get(seat)?.close();
    this.#ports.set(seat, port);
    for (const [key, { snapshot, upTo }] of this.#kept) {
      port.postMessage({ pinsKey: key, stamp: snapshot.moment.stamp, upTo, snapshot } satisfies Delivery);
    }
  }

  /** Somebody waits for a snapshot that is read from now on. */
  want(number: number, pins: WorldPins): void {
    this.#upTo = Math.max(this.#upTo, number);
    this.#wanted.set(pinsKey(pins), pins);
    this.#run();
  }

  /** Something changed, or may have. A build takes at most about half of the time. */
  heard(): void {
    this.#isHeard = true;
    this.#timer ??= setTimeout(
      () => {
        this.#timer = undefined;
        this.#run();
      },
      Math.max(GATHER_MS, this.#buildMs),
    );
  }

  /** Starts nothing more; resolves when what runs has ended. */
  async close(): Promise<void> {
    clearInterval(this.#poll);
    clearTimeout(this.#timer);
    this.#isHeard = false;
    this.#wanted.clear();
    await this.#running;
    for (const port of this.#ports.values()) port.close();
  }

  #run(): void {
    this.#running ??= this.#work().finally(() => {
      this.#running = null;
      // What came while the last step ended.
      if (this.#wanted.size > 0) this.#run();
    });
  }

  async #work(): Promise<void> {
    while (this.#wanted.size > 0 || this.#isHeard) {
      const upTo = this.#upTo;
      const asked = [...this.#wanted.values()];
      const wasHeard = this.#isHeard;
      this.#wanted.clear();
      this.#isHeard = false;
      try {
        for (const pins of asked) await this.#refresh(pins, upTo);
        if (wasHeard) await this.#refresh(await this.#source.currentPins(), upTo);
      } catch (error) {
        this.#tell({ kind: 'not_built', upTo, failure: failureOf(error) });
      }
    }
  }

  async #refresh(pins: WorldPins, upTo: number): Promise<void> {
    const key = pinsKey(pins);
    const kept = this.#kept.get(key);
    const stamp = await this.#source.stamp();
    if (kept?.snapshot.moment.stamp === stamp) {
      kept.upTo = upTo;
      this.#hand({ pinsKey: key, stamp, upTo, snapshot: null });
      return;
    }
    const started = performance.now();
    const { world, moment, stabilities } = await this.#source.build(pins);
    const snapshot = snapshotOf(world, moment);
    this.#buildMs = performance.now() - started;
    this.#kept.delete(key);
    this.#kept.set(key, { snapshot, upTo });
    const oldest = this.#kept.size > SNAPSHOTS_KEPT ? this.#kept.keys().next().value : undefined;
    if (oldest !== undefined) this.#kept.delete(oldest);
    this.#stabilities = stabilities;
    this.#hand({ pinsKey: key, stamp: moment.stamp, upTo, snapshot });
  }

  #hand(delivery: Delivery): void {
    for (const port of this.#ports.values()) port.postMessage(delivery);
    const { pinsKey: key, stamp, upTo, snapshot } = delivery;
    const stabilities = snapshot === null ? undefined : this.#stabilities;
    this.#tell({ kind: 'holds', pinsKey: key, stamp, upTo, stabilities });
  }
}

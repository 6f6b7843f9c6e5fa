import type { MessagePort } from 'node:worker_threads';
import type { AreaPrefix } from '../domain/area.ts';
import type { EmployerId, OpeningId } from '../domain/ids.ts';
import type { MatchLaborer, MatchOpening } from '../domain/match-input.ts';
import type { StabilityScore } from '../domain/stability-score.ts';
import type { Moment, WorldPins } from '../flows/ports/ranker.ts';
import type { Snapshot } from './snapshot.ts';

/** What the threads say to each other. The building thread reads the database and makes snapshots; answering threads rank on them. */

/** A laborer to rank openings for, on the snapshot of some pins. */
interface RecommendAsk {
  readonly kind: 'recommend';
  readonly pinsKey: string;
  readonly laborer: MatchLaborer;
  readonly refused: readonly MatchOpening[];
  readonly k: number;
}

/** An opening to rank laborers for, on the rows of now. */
export interface ShortlistAsk {
  readonly kind: 'shortlist';
  readonly moment: Moment;
  readonly openingId: OpeningId;
  readonly scope: readonly AreaPrefix[];
  readonly k: number;
}

/** Whatever is answered; the number comes back with the answer. */
export type Ask = RecommendAsk | ShortlistAsk;
export interface NumberedAsk {
  readonly kind: 'ask';
  readonly number: number;
  readonly ask: Ask;
}

/** The way between the building thread and an answering thread, which takes the place of an earlier one. */
interface Attach {
  readonly kind: 'attach';
  /** Of the answering thread. */
  readonly seat: number;
  readonly port: MessagePort;
}

/** A snapshot is wanted that is read after this message. Numbers ascend. */
export interface Want {
  readonly kind: 'want';
  readonly number: number;
  readonly pins: WorldPins;
}

export type ToThread = NumberedAsk | Attach | Want | { readonly kind: 'close' };

/** From the building thread to answering threads. Without a snapshot: the one they have still holds. */
export interface Delivery {
  readonly pinsKey: string;
  readonly stamp: string;
  /** All wants up to this number are met. */
  readonly upTo: number;
  readonly snapshot: Snapshot | null;
}

/** An answer, or the failure in its stead. */
interface Answer {
  readonly kind: 'answer';
  readonly number: number;
  readonly result?: unknown;
  readonly failure?: Failure;
}

/** A thread has the snapshot of some pins, read at this stamp or later. */
interface Holds {
  readonly kind: 'holds';
  readonly pinsKey: string;
  readonly stamp: string;
  readonly upTo: number;
  /** From the building thread, when they changed. */
  readonly stabilities?: ReadonlyMap<EmployerId, StabilityScore>;
}

/** A snapshot could not be built. */
interface NotBuilt {
  readonly kind: 'not_built';
  readonly upTo: number;
  readonly failure: Failure;
}

/** A thread has no snapshot of some pins any more. */
interface Dropped {
  readonly kind: 'dropped';
  readonly pinsKey: string;
}

export type FromThread = Answer | Holds | NotBuilt | Dropped | { readonly kind: 'closed' };

/** An error as plain data: what AppError is made of, or just a message. */
export interface Failure {
  readonly message: string;
  readonly app?: {
    readonly kind: string;
    readonly code: string;
    readonly sentence: { readonly zh: string; readonly en: string };
    readonly remedy?: { readonly zh: string; readonly en: string };
  };
}

/** One text for equal pins. */
export function pinsKey({ runDate, profileName, profileVersion, idfVersion }: WorldPins): string {
  return JSON.stringify([runDate, profileName, profileVersion, idfVersion]);
}

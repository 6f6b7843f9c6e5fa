import type { IsoInstant } from './dates.ts';

/** A sign of life of a worker process. */
export interface WorkerBeat {
  /** `host:pid`, as in leases. */
  readonly name: string;
  /** Of the program, and of its engine. */
  readonly version: string;
  readonly engineVersion: string;
  /** Whether it keeps the nights. */
  readonly isLeading: boolean;
  /** Messages handled since it started. */
  readonly messagesDone: number;
  readonly messagesFailed: number;
  /** Pauses of its event loop since the beat before, in milliseconds: 99 of 100 were shorter. */
  readonly loopLagP99Ms: number;
  readonly rssMb: number;
}

/** A beat as it was last heard. */
export interface HeardBeat extends WorkerBeat {
  readonly startedAt: IsoInstant;
  /** By PostgreSQL's clock. */
  readonly silentSeconds: number;
}

import type { IsoDate } from './dates.ts';
import type { FairId, LaborerId, OpeningId } from './ids.ts';

/** 招聘会. */
export interface JobFair {
  readonly id: FairId;
  readonly name: string;
  readonly heldOn: IsoDate;
  readonly areaCode: string;
  readonly openings: readonly FairOpening[];
}

/** An opening at a fair: its booth and how many interviews it can take. */
export interface FairOpening {
  readonly openingId: OpeningId;
  /** From 1. */
  readonly booth: number;
  readonly places: number;
}

/** 面谈安排: one laborer meets one opening in one time slot. */
export interface Pairing {
  readonly laborerId: LaborerId;
  readonly openingId: OpeningId;
  readonly booth: number;
  /** From 1; a laborer is in one slot at one booth at a time. */
  readonly slot: number;
  readonly score: number;
}

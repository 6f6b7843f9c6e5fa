import type { IsoInstant } from './dates.ts';
import type { BrokerId, OpeningId, RunId } from './ids.ts';

/** An opening in a notice, and for how many laborers of the digest it is. */
export interface NoticeOpening {
  readonly openingId: OpeningId;
  readonly title: string;
  readonly employerName: string;
  /** Where the work is, in words. */
  readonly place: string;
  /** As advertised; empty where nothing is said. */
  readonly wage: string;
  readonly candidates: number;
}

/** What may leave the system: counts and openings. No laborer has a place in this type, and none can slip in. */
export interface Notice {
  /** The same at every repeat: receivers keep one of equal ids. */
  readonly id: string;
  readonly kind: 'digest' | 'test';
  readonly brokerId: BrokerId;
  /** `null`: a test. */
  readonly runId: RunId | null;
  /** The same at every repeat. */
  readonly at: IsoInstant;
  readonly newLaborers: number;
  readonly newPairs: number;
  readonly waiting: number;
  readonly losses: number;
  readonly openings: readonly NoticeOpening[];
}

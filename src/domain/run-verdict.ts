import type { LaborerId, OpeningId, RunId } from './ids.ts';

/** What became of a county in a run: published, or kept out with its last good lists staying. */
export const COUNTY_VERDICTS = ['passed', 'quarantined'] as const;

/** The verdict over one county of a run. */
export interface CountyVerdict {
  readonly countyCode: string;
  readonly verdict: (typeof COUNTY_VERDICTS)[number];
  /** Lists of it that did not stand the check. */
  readonly faults: number;
  readonly failedShards: number;
  /** Of a quarantined county: the run whose lists it shows on; `null`: it has none. */
  readonly keptRunId: RunId | null;
}

/** A fault that was noted. Ids only. */
export interface StoredFault {
  readonly shard: number;
  readonly code: string;
  readonly laborerId: LaborerId;
  readonly openingId: OpeningId | null;
  readonly detail: string;
}

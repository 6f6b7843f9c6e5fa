import type { AreaCode, CooperationPair } from './area.ts';
import type { IsoDate } from './dates.ts';
import type { Epoch } from './epoch.ts';
import type { EmployerId, LaborerId, OpeningId } from './ids.ts';
import type { Consent, Education, JobIntention, LaborAbility, MandarinLevel } from './laborer.ts';
import type { Code, Holding, Ontology } from './occupation.ts';
import type { OpeningRecord } from './opening.ts';
import type { PastRefusal } from './referral.ts';
import type { Region } from './region.ts';
import type { StabilityScore } from './stability-score.ts';
import type { PolicyProfile } from './weights.ts';

/**
 * What the engine may know of a laborer. There is no sex, ethnicity, religion or health status here, on purpose: no rule
 * and no factor can use them.
 */
export interface MatchLaborer {
  readonly id: LaborerId;
  readonly homeCode: AreaCode;
  /** Where distances start: where she is now when displaced, else home. */
  readonly originCode: AreaCode;
  readonly birthDate: IsoDate;
  readonly education?: Education;
  readonly laborAbility?: LaborAbility;
  readonly holdings?: readonly Holding[];
  readonly certificates?: readonly string[];
  readonly mandarin?: MandarinLevel;
  readonly inSchool?: boolean;
  readonly matchConsent: Consent;
  readonly intention: JobIntention;
  /** On the willing list at the run date, or displaced by a layoff. */
  readonly isWilling: boolean;
  /** Since when; the shortlist's second key. `null` when not willing. */
  readonly willingSince: IsoDate | null;
  /** Groups that a public post can name (`registeredPoor`, `outOfPoverty`, `monitored`, `disabled`, `relocated`); only for PUBLIC_POST_RESERVED. */
  readonly groups: readonly string[];
  /** Groups of which nobody knows whether she belongs to them; the others she is known not to be in. */
  readonly unknownGroups: readonly string[];
  /** Refusals of the 90 days before the run date. */
  readonly refusals: readonly PastRefusal[];
}

/** What the engine knows of an opening: the record, its employers and the employer's state at the run date. */
export interface MatchOpening extends OpeningRecord {
  readonly id: OpeningId;
  readonly employerId: EmployerId;
  readonly worksiteEmployerId: EmployerId;
  /** An open distress case at the stop level, or open wage arrears, of either employer. */
  readonly isEmployerSuspended: boolean;
  readonly isPublicPost: boolean;
  /** Of the worksite employer, as of the epoch. */
  readonly stability: StabilityScore;
}

/** idf of every code that the openings ask for, integer thousandths; a code that is not listed takes `maximum`. */
export interface IdfTable {
  readonly version: number;
  readonly thousandths: ReadonlyMap<Code, number>;
  readonly maximum: number;
}

/** Everything a score depends on besides the pair: the same settings and pair give the same bytes. */
export interface MatchSettings {
  /** Ages, closing dates and waiting times count from it. */
  readonly runDate: IsoDate;
  readonly epoch: Epoch;
  readonly profile: PolicyProfile;
  readonly ontology: Ontology;
  readonly idf: IdfTable;
  /** By six-digit code. */
  readonly regions: ReadonlyMap<AreaCode, Region>;
  readonly pairs: readonly CooperationPair[];
}

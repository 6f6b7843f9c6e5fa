import type { AreaCode } from './area.ts';
import type { IsoDate } from './dates.ts';
import type { EmployerId, OpeningId } from './ids.ts';
import type { Education, Shift, TermKind } from './laborer.ts';
import type { CertificateGate, Code, Level } from './occupation.ts';

/** 技能要求: one code that an opening asks for. */
export interface Requirement {
  readonly code: Code;
  /** 必备 / 优先. */
  readonly need: 'must' | 'nice';
  /** `none`: 包教, 学徒, 无经验, 可培训, or said by the title only; then the code weighs as its trainee code. */
  readonly minLevel: Level | 'none';
  readonly words?: string;
}

/** 薪资 as advertised, whole yuan a month (day × 26, hour × 208, year ÷ 12); at least one end is given. */
export interface AdvertisedWage {
  /** `undefined`: not said, as in 8000以下. */
  readonly lowCnyPerMonth?: number;
  /** `undefined`: not said, as in 5000以上 and 底薪3000. */
  readonly highCnyPerMonth?: number;
  /** The words of the file. */
  readonly words?: string;
}

/** Practices that bar an opening. `true` bars; `undefined` is to check. */
export interface Bars {
  readonly takesDeposit?: boolean;
  readonly withholdsPapers?: boolean;
  readonly chargesLaborer?: boolean;
  readonly noFreeExit?: boolean;
}

/** What is known of an opening. A field that the source does not say is `undefined`: unknown, never a reason to drop. */
export interface OpeningRecord {
  /** 岗位编号, where the source has one. */
  readonly openingNo?: string;
  readonly title: string;
  /** The opening's own occupation; `general` where nothing was recognized. */
  readonly occupation: Code;
  readonly requirements: readonly Requirement[];
  /** Legal gates of the occupation and certificates that the text makes a must. */
  readonly gates: readonly CertificateGate[];
  /** County, or a city where nothing finer is known. `null`: unknown (reported as PLACE_UNKNOWN). */
  readonly placeCode: AreaCode | null;
  readonly placeWords?: string;
  readonly headcount: number;
  readonly filled: number;
  readonly opensOn?: IsoDate;
  /** Last day on which one can apply. */
  readonly closesOn?: IsoDate;
  readonly isWithdrawn: boolean;
  readonly startsOn?: IsoDate;
  readonly endsOn?: IsoDate;
  readonly ageMin?: number;
  readonly ageMax?: number;
  readonly educationMin?: Education;
  readonly wage?: AdvertisedWage;
  readonly providesLodging?: boolean;
  readonly providesMeals?: boolean;
  readonly hasShuttle?: boolean;
  readonly shift?: Shift;
  readonly term?: TermKind;
  readonly isHeavyWork?: boolean;
  readonly isHazardous?: boolean;
  readonly needsMandarin?: boolean;
  readonly hasBilingualLeader?: boolean;
  /** 公益性岗位: the groups that the county's dated rule names; `undefined`: no rule known (to check). */
  readonly reservedForGroups?: readonly string[];
  readonly bars: Bars;
  /** Discriminatory words that were found and are not used (依法不采用). */
  readonly flaggedWords: readonly string[];
  /** Median net pay that at least five followed-up people reported, as of the epoch. */
  readonly reportedNetCnyPerMonth?: number;
}

/** A stored opening. */
export interface Opening extends OpeningRecord {
  readonly id: OpeningId;
  /** 用人单位: who signs. */
  readonly employerId: EmployerId;
  /** 用工单位: where one works; the same as the employer without 劳务派遣. Stability and the cap are its. */
  readonly worksiteEmployerId: EmployerId;
  readonly version: number;
}

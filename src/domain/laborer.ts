import type { AreaCode, WillingTier } from './area.ts';
import type { Consents } from './consent.ts';
import type { IsoDate } from './dates.ts';
import type { HouseholdId, LaborerId } from './ids.ts';
import type { Code, Holding } from './occupation.ts';

/** 劳动能力. 弱劳动力 and 半劳动力 of older files are one. */
export const LABOR_ABILITIES = ['ordinary', 'skilled', 'weak_or_half', 'none', 'lost'] as const;
export type LaborAbility = (typeof LABOR_ABILITIES)[number];

/** 文化程度, ordered; 高中, 中专 and 技校 are one rank. */
export const EDUCATIONS = ['none', 'primary', 'junior', 'senior', 'college', 'bachelor'] as const;
export type Education = (typeof EDUCATIONS)[number];

export const SEXES = ['male', 'female'] as const;
export type Sex = (typeof SEXES)[number];

/** 班次. */
export const SHIFTS = ['day', 'night', 'rotating'] as const;
export type Shift = (typeof SHIFTS)[number];

/** 期限: 日结 / 季节 / 长期. */
export const TERM_KINDS = ['daily', 'seasonal', 'long'] as const;
export type TermKind = (typeof TERM_KINDS)[number];

/** 普通话. */
export const MANDARIN_LEVELS = ['fluent', 'weak'] as const;
export type MandarinLevel = (typeof MANDARIN_LEVELS)[number];

/** Consent to be matched. `null`: never asked (to check). */
export type Consent = 'given' | 'withdrawn' | null;

/** 就业意愿. Fields that a file did not have are `undefined`; a cell that was there and empty is an empty array or `null`. */
export interface JobIntention {
  /** 意向地区, most wanted first; at most four. */
  readonly areas: readonly AreaCode[];
  /** 意向层级. Empty with no areas: she said nothing about place, so no place is refused. */
  readonly tiers: readonly WillingTier[];
  readonly wishedOccupations: readonly Code[];
  readonly refusedOccupations: readonly Code[];
  readonly wageFloorCnyPerMonth?: number | null;
  /** Longest road that she accepts. */
  readonly maxDistanceKm?: number | null;
  /** 可出发日期. */
  readonly availableFrom?: IsoDate | null;
  /** 可务工截止, last day she can work. */
  readonly availableUntil?: IsoDate | null;
  readonly mustBeHomeNightly?: boolean;
  readonly needsLodging?: boolean;
  /** 期限意愿: terms she accepts; empty or undefined: any. */
  readonly acceptedTerms?: readonly TermKind[];
  /** 班次意愿: shifts she can work; empty or undefined: any. */
  readonly acceptedShifts?: readonly Shift[];
  readonly wantsTraining?: boolean;
}

/** 标识: flags that can hold together; `undefined`: unknown. The engine asks them for public posts only. */
export interface LaborerFlags {
  readonly registeredPoor?: boolean;
  readonly outOfPoverty?: boolean;
  readonly monitored?: boolean;
  readonly disabled?: boolean;
  readonly relocated?: boolean;
}

/** What is known of a registered person, without her ID number and phone (see `PersonalData`). */
export interface LaborerRecord {
  readonly name: string;
  readonly sex?: Sex;
  /** From the ID number. */
  readonly birthDate: IsoDate;
  /** 户籍所属区域: six to twelve digits. */
  readonly homeCode: AreaCode;
  /** Where she is now, when displaced away from home. */
  readonly currentPlaceCode?: AreaCode | null;
  readonly education?: Education;
  readonly laborAbility?: LaborAbility;
  /** Occupations and skills. `undefined`: the file had no such column; empty: she has none. */
  readonly holdings?: readonly Holding[];
  /** Certificate codes (`cert:…`), likewise. */
  readonly certificates?: readonly string[];
  readonly mandarin?: MandarinLevel;
  readonly inSchool?: boolean;
  readonly matchConsent: Consent;
  readonly householdNo?: string;
  readonly flags: LaborerFlags;
  readonly intention: JobIntention;
  readonly remarks?: string;
}

/** Encrypted at rest, masked on every surface. Only importers, crypto and the reveal flow hold one. */
export interface PersonalData {
  /** 公民身份号码, 18 characters, upper-case X. */
  readonly idNumber: string;
  /** 11 digits, or `null` when the file had none. */
  readonly phone: string | null;
}

/** A stored laborer as surfaces may show her. */
export interface Laborer extends LaborerRecord {
  readonly id: LaborerId;
  readonly householdId: HouseholdId | null;
  /** The three answers of now; `matching` is `matchConsent`. */
  readonly consents: Consents;
  /** Such as `629999********001X`. */
  readonly idNumberMasked: string;
  /** Such as `139****0001`. */
  readonly phoneMasked: string | null;
  /** The open entry of the two lists, if any. */
  readonly list: 'employed' | 'willing' | null;
  /** Counts up at every change; the ETag. */
  readonly version: number;
}

import type { IsoDate } from './dates.ts';
import type { EmployerId } from './ids.ts';

/** 企业类型. */
export const EMPLOYER_KINDS = [
  'partner_province',
  'other_province',
  'in_province',
  'in_county',
  'workshop',
  'public_post',
] as const;
export type EmployerKind = (typeof EMPLOYER_KINDS)[number];

/** 企业用工稳定性: one dated fact. */
export type StabilityEvidence =
  | { readonly kind: 'insured_headcount'; readonly date: IsoDate; readonly people: number }
  | { readonly kind: 'wage_arrears'; readonly from: IsoDate; readonly to: IsoDate | null }
  | { readonly kind: 'layoff'; readonly date: IsoDate; readonly people: number }
  | {
      /** 90日留存: of `placed` people, `stayed` were still there at the known point `date`. */
      readonly kind: 'retention';
      readonly date: IsoDate;
      readonly stayed: number;
      readonly placed: number;
    };

/** What is known of a 用人单位 or 用工单位. */
export interface EmployerRecord {
  readonly name: string;
  /** 统一社会信用代码, 18 characters with a true check character. */
  readonly creditCode: string;
  readonly kind: EmployerKind;
  readonly industry?: string;
  readonly foundedOn?: IsoDate;
  readonly evidence: readonly StabilityEvidence[];
}

/** 困难企业: `stop` ends new recommendations to the employer. */
export const DISTRESS_LEVELS = ['watch', 'stop'] as const;
export type DistressLevel = (typeof DISTRESS_LEVELS)[number];

/** A stored employer. */
export interface Employer extends EmployerRecord {
  readonly id: EmployerId;
  /** The level of its open distress case. */
  readonly distress: DistressLevel | null;
  readonly version: number;
}

/** Whether wages are owed on a day: an arrears fact that began and has not ended. */
export function hasOpenArrears(employer: Pick<EmployerRecord, 'evidence'>, date: IsoDate): boolean {
  return employer.evidence.some(
    (fact) => fact.kind === 'wage_arrears' && fact.from <= date && (fact.to === null || date < fact.to),
  );
}

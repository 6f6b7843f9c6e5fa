import { say, type Bilingual } from './bilingual.ts';
import type { IsoInstant } from './dates.ts';
import type { LaborerRecord } from './laborer.ts';

/** Fields of a laborer as a person names them, in the order of a form; `phone` stands for its mask. */
export const LABORER_FIELD_WORDS = {
  name: say('姓名', 'name'),
  idNumber: say('身份证号', 'ID number'),
  sex: say('性别', 'sex'),
  birthDate: say('出生日期', 'birth date'),
  homeCode: say('户籍区域', 'home area'),
  householdNo: say('户编号', 'household number'),
  phone: say('电话', 'phone'),
  currentPlaceCode: say('现在所在地', 'present place'),
  education: say('文化程度', 'education'),
  laborAbility: say('劳动能力', 'labor ability'),
  holdings: say('工种和技能', 'occupations and skills'),
  certificates: say('证书', 'certificates'),
  mandarin: say('普通话', 'Mandarin'),
  inSchool: say('是否在校', 'in school'),
  matchConsent: say('同意匹配', 'consent to be matched'),
  consents: say('联系和具名的同意', 'consents to be contacted and named'),
  flags: say('人员标识', 'flags'),
  intention: say('就业意愿', 'job intention'),
  list: say('所在清单', 'list'),
  remarks: say('备注', 'remarks'),
} as const satisfies Readonly<Record<string, Bilingual>>;

export type LaborerField = keyof typeof LABORER_FIELD_WORDS;

/** One version of a laborer: who made it, and which fields are other than before. */
export interface LaborerVersion {
  readonly version: number;
  readonly at: IsoInstant;
  /** `null`: a program that did not say who it was. */
  readonly actor: string | null;
  /** The file or the way it came in, where it was told. */
  readonly source: string | null;
  readonly fields: readonly LaborerField[];
}

/** A field that was changed since somebody read it. */
export interface FieldDifference {
  readonly field: LaborerField;
  readonly label: Bilingual;
  /** What stands there now, masked. */
  readonly now: string;
  /** What the refused change wanted there, masked. */
  readonly yours: string;
  readonly changedBy: string | null;
  readonly changedAt: IsoInstant;
}

/** Digits long enough to be an ID number or a phone. */
const PERSONAL_NUMBERS = /\d{7,}[Xx]?/g;

/** A field's value in one line, for people to compare; `—` where nothing is known. Numbers of persons are struck out. */
export function shownField(value: unknown): string {
  if (value === undefined || value === null) return '—';
  if (typeof value === 'string') return value.replaceAll(PERSONAL_NUMBERS, '…') || '—';
  return JSON.stringify(value);
}

/** The value of a record's field; fields that are no part of a record are `undefined`. */
export function recordField(record: Partial<LaborerRecord>, field: LaborerField): unknown {
  return Object.entries(record).find(([name]) => name === field)?.[1];
}

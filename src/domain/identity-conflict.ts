import { say, type Bilingual } from './bilingual.ts';
import type { IsoInstant } from './dates.ts';
import type { ConflictId, LaborerId } from './ids.ts';
import type { LaborerRecord } from './laborer.ts';

/** Fields that say who somebody is and where she belongs: a second source never changes them by itself. */
export const CONFLICT_FIELDS = ['name', 'sex', 'birthDate', 'homeCode', 'householdNo'] as const;
export type ConflictField = (typeof CONFLICT_FIELDS)[number];

/** What a second source does to a field that is known: one table, documented in docs/privacy.md. */
interface FieldRule {
  /** `conflict`: the stored value stays and a person decides. `update`: the newer value replaces it. */
  readonly difference: 'conflict' | 'update';
  readonly why: Bilingual;
}

const FACT: FieldRule = {
  difference: 'update',
  why: say('随时间变化的情况，以新近来源为准', 'Changes with time: the newer source counts'),
};

/** Of every field of a record, what a difference between two sources is. */
export const FIELD_RULES = {
  name: {
    difference: 'conflict',
    why: say('同一身份证号不同姓名：可能录错号码', 'One ID number, two names: perhaps a wrong number'),
  },
  sex: { difference: 'conflict', why: say('应与身份证号一致', 'It follows the ID number') },
  birthDate: { difference: 'conflict', why: say('应与身份证号一致', 'It follows the ID number') },
  homeCode: {
    difference: 'conflict',
    why: say(
      '县（前六位）不同即为迁移，须由人核对；同县内的乡村变更直接更新',
      'Another county (first six digits) is a move that a person checks; inside the county it is an update',
    ),
  },
  householdNo: {
    difference: 'conflict',
    why: say(
      '户内其他人在另一个县：两县争一户，须由人核对；同县内直接更新',
      'The household has members in another county: two counties claim it. Inside the county it is an update',
    ),
  },
  currentPlaceCode: FACT,
  education: FACT,
  laborAbility: FACT,
  holdings: FACT,
  certificates: FACT,
  mandarin: FACT,
  inSchool: FACT,
  matchConsent: {
    difference: 'update',
    why: say('撤回的同意文件不能恢复', 'A file never gives back what was withdrawn'),
  },
  flags: FACT,
  intention: FACT,
  remarks: FACT,
} as const satisfies Readonly<Record<keyof LaborerRecord, FieldRule>>;

export const CONFLICT_STATES = ['open', 'kept', 'taken', 'edited'] as const;
export type ConflictState = (typeof CONFLICT_STATES)[number];

/** One value, and where it came from. */
interface ConflictVersion {
  /** `null`: nothing was known. */
  readonly value: string | null;
  /** File, key or person; `null` where it was not told. */
  readonly from: string | null;
  readonly at: IsoInstant;
}

/** Two sources that disagree on one field of one person. */
export interface IdentityConflict {
  readonly id: ConflictId;
  readonly laborerId: LaborerId;
  readonly idNumberMasked: string;
  readonly homeCode: string;
  readonly field: ConflictField;
  /** What stands in the record, until somebody decides. */
  readonly stored: ConflictVersion;
  readonly given: ConflictVersion;
  /** How often the other version was given. */
  readonly times: number;
  readonly state: ConflictState;
  readonly resolvedValue: string | null;
  readonly resolvedBy: string | null;
  readonly resolvedAt: IsoInstant | null;
}

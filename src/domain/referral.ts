import { say, type Bilingual } from './bilingual.ts';
import type { IsoDate, IsoInstant } from './dates.ts';
import type { BrokerId, LaborerId, OpeningId, ReferralId } from './ids.ts';

/** 推荐结果. `obsolete` is set by the system alone. */
export const REFERRAL_STATES = [
  'proposed',
  'contacted',
  'interviewed',
  'accepted',
  'refused',
  'employer_refused',
  'departed',
  'arrived',
  'no_show',
  'left_7d',
  'placed',
  'expired',
  'obsolete',
] as const;
export type ReferralState = (typeof REFERRAL_STATES)[number];

/** The states in words. */
export const REFERRAL_STATE_WORDS: Readonly<Record<ReferralState, Bilingual>> = {
  proposed: say('已提出', 'proposed'),
  contacted: say('已联系', 'contacted'),
  interviewed: say('已面试', 'interviewed'),
  accepted: say('已谈妥', 'accepted'),
  refused: say('本人回绝', 'refused'),
  employer_refused: say('用人单位未录用', 'refused by the employer'),
  departed: say('已出发', 'departed'),
  arrived: say('已到达', 'arrived'),
  no_show: say('没有到岗', 'no show'),
  left_7d: say('七日内离岗', 'left within seven days'),
  placed: say('已就业', 'placed'),
  expired: say('已过期', 'expired'),
  obsolete: say('已在别处就业', 'obsolete'),
};

/** What came of a call: reached / 空号 / 无人接听 / 家人代接 / 改日再打. */
export const CONTACT_RESULTS = [
  'reached',
  'dead_number',
  'no_answer',
  'family_answered',
  'call_later',
] as const;
export type ContactResult = (typeof CONTACT_RESULTS)[number];

/** What came of a call, in words. */
export const CONTACT_RESULT_WORDS: Readonly<Record<ContactResult, string>> = {
  reached: '已接通',
  dead_number: '空号',
  no_answer: '无人接听',
  family_answered: '家人代接',
  call_later: '改日再打',
};

/** Typed refusals; the field behind the first six can change, and then the opening may be proposed again. */
export const REFUSAL_REASONS = [
  'wage',
  'place',
  'shift',
  'term',
  'lodging',
  'employer',
  'family',
  'other',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** Why the laborer refused, in words. */
export const REFUSAL_REASON_WORDS: Readonly<Record<RefusalReason, string>> = {
  wage: '工资',
  place: '地点',
  shift: '班次',
  term: '期限',
  lodging: '食宿',
  employer: '用人单位',
  family: '家里有事',
  other: '其他',
};

export const EMPLOYER_REFUSAL_REASONS = [
  'filled',
  'skill',
  'certificate',
  'health_check',
  'age_by_law',
  'other',
] as const;
export type EmployerRefusalReason = (typeof EMPLOYER_REFUSAL_REASONS)[number];

/** Why the employer refused, in words. */
export const EMPLOYER_REFUSAL_WORDS: Readonly<Record<EmployerRefusalReason, string>> = {
  filled: '已招满',
  skill: '技能不够',
  certificate: '缺少证书',
  health_check: '体检未过',
  age_by_law: '年龄不合法定要求',
  other: '其他',
};

/** 职业介绍. */
export interface Referral {
  readonly id: ReferralId;
  readonly laborerId: LaborerId;
  readonly openingId: OpeningId;
  readonly brokerId: BrokerId;
  readonly state: ReferralState;
  readonly contactResult: ContactResult | null;
  readonly refusalReason: RefusalReason | null;
  readonly employerRefusalReason: EmployerRefusalReason | null;
  readonly createdAt: IsoInstant;
  readonly updatedAt: IsoInstant;
  readonly version: number;
}

/** A refusal of the last 90 days, as the engine needs it: `fieldFingerprint` is the opening's field behind the reason, then. */
export interface PastRefusal {
  readonly openingId: OpeningId;
  readonly refusedOn: IsoDate;
  readonly reason: RefusalReason;
  /** See `refusalFingerprint`. */
  readonly fieldFingerprint: string;
}

/** Where a referral may go from each state. */
export const REFERRAL_TRANSITIONS: Readonly<Record<ReferralState, readonly ReferralState[]>> = {
  proposed: ['contacted', 'refused', 'expired', 'obsolete'],
  contacted: ['contacted', 'interviewed', 'accepted', 'refused', 'employer_refused', 'expired', 'obsolete'],
  interviewed: ['accepted', 'refused', 'employer_refused', 'expired', 'obsolete'],
  accepted: ['departed', 'refused', 'employer_refused', 'no_show', 'expired', 'obsolete'],
  departed: ['arrived', 'no_show'],
  arrived: ['placed', 'left_7d', 'employer_refused'],
  no_show: [],
  left_7d: [],
  placed: [],
  refused: [],
  employer_refused: [],
  expired: [],
  obsolete: [],
};

/** Whether the contact lock is still held: the referral is neither ended nor placed. */
export function isOpen(state: ReferralState): boolean {
  return REFERRAL_TRANSITIONS[state].length > 0;
}

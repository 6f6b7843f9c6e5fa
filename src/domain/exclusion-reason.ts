import { say, type Bilingual } from './bilingual.ts';

/** 不匹配原因, in the order in which the rules are asked (scoring.md §2); the position is the code's stored number. */
export const EXCLUSION_CODES = [
  'DATA_INVALID',
  'PLACE_UNKNOWN',
  'OPENING_CLOSED',
  'OPENING_FULL',
  'EMPLOYER_SUSPENDED',
  'OPENING_BARRED',
  'PUBLIC_POST_RESERVED',
  'NOT_WILLING',
  'CONSENT_WITHDRAWN',
  'AREA_UNWILLING',
  'BEYOND_MAX_DISTANCE',
  'HOME_NIGHTLY',
  'SHIFT_UNWILLING',
  'LODGING_NEEDED',
  'OCCUPATION_UNWILLING',
  'TERM_UNWANTED',
  'OUTSIDE_AVAILABILITY',
  'AGE_OUT_OF_RANGE',
  'UNDER_16',
  'MINOR_PROTECTED',
  'IN_SCHOOL',
  'EDUCATION_BELOW',
  'CERTIFICATE_MISSING',
  'MUST_SKILL_MISSING',
  'ABILITY_LIMITED',
  'WORKING_LANGUAGE',
  'WAGE_BELOW_FLOOR',
  'REFUSED_BEFORE',
] as const;
export type ExclusionCode = (typeof EXCLUSION_CODES)[number];

/** What each code means, in a few words: for counts over many pairs, where a sentence with values does not fit. */
export const EXCLUSION_WORDS: Readonly<Record<ExclusionCode, Bilingual>> = {
  DATA_INVALID: say('资料有误', 'data that will not do'),
  PLACE_UNKNOWN: say('工作地点不明', 'place of work unknown'),
  OPENING_CLOSED: say('不在招聘期', 'not open'),
  OPENING_FULL: say('已招满', 'no place left'),
  EMPLOYER_SUSPENDED: say('企业停止推荐或欠薪', 'employer stopped or owing wages'),
  OPENING_BARRED: say('收押金、收费、扣证件或限制离职', 'deposit, fee, papers withheld or no free exit'),
  PUBLIC_POST_RESERVED: say('公益性岗位（不是安置对象）', 'public post reserved for others'),
  NOT_WILLING: say('不在有意愿清单上', 'not on the willing list'),
  CONSENT_WITHDRAWN: say('已撤回匹配同意', 'consent taken back'),
  AREA_UNWILLING: say('不在意向地区和层级内', 'place not wished for'),
  BEYOND_MAX_DISTANCE: say('超出最远距离', 'too far'),
  HOME_NIGHTLY: say('不能每晚回家', 'not home each night'),
  SHIFT_UNWILLING: say('班次不合意愿', 'shift not wanted'),
  LODGING_NEEDED: say('需要住宿而不包住', 'lodging needed, none given'),
  OCCUPATION_UNWILLING: say('不愿从事的工种', 'occupation refused'),
  TERM_UNWANTED: say('期限不合意愿', 'term not wanted'),
  OUTSIDE_AVAILABILITY: say('时间合不上', 'not available then'),
  AGE_OUT_OF_RANGE: say('年龄不符', 'age out of range'),
  UNDER_16: say('未满 16 周岁', 'under 16'),
  MINOR_PROTECTED: say('未成年工不得从事', 'barred for minors'),
  IN_SCHOOL: say('在校学生', 'in school'),
  EDUCATION_BELOW: say('学历不够', 'education below'),
  CERTIFICATE_MISSING: say('缺少证书', 'certificate missing'),
  MUST_SKILL_MISSING: say('缺少必备技能', 'must-have skill missing'),
  ABILITY_LIMITED: say('劳动能力受限', 'ability limited'),
  WORKING_LANGUAGE: say('普通话达不到要求', 'Mandarin not enough'),
  WAGE_BELOW_FLOOR: say('低于期望月薪', 'under the wage floor'),
  REFUSED_BEFORE: say('近期回绝过', 'refused lately'),
};

/** Why a pair is dropped: a code and a sentence with the values. */
export interface ExclusionReason {
  readonly code: ExclusionCode;
  readonly sentence: Bilingual;
}

/** How many pairs a code dropped; answers of fewer than K carry these. */
export type ReasonCounts = Readonly<Partial<Record<ExclusionCode, number>>>;

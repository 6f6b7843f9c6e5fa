import type { WillingTier } from '../../../src/domain/area.ts';
import type { EmployerKind } from '../../../src/domain/employer.ts';
import type { Education, LaborAbility, Shift, TermKind } from '../../../src/domain/laborer.ts';
import type { Level } from '../../../src/domain/occupation.ts';

/** The official words of files for codes of the domain. */
export const EDUCATION_WORDS: Readonly<Record<Education, string>> = {
  none: '文盲',
  primary: '小学',
  junior: '初中',
  senior: '高中',
  college: '大专',
  bachelor: '本科',
};

export const ABILITY_WORDS: Readonly<Record<LaborAbility, string>> = {
  ordinary: '普通劳动力',
  skilled: '技能劳动力',
  weak_or_half: '弱劳动力或半劳动力',
  none: '无劳动力',
  lost: '丧失劳动力',
};

export const TIER_WORDS: Readonly<Record<WillingTier, string>> = {
  county: '县内',
  prefecture: '县外市内',
  province: '市外省内',
  interprovincial: '省外',
  abroad: '境外',
};

export const LEVEL_WORDS: Readonly<Record<Level, string>> = { learner: '学徒', able: '熟练', proven: '精通' };

export const SHIFT_WORDS: Readonly<Record<Shift, string>> = { day: '白班', night: '夜班', rotating: '倒班' };

export const TERM_WORDS: Readonly<Record<TermKind, string>> = {
  daily: '日结',
  seasonal: '季节',
  long: '长期',
};

export const EMPLOYER_KIND_WORDS: Readonly<Record<EmployerKind, string>> = {
  partner_province: '东西部协作企业',
  other_province: '其他省企业',
  in_province: '省内企业',
  in_county: '县内企业',
  workshop: '帮扶车间',
  public_post: '公益性岗位',
};

/** Groups that a public post can be kept for. */
export const GROUP_WORDS: ReadonlyMap<string, string> = new Map([
  ['outOfPoverty', '脱贫人口'],
  ['monitored', '监测对象'],
  ['disabled', '残疾人'],
]);

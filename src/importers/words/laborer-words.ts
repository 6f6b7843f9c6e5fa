import type { WillingTier } from '../../domain/area.ts';
import type { Education, LaborAbility, MandarinLevel, Shift, TermKind } from '../../domain/laborer.ts';
import type { Level } from '../../domain/occupation.ts';
import { parsedValue, type Parsed } from '../../text/parsed.ts';
import { oneWord, type WordTable } from './word-table.ts';
import { yesNo } from './yes-no.ts';

/** 文化程度. 高中, 中专 and 技校 are one rank. */
const EDUCATION_WORDS: WordTable<Education> = {
  none: ['文盲', '文盲半文盲', '文盲或半文盲', '文盲/半文盲', '半文盲', '未上学', '未上过学', '不识字', '无'],
  primary: ['小学', '小学及以下', '小学以下'],
  junior: ['初中', '初级中学', '初中及以下'],
  senior: [
    '高中',
    '中专',
    '技校',
    '职高',
    '中技',
    '中职',
    '普通高中',
    '职业高中',
    '技工学校',
    '中等专业学校',
    '高中/中专',
    '高中(中专)',
    '高中或中专',
    '中专/高中',
    '高中、中专',
    '高中/中专/技校',
    '中专技校',
    '中专(技校)',
  ],
  college: ['大专', '专科', '大学专科', '高职', '高职高专', '高职(专科)'],
  bachelor: [
    '本科',
    '大学本科',
    '大学',
    '本科及以上',
    '大学本科及以上',
    '研究生',
    '硕士',
    '博士',
    '硕士研究生',
    '博士研究生',
  ],
};

/** 文化程度 or 学历要求: an education or, as a requirement, the least one (初中及以上 is 初中). */
export function education(text: string): Parsed<Education> {
  const bare = text
    .replaceAll(' ', '')
    .replace(/(?:及以上|或以上|以上)?(?:毕业|学历|文化程度|文化)?(?:及以上|或以上|以上)?$/, '');
  return oneWord(EDUCATION_WORDS)(bare === '' ? text : bare);
}

/** 劳动能力; 弱 and 半 of older files are one. */
export const ABILITY_WORDS: WordTable<LaborAbility> = {
  ordinary: ['普通劳动力', '普通劳力', '有劳动能力', '正常', '普通', '全劳动力', '有'],
  skilled: ['技能劳动力', '技能劳力', '技能型劳动力', '技能'],
  weak_or_half: [
    '弱劳动力或半劳动力',
    '弱劳动力',
    '半劳动力',
    '弱劳力',
    '半劳力',
    '弱/半劳动力',
    '弱或半劳动力',
    '弱(半)劳动力',
    '弱劳动能力',
    '半劳动能力',
  ],
  none: ['无劳动力', '无劳动能力', '无劳力', '无'],
  lost: ['丧失劳动力', '丧失劳动能力', '丧失劳力', '丧失'],
};

/** 意向层级. */
export const TIER_WORDS: WordTable<WillingTier> = {
  county: ['县内', '本县', '县域内', '县区内', '本县内'],
  prefecture: ['县外市内', '市内县外', '市内', '州内', '县外州内', '本市', '市(州)内'],
  province: ['市外省内', '省内市外', '省内', '州外省内', '本省'],
  interprovincial: ['省外', '外省', '跨省'],
  abroad: ['境外', '国外', '海外'],
};

/** 熟练程度. A 等级工 has proved it by certificate. */
export const LEVEL_WORDS: WordTable<Level> = {
  learner: ['学徒', '学徒工', '初学', '生手', '入门', '了解', '不熟练'],
  able: ['熟练', '熟手', '一般', '会', '掌握', '较熟练', '熟练工'],
  proven: [
    '精通',
    '非常熟练',
    '专业',
    '高级',
    '初级工',
    '中级工',
    '高级工',
    '技师',
    '高级技师',
    '持证',
    '有证',
  ],
};

/** 普通话. */
export const MANDARIN_WORDS: WordTable<MandarinLevel> = {
  fluent: ['流利', '熟练', '标准', '好', '良好', '较好', '一般', '会', '能交流', '可以交流', '是'],
  weak: ['弱', '差', '较差', '不会', '不流利', '不熟练', '听不懂', '略懂', '否'],
};

/** 班次. */
export const SHIFT_WORDS: WordTable<Shift> = {
  day: ['白班', '长白班', '常白班', '日班', '正常班'],
  night: ['夜班', '晚班'],
  rotating: ['倒班', '轮班', '两班倒', '三班倒', '两班', '三班', '二班倒', '两班制', '三班制', '翻班'],
};

/** 期限. */
export const TERM_WORDS: WordTable<TermKind> = {
  daily: ['日结', '日结工', '零工', '短工', '临时', '临时工', '小时工', '计时'],
  seasonal: ['季节', '季节工', '季节性', '短期', '短期工', '寒暑假工', '暑假工'],
  long: ['长期', '长期工', '固定', '固定工', '全职', '稳定', '无固定期限', '正式工'],
};

/** 上学状态 or 是否在校: whether she is at school now. */
export function inSchool(text: string): Parsed<boolean> {
  if (/^(?:非|不|未|已|没)|毕业|离校|辍学|休学/.test(text)) return parsedValue(false);
  if (/在校|在读|年级|上学|就读/.test(text)) return parsedValue(true);
  return yesNo(text);
}

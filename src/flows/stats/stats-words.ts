import { say, type Bilingual } from '../../domain/bilingual.ts';
import type { Reference } from '../../domain/reference.ts';
import { MEASURES, type Measure } from '../../lists/counts/count-people.ts';
import type { Dimension } from '../../lists/counts/dimensions.ts';
import type { TermSet } from '../../lists/term-sets.ts';

/** The numbers of the statistics form in words. */
export const MEASURE_WORDS: Readonly<Record<Measure, Bilingual>> = {
  collected: say('采集总数', 'registered'),
  noLabor: say('无劳动能力', 'without labor'),
  laborForce: say('劳动力', 'labor force'),
  employed: say('已就业', 'employed'),
  unemployed: say('未就业总数', 'not employed'),
  unwilling: say('无意愿', 'not willing'),
  willing: say('有意愿', 'willing'),
  'willing.county': say('有意愿：县内', 'willing: in the county'),
  'willing.prefecture': say('有意愿：县外市内', 'willing: in the prefecture'),
  'willing.province': say('有意愿：市外省内', 'willing: in the province'),
  'willing.interprovincial': say('有意愿：省外', 'willing: other provinces'),
  'willing.abroad': say('有意愿：境外', 'willing: abroad'),
  'willing.unknown': say('有意愿：未填去向', 'willing: place not told'),
  away: say('外出务工（按统计口径）', 'working away (by the rule)'),
  placeUnknown: say('已就业但务工地不明', 'employed, place unknown'),
  employedGained: say('新增就业', 'newly employed'),
  employedLost: say('不再就业', 'no longer employed'),
  willingGained: say('新增有意愿', 'newly willing'),
  willingLost: say('不再列入有意愿', 'no longer willing'),
};

/** Measures that only a comparison of two days has. */
const CHANGES: readonly Measure[] = ['employedGained', 'employedLost', 'willingGained', 'willingLost'];

/** The measures that a report shows. */
export function shownMeasures(isComparison: boolean): readonly Measure[] {
  return isComparison ? MEASURES : MEASURES.filter((measure) => !CHANGES.includes(measure));
}

/** The dimensions in words. */
export const DIMENSION_WORDS: Readonly<Record<Dimension, Bilingual>> = {
  prefecture: say('市（州）', 'prefecture'),
  county: say('县（市、区）', 'county'),
  township: say('乡镇', 'township'),
  village: say('村', 'village'),
  category: say('人群', 'group'),
  sex: say('性别', 'sex'),
  ageBand: say('年龄段', 'age band'),
  education: say('文化程度', 'education'),
  ability: say('劳动能力', 'ability'),
  tier: say('层级', 'tier'),
};

const PART_WORDS: Readonly<Record<string, Bilingual>> = {
  male: say('男', 'male'),
  female: say('女', 'female'),
  to20: say('20 岁及以下', '20 and under'),
  '21-30': say('21—30 岁', '21 to 30'),
  '31-40': say('31—40 岁', '31 to 40'),
  '41-50': say('41—50 岁', '41 to 50'),
  '51-60': say('51—60 岁', '51 to 60'),
  from61: say('61 岁及以上', '61 and over'),
  primary: say('小学', 'primary'),
  junior: say('初中', 'junior'),
  senior: say('高中（中专、技校）', 'senior'),
  college: say('大专', 'college'),
  bachelor: say('本科及以上', 'bachelor'),
  ordinary: say('普通劳动力', 'ordinary'),
  skilled: say('技能劳动力', 'skilled'),
  weak_or_half: say('弱劳动力或半劳动力', 'weak or half'),
  lost: say('丧失劳动力', 'lost'),
  county: say('县内', 'in the county'),
  prefecture: say('县外市内', 'in the prefecture'),
  province: say('市外省内', 'in the province'),
  interprovincial: say('省外', 'other provinces'),
  abroad: say('境外', 'abroad'),
  notListed: say('不在清单', 'on no list'),
  unknown: say('未填', 'not told'),
};
/** `none` is 文盲 of education and 无劳动力 of ability. */
const NONE_WORDS: Partial<Readonly<Record<Dimension, Bilingual>>> = {
  education: say('未上过学', 'none'),
  ability: say('无劳动力', 'none'),
};

/** A part of a dimension in the words of a term set. */
export function partWords(
  reference: Reference,
  terms: TermSet,
  dimension: Dimension,
  key: string,
): Bilingual {
  if (/^\d+$/.test(key)) {
    const name = reference.regions.get(key.slice(0, 6).padEnd(6, '0'))?.name ?? key;
    const words = key.length > 6 ? `${name} ${key}` : name;
    return say(words, words);
  }
  if (dimension === 'category') {
    return terms.categories.find((category) => category.key === key)?.words ?? say(key, key);
  }
  return (key === 'none' ? NONE_WORDS[dimension] : PART_WORDS[key]) ?? say(key, key);
}

import type { EmployerKind } from '../../domain/employer.ts';
import type { WordTable } from './word-table.ts';

/** 企业类型. */
export const EMPLOYER_KIND_WORDS: WordTable<EmployerKind> = {
  partner_province: ['东西部协作企业', '东西协作企业', '协作省企业', '东部协作企业', '结对协作企业'],
  other_province: ['其他省企业', '省外企业', '外省企业', '其他省份企业'],
  in_province: ['省内企业', '市外省内企业', '本省企业'],
  in_county: ['县内企业', '本县企业', '县域企业'],
  workshop: [
    '帮扶车间',
    '扶贫车间',
    '乡村就业工厂',
    '乡村就业工厂(帮扶车间)',
    '就业帮扶车间',
    '就业工厂',
    '乡村就业工厂（帮扶车间）',
  ],
  public_post: ['公益性岗位', '公益岗位', '乡村公益性岗位', '公岗'],
};

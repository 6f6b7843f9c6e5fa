import type { HeaderTable } from './header-table.ts';

/** Columns of an employers' file. */
export type EmployerField =
  'name' | 'creditCode' | 'kind' | 'industry' | 'foundedOn' | 'insured' | 'arrears' | 'layoffs' | 'retention';

/** Headers of employers' files. */
export const EMPLOYER_HEADERS: HeaderTable<EmployerField> = {
  required: ['name', 'creditCode', 'kind'],
  personal: [],
  aliases: {
    name: ['企业名称', '用人单位', '单位名称', '公司名称', '用人单位名称', '名称'],
    creditCode: ['统一社会信用代码', '信用代码', '社会信用代码', '统一信用代码', '企业信用代码'],
    kind: ['企业类型', '单位类型', '用人单位类型', '类型'],
    industry: ['行业', '所属行业', '行业类别', '行业类型'],
    foundedOn: ['成立日期', '成立时间', '注册日期', '开办日期'],
    insured: ['参保人数', '社保参保人数', '参保情况'],
    arrears: ['欠薪', '欠薪记录', '拖欠工资', '欠薪情况'],
    layoffs: ['裁员', '裁员记录', '裁员情况'],
    retention: ['90日留存', '90天留存', '九十日留存', '留存'],
  },
};

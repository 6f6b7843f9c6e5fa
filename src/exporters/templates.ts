import type { TableColumn } from './table.ts';
import { xlsxTables } from './xlsx-table.ts';

/** Headers whose cells hold digits that must never become numbers. */
const DIGIT_HEADERS = new Set([
  '身份证号',
  '电话',
  '统一社会信用代码',
  '用工单位信用代码',
  '户编号',
  '岗位编号',
]);

const LABORER_HEADERS = [
  '劳动力姓名',
  '身份证号',
  '电话',
  '所属区域',
  '文化程度',
  '就业创业状态',
  '就创业意愿',
  '劳动能力',
  '是否残疾人',
  '是否在校',
  '易地扶贫搬迁',
  '建档立卡贫困',
  '脱贫',
  '防止返贫监测对象',
  '户编号',
  '意向层级',
  '意向地区1',
  '意向地区2',
  '意向地区3',
  '意向地区4',
  '意向工种',
  '不愿从事工种',
  '期望月薪',
  '最远距离',
  '可出发日期',
  '可务工截止',
  '每晚回家',
  '需住宿',
  '期限意愿',
  '班次意愿',
  '普通话',
  '工种',
  '技能',
  '熟练程度',
  '从业月数',
  '证书',
  '培训教育意愿',
  '同意匹配',
  '采集日期',
  '备注',
] as const;

const EMPLOYER_HEADERS = [
  '企业名称',
  '统一社会信用代码',
  '企业类型',
  '行业',
  '成立日期',
  '参保人数',
  '欠薪',
  '裁员',
  '90日留存',
] as const;

const OPENING_HEADERS = [
  '岗位编号',
  '企业名称',
  '统一社会信用代码',
  '用工单位',
  '用工单位信用代码',
  '岗位名称',
  '工种',
  '招聘人数',
  '已招',
  '工作地点',
  '年龄要求',
  '学历要求',
  '技能要求',
  '证书要求',
  '月薪下限',
  '月薪上限',
  '包住',
  '包吃',
  '班车',
  '班次',
  '期限',
  '开始日期',
  '截止日期',
  '到岗日期',
  '结束日期',
  '重体力',
  '有害作业',
  '普通话要求',
  '双语带班',
  '安置对象',
  '押金',
  '收费',
  '备注',
] as const;

const YES_NO = ['是', '否'];
const EDUCATION = ['文盲', '小学', '初中', '高中', '中专', '技校', '大专', '本科'];
const SHIFTS = ['白班', '夜班', '倒班'];
const TERMS = ['日结', '季节', '长期'];

/** Drop-down lists by header; the words are those that importers read. */
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  文化程度: EDUCATION,
  就业创业状态: ['未就业', '已就业'],
  就创业意愿: ['有意愿', '无意愿'],
  劳动能力: ['普通劳动力', '技能劳动力', '弱劳动力或半劳动力', '无劳动力', '丧失劳动力'],
  是否残疾人: YES_NO,
  是否在校: YES_NO,
  易地扶贫搬迁: YES_NO,
  建档立卡贫困: YES_NO,
  脱贫: YES_NO,
  防止返贫监测对象: YES_NO,
  意向层级: ['县内', '县外市内', '市外省内', '省外', '境外'],
  每晚回家: YES_NO,
  需住宿: YES_NO,
  期限意愿: TERMS,
  班次意愿: SHIFTS,
  普通话: ['流利', '弱'],
  熟练程度: ['学徒', '熟练', '精通'],
  培训教育意愿: YES_NO,
  同意匹配: YES_NO,
  企业类型: ['东西部协作企业', '其他省企业', '省内企业', '县内企业', '帮扶车间', '公益性岗位'],
  学历要求: ['不限', ...EDUCATION],
  包住: YES_NO,
  包吃: YES_NO,
  班车: YES_NO,
  班次: SHIFTS,
  期限: TERMS,
  重体力: YES_NO,
  有害作业: YES_NO,
  普通话要求: YES_NO,
  双语带班: YES_NO,
  押金: YES_NO,
  收费: YES_NO,
};

/** An empty workbook for the laborers of a county, ID numbers and phones formatted as text. */
export async function laborersTemplate(): Promise<Uint8Array> {
  return template('劳动力', LABORER_HEADERS);
}

/** An empty workbook for employers. */
export async function employersTemplate(): Promise<Uint8Array> {
  return template('企业', EMPLOYER_HEADERS);
}

/** An empty workbook for openings. */
export async function openingsTemplate(): Promise<Uint8Array> {
  return template('岗位', OPENING_HEADERS);
}

/** All columns are text columns: a code, a phone or `6-8` typed into them stays what it is. */
async function template(name: string, headers: readonly string[]): Promise<Uint8Array> {
  const columns = headers.map((header): TableColumn => ({
    header,
    kind: DIGIT_HEADERS.has(header) ? 'digits' : 'text',
    width: DIGIT_HEADERS.has(header) ? 21 : 14,
    choices: CHOICES[header],
  }));
  return xlsxTables([{ name, table: { columns, rows: [] } }]);
}

import type { LaborerRecord } from '../../../src/domain/laborer.ts';
import type { Level } from '../../../src/domain/occupation.ts';
import type { Employment } from '../employment.ts';
import type { SyntheticLaborer } from '../laborer.ts';
import type { NamesOf } from './names-of.ts';
import { tableOf, yesNoWord, type Column, type Table } from './table.ts';
import { ABILITY_WORDS, EDUCATION_WORDS, LEVEL_WORDS, SHIFT_WORDS, TERM_WORDS, TIER_WORDS } from './words.ts';

/** 未就业人员信息采集表: people who want to work away, with the columns of our template. */
export function willingTable(names: NamesOf, laborers: Iterable<SyntheticLaborer>): Table {
  const columns = [...person('劳动力姓名', '身份证号'), ...STATUS, ...wishes(names), ...abilities(names)];
  return tableOf('未就业人员信息采集表', columns, laborers);
}

/** 就业人员信息采集表: people at work; stars mark what the form requires. */
export function employedTable(
  names: NamesOf,
  laborers: Iterable<SyntheticLaborer>,
  employmentOf: (laborer: SyntheticLaborer) => Employment,
): Table {
  const columns = [...person('姓名*', '身份证*'), ...work(names, employmentOf), ...abilities(names)];
  return tableOf('就业人员信息采集表', columns, laborers);
}

function person(nameHeader: string, idHeader: string): readonly Column<SyntheticLaborer>[] {
  return [
    // Twelve digits, so that neighbors of one township can be found; the other columns write places in words.
    ['所属区域', ({ input }) => input.record.homeCode],
    ['户编号', ({ input }) => input.record.householdNo ?? ''],
    [nameHeader, ({ input }) => input.record.name],
    [idHeader, ({ input }) => input.personal.idNumber],
    ['性别', ({ input }) => (input.record.sex === 'female' ? '女' : '男')],
    ['电话', ({ input }) => input.personal.phone ?? ''],
    ['文化程度', ({ input }) => wordOf(EDUCATION_WORDS, input.record.education)],
    ['劳动能力', ({ input }) => wordOf(ABILITY_WORDS, input.record.laborAbility)],
    ['建档立卡', ({ input }) => yesNoWord(input.record.flags.registeredPoor)],
    ['脱贫户', ({ input }) => yesNoWord(input.record.flags.outOfPoverty)],
    ['监测对象', ({ input }) => yesNoWord(input.record.flags.monitored)],
    ['是否残疾人', ({ input }) => yesNoWord(input.record.flags.disabled)],
    ['易地扶贫搬迁', ({ input }) => yesNoWord(input.record.flags.relocated)],
    ['是否在校', ({ input }) => yesNoWord(input.record.inSchool)],
  ];
}

const STATUS: readonly Column<SyntheticLaborer>[] = [
  ['就业创业状态', () => '未就业'],
  ['就创业意愿', () => '有就业意愿'],
  ['采集日期', ({ input }) => input.list?.validFrom ?? ''],
  ['培训教育意愿', ({ input }) => yesNoWord(input.record.intention.wantsTraining)],
];

function wishes(names: NamesOf): readonly Column<SyntheticLaborer>[] {
  const area = (nth: number): Column<SyntheticLaborer> => [
    `意向地区${nth}`,
    ({ input }) => {
      const code = input.record.intention.areas[nth - 1];
      return code === undefined ? '' : names.area(code);
    },
  ];
  return [
    ['意向层级', ({ input }) => input.record.intention.tiers.map((tier) => TIER_WORDS[tier]).join('、')],
    area(1),
    area(2),
    area(3),
    area(4),
    ['意向工种', ({ input }) => names.codes(input.record.intention.wishedOccupations)],
    ['不愿从事工种', ({ input }) => names.codes(input.record.intention.refusedOccupations)],
    ['期望月薪', ({ input }) => input.record.intention.wageFloorCnyPerMonth ?? ''],
    ['最远距离', ({ input }) => input.record.intention.maxDistanceKm ?? ''],
    ['可出发日期', ({ input }) => input.record.intention.availableFrom ?? ''],
    ['可务工截止', ({ input }) => input.record.intention.availableUntil ?? ''],
    ['每晚回家', ({ input }) => yesNoWord(input.record.intention.mustBeHomeNightly)],
    ['需住宿', ({ input }) => yesNoWord(input.record.intention.needsLodging)],
    ['期限意愿', ({ input }) => wordsOf(TERM_WORDS, input.record.intention.acceptedTerms)],
    ['班次意愿', ({ input }) => wordsOf(SHIFT_WORDS, input.record.intention.acceptedShifts)],
  ];
}

function work(
  names: NamesOf,
  employmentOf: (laborer: SyntheticLaborer) => Employment,
): readonly Column<SyntheticLaborer>[] {
  return [
    ['就业创业状态', () => '已就业'],
    ['就业起始日期', (laborer) => employmentOf(laborer).startedOn],
    ['就业渠道', (laborer) => employmentOf(laborer).channel],
    ['就业地域*', (laborer) => names.area(employmentOf(laborer).placeCode)],
    ['就业单位', (laborer) => employmentOf(laborer).employerName],
    ['就业类型*', (laborer) => employmentOf(laborer).kind],
    ['单位性质', (laborer) => employmentOf(laborer).ownership],
    ['岗位工种', (laborer) => names.codes([employmentOf(laborer).occupation])],
    ['合同月数', (laborer) => employmentOf(laborer).contractMonths],
  ];
}

function abilities(names: NamesOf): readonly Column<SyntheticLaborer>[] {
  return [
    ['技能', ({ input }) => names.codes((input.record.holdings ?? []).map((holding) => holding.code))],
    ['熟练程度', ({ input, months }) => levelWords(input.record, months)],
    ['从业月数', ({ months }) => months ?? ''],
    ['证书', ({ input }) => names.certificates(input.record.certificates ?? [])],
    ['普通话', ({ input }) => (input.record.mandarin === 'weak' ? '较差' : '流利')],
    ['同意匹配', ({ input }) => consentWords(input.record)],
  ];
}

/** Without months nobody judged the level either. */
function levelWords(record: LaborerRecord, months: number | null): string {
  const level: Level | undefined = record.holdings?.[0]?.level;
  return level === undefined || months === null ? '' : LEVEL_WORDS[level];
}

/** Blank: never asked. */
function consentWords(record: LaborerRecord): string {
  if (record.matchConsent === null) return '';
  return record.matchConsent === 'given' ? '是' : '否';
}

function wordOf<Value extends string>(
  words: Readonly<Record<Value, string>>,
  value: Value | undefined,
): string {
  return value === undefined ? '' : words[value];
}

function wordsOf<Value extends string>(
  words: Readonly<Record<Value, string>>,
  values: readonly Value[] | undefined,
): string {
  return (values ?? []).map((value) => words[value]).join('、');
}

import { EDUCATION_WORDS, GROUP_WORDS, SHIFT_WORDS, TERM_WORDS } from './words.ts';
import type { SyntheticOpening } from '../opening.ts';
import type { NamesOf } from './names-of.ts';
import { tableOf, yesNoWord, type Column, type Table } from './table.ts';

/**
 * Openings as a partner's or another province's office sends them: pay in two columns, lodging and meals
 * apart.
 */
export function openingTable(names: NamesOf, openings: Iterable<SyntheticOpening>): Table {
  return tableOf(
    '岗位',
    [...identity(names), ...PAY_IN_NUMBERS, ...PROVISIONS, ...conditions(names)],
    openings,
  );
}

/** Openings as a county collects them: pay, ages and 包吃住 in words. */
export function localOpeningTable(names: NamesOf, openings: Iterable<SyntheticOpening>): Table {
  return tableOf('本地岗位', [...identity(names), ...PAY_IN_WORDS, ...conditions(names)], openings);
}

function identity(names: NamesOf): readonly Column<SyntheticOpening>[] {
  return [
    ['岗位编号', ({ input }) => input.record.openingNo ?? ''],
    ['企业名称', ({ employer }) => employer.record.name],
    ['统一社会信用代码', ({ input }) => input.employerCreditCode],
    ['用工单位', (opening) => (isSentOut(opening) ? opening.worksite.record.name : '')],
    ['用工单位统一社会信用代码', (opening) => (isSentOut(opening) ? opening.input.worksiteCreditCode : '')],
    ['岗位名称', ({ input }) => input.record.title],
    ['工种', ({ input }) => names.codes([input.record.occupation])],
    ['招聘人数', ({ input }) => input.record.headcount],
    ['已招', ({ input }) => input.record.filled],
    ['工作地点', ({ input }) => (input.record.placeCode === null ? '' : names.area(input.record.placeCode))],
  ];
}

const PAY_IN_NUMBERS: readonly Column<SyntheticOpening>[] = [
  ['月薪下限', ({ input }) => input.record.wage?.lowCnyPerMonth ?? ''],
  ['月薪上限', ({ input }) => input.record.wage?.highCnyPerMonth ?? ''],
];

const PAY_IN_WORDS: readonly Column<SyntheticOpening>[] = [
  ['薪资待遇', ({ input }) => input.record.wage?.words ?? '面议'],
  ['包吃住', roomAndBoardWords],
  ['班车', ({ input }) => yesNoWord(input.record.hasShuttle)],
];

const PROVISIONS: readonly Column<SyntheticOpening>[] = [
  ['包住', ({ input }) => yesNoWord(input.record.providesLodging)],
  ['包吃', ({ input }) => yesNoWord(input.record.providesMeals)],
  ['班车', ({ input }) => yesNoWord(input.record.hasShuttle)],
];

function conditions(names: NamesOf): readonly Column<SyntheticOpening>[] {
  return [
    ['年龄要求', ageWords],
    ['学历要求', educationWords],
    [
      '技能要求',
      ({ input, skillWords }) =>
        [...input.record.flaggedWords, skillWords].filter((word) => word !== '').join('，'),
    ],
    ['证书要求', ({ input }) => certificateWords(names, input.record.gates)],
    ['班次', ({ input }) => (input.record.shift === undefined ? '' : SHIFT_WORDS[input.record.shift])],
    ['期限', ({ input }) => (input.record.term === undefined ? '' : TERM_WORDS[input.record.term])],
    ['开始日期', ({ input }) => input.record.opensOn ?? ''],
    ['截止日期', ({ input }) => input.record.closesOn ?? ''],
    ['到岗日期', ({ input }) => input.record.startsOn ?? ''],
    ['重体力', ({ input }) => yesNoWord(input.record.isHeavyWork)],
    ['有害作业', ({ input }) => yesNoWord(input.record.isHazardous)],
    ['普通话要求', ({ input }) => yesNoWord(input.record.needsMandarin)],
    ['双语带班', ({ input }) => yesNoWord(input.record.hasBilingualLeader)],
    ['安置对象', groupWords],
    ['押金', ({ input }) => yesNoWord(input.record.bars.takesDeposit)],
    ['收费', ({ input }) => yesNoWord(input.record.bars.chargesLaborer)],
    ['扣押证件', ({ input }) => yesNoWord(input.record.bars.withholdsPapers)],
  ];
}

function groupWords({ input }: SyntheticOpening): string {
  return (input.record.reservedForGroups ?? []).map((group) => GROUP_WORDS.get(group) ?? group).join('、');
}

function isSentOut({ input }: SyntheticOpening): boolean {
  return input.employerCreditCode !== input.worksiteCreditCode;
}

function roomAndBoardWords({ input }: SyntheticOpening): string {
  const { providesLodging, providesMeals } = input.record;
  if (providesLodging === true) return providesMeals === true ? '包吃住' : '包住';
  return providesMeals === true ? '包吃' : '不包';
}

function ageWords({ input }: SyntheticOpening): string {
  const { ageMin, ageMax } = input.record;
  return ageMin === undefined || ageMax === undefined ? '' : `${ageMin}-${ageMax}岁`;
}

function educationWords({ input }: SyntheticOpening): string {
  const { educationMin } = input.record;
  return educationMin === undefined ? '不限' : `${EDUCATION_WORDS[educationMin]}及以上`;
}

/** Alternatives of a gate stand with `/` between them, certificates of one alternative with `+`. */
function certificateWords(names: NamesOf, gates: SyntheticOpening['input']['record']['gates']): string {
  return gates
    .filter((gate) => gate.kind === 'legal')
    .map((gate) =>
      gate.anyOf.map((together) => together.map((code) => names.certificates([code])).join('+')).join('/'),
    )
    .join('；');
}

import { countyOf } from '../../domain/area.ts';
import type { FieldProblem } from '../../domain/errors.ts';
import type { AdvertisedWage, OpeningRecord } from '../../domain/opening.ts';
import type { Reference } from '../../domain/reference.ts';
import {
  areaProblems,
  certificateProblems,
  dateProblems,
  holdingProblems,
  occupationProblems,
  problem,
} from '../check-codes.ts';

/** What is wrong with an opening, as paths of the API's flat body. */
export function openingProblems(reference: Reference, record: OpeningRecord): FieldProblem[] {
  return [
    ...occupationProblems(reference, record.occupation, '/occupation'),
    ...record.requirements.flatMap((requirement, index) =>
      holdingProblems(reference, requirement.code, `/requirements/${index}/code`),
    ),
    ...gateProblems(reference, record),
    ...(record.placeCode === null ? [] : placeProblems(reference, record.placeCode)),
    ...rangeProblems(record),
    ...dateProblems(record.opensOn, '/opensOn'),
    ...dateProblems(record.closesOn, '/closesOn'),
    ...dateProblems(record.startsOn, '/startsOn'),
    ...dateProblems(record.endsOn, '/endsOn'),
  ];
}

function gateProblems(reference: Reference, record: OpeningRecord): FieldProblem[] {
  const codes = new Set(
    record.gates.filter((gate) => gate.kind === 'legal').flatMap((gate) => gate.anyOf.flat()),
  );
  return [...codes].flatMap((code) => certificateProblems(reference, code, '/requiredCertificates'));
}

function placeProblems(reference: Reference, code: string): FieldProblem[] {
  const problems = areaProblems(reference, code, '/placeCode');
  if (problems.length > 0 || reference.regions.get(countyOf(code))?.level !== 'province') return problems;
  return [problem('/placeCode', '工作地点至少要具体到市', 'A place of work has to be at least a city')];
}

function wageProblems({ lowCnyPerMonth: low, highCnyPerMonth: high }: AdvertisedWage): FieldProblem[] {
  if (low === undefined && high === undefined) {
    return [
      problem('/wage', '月薪下限和上限至少写一项', 'Give the low end of the wage, the high end, or both'),
    ];
  }
  if (low === undefined || high === undefined || low <= high) return [];
  return [problem('/wage', '月薪下限高于上限', 'The low end of the wage lies above the high end')];
}

function rangeProblems(record: OpeningRecord): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const { wage, ageMin, ageMax, opensOn, closesOn, startsOn, endsOn } = record;
  if (record.filled > record.headcount) {
    problems.push(
      problem('/filled', '已招人数多于招聘人数', 'More people are hired than the opening has places'),
    );
  }
  if (wage !== undefined) problems.push(...wageProblems(wage));
  if (ageMin !== undefined && ageMax !== undefined && ageMin > ageMax) {
    problems.push(problem('/ageMin', '年龄下限高于上限', 'The lowest age lies above the highest'));
  }
  if (opensOn !== undefined && closesOn !== undefined && opensOn > closesOn) {
    problems.push(problem('/closesOn', '截止日期早于发布日期', 'It closes before it opens'));
  }
  if (startsOn !== undefined && endsOn !== undefined && startsOn > endsOn) {
    problems.push(problem('/endsOn', '结束日期早于开始日期', 'It ends before it starts'));
  }
  return problems;
}

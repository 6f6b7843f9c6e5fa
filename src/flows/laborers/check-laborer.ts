import type { FieldProblem } from '../../domain/errors.ts';
import { birthDateOf, idNumberFault, type IdNumberFault } from '../../domain/id-number.ts';
import type { JobIntention, LaborerRecord } from '../../domain/laborer.ts';
import type { Reference } from '../../domain/reference.ts';
import {
  areaProblems,
  certificateProblems,
  dateProblems,
  holdingProblems,
  occupationProblems,
  problem,
} from '../check-codes.ts';
import type { LaborerInput } from '../ports/laborer-store.ts';

/** 意向地区: an intention names at most four. */
const AREAS_MAX = 4;

const ID_FAULTS: Readonly<Record<IdNumberFault, readonly [zh: string, en: string]>> = {
  not_18_characters: [
    '身份证号应为 18 位（旧证 15 位）',
    'An ID number has 18 characters (15 on an old card)',
  ],
  not_digits: ['身份证号应为 17 位数字加校验码', 'An ID number is 17 digits and a check character'],
  no_such_date: ['身份证号中的出生日期不存在', 'The birth date inside the ID number does not exist'],
  wrong_check_character: ['身份证号校验码不对，请核对', 'The check character of the ID number is wrong'],
};

/** What is wrong with a person to be written, as paths of the API's flat body. Never repeats an ID number or a phone. */
export function laborerInputProblems(reference: Reference, input: LaborerInput): FieldProblem[] {
  return [
    ...personalProblems(input),
    ...dateProblems(input.list?.validFrom, '/listFrom'),
    ...laborerRecordProblems(reference, input.record),
  ];
}

/** What is wrong with a record alone. */
export function laborerRecordProblems(reference: Reference, record: LaborerRecord): FieldProblem[] {
  return [
    ...areaProblems(reference, record.homeCode, '/homeCode'),
    ...(record.currentPlaceCode ? areaProblems(reference, record.currentPlaceCode, '/currentPlaceCode') : []),
    ...(record.holdings ?? []).flatMap((holding, index) =>
      holdingProblems(reference, holding.code, `/holdings/${index}/code`),
    ),
    ...(record.certificates ?? []).flatMap((code, index) =>
      certificateProblems(reference, code, `/certificates/${index}`),
    ),
    ...intentionProblems(reference, record.intention),
  ];
}

function personalProblems(input: LaborerInput): FieldProblem[] {
  const fault = idNumberFault(input.personal.idNumber);
  if (fault !== null) return [problem('/idNumber', ...ID_FAULTS[fault])];
  if (birthDateOf(input.personal.idNumber) === input.record.birthDate) return [];
  return [problem('/birthDate', '出生日期与身份证号不符', 'The birth date differs from the ID number')];
}

function intentionProblems(reference: Reference, intention: JobIntention): FieldProblem[] {
  const { areas, wishedOccupations, refusedOccupations, availableFrom, availableUntil } = intention;
  return [
    ...(areas.length > AREAS_MAX
      ? [
          problem(
            '/intention/areas',
            `意向地区最多 ${AREAS_MAX} 个`,
            `At most ${AREAS_MAX} areas can be named`,
          ),
        ]
      : []),
    ...areas.flatMap((code, index) => areaProblems(reference, code, `/intention/areas/${index}`)),
    ...wishedOccupations.flatMap((code, index) =>
      occupationProblems(reference, code, `/intention/wishedOccupations/${index}`),
    ),
    ...refusedOccupations.flatMap((code, index) =>
      occupationProblems(reference, code, `/intention/refusedOccupations/${index}`),
    ),
    ...dateProblems(availableFrom, '/intention/availableFrom'),
    ...dateProblems(availableUntil, '/intention/availableUntil'),
    ...(availableFrom && availableUntil && availableUntil < availableFrom
      ? [
          problem(
            '/intention/availableUntil',
            '可务工截止早于可出发日期',
            'The last day lies before the first',
          ),
        ]
      : []),
  ];
}

import { isCreditCode } from '../../domain/credit-code.ts';
import type { EmployerRecord, StabilityEvidence } from '../../domain/employer.ts';
import type { FieldProblem } from '../../domain/errors.ts';
import { dateProblems, problem } from '../check-codes.ts';

/** What is wrong with an employer, as paths of the API's body. */
export function employerProblems(record: EmployerRecord): FieldProblem[] {
  return [
    ...(isCreditCode(record.creditCode)
      ? []
      : [
          problem(
            '/creditCode',
            '统一社会信用代码应为 18 位且校验码正确',
            'A credit code has 18 characters with a true check character',
          ),
        ]),
    ...dateProblems(record.foundedOn, '/foundedOn'),
    ...record.evidence.flatMap((fact, index) => evidenceProblems(fact, `/evidence/${index}`)),
  ];
}

function evidenceProblems(fact: StabilityEvidence, path: string): FieldProblem[] {
  switch (fact.kind) {
    case 'wage_arrears':
      return [
        ...dateProblems(fact.from, `${path}/from`),
        ...dateProblems(fact.to, `${path}/to`),
        ...(fact.to !== null && fact.to <= fact.from
          ? [problem(`${path}/to`, '结束日期应晚于开始日期', 'The end must lie after the start')]
          : []),
      ];
    case 'retention':
      return [
        ...dateProblems(fact.date, `${path}/date`),
        ...(fact.stayed > fact.placed
          ? [problem(`${path}/stayed`, '留下的人数多于安置人数', 'More people stayed than were placed')]
          : []),
      ];
    case 'insured_headcount':
    case 'layoff':
      return dateProblems(fact.date, `${path}/date`);
  }
}

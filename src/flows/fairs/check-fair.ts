import type { FieldProblem } from '../../domain/errors.ts';
import type { JobFair } from '../../domain/fair.ts';
import type { Opening } from '../../domain/opening.ts';
import type { Reference } from '../../domain/reference.ts';
import { areaProblems, dateProblems, problem } from '../check-codes.ts';

/** What is wrong with a fair, given the openings that its ids found, as paths of the API's body. */
export function fairProblems(
  reference: Reference,
  fair: Omit<JobFair, 'id'>,
  found: readonly Opening[],
): FieldProblem[] {
  return [
    ...dateProblems(fair.heldOn, '/heldOn'),
    ...areaProblems(reference, fair.areaCode, '/areaCode'),
    ...openingProblems(fair, found),
  ];
}

function openingProblems(fair: Omit<JobFair, 'id'>, found: readonly Opening[]): FieldProblem[] {
  const usable = new Set(found.filter((opening) => !opening.isWithdrawn).map((opening) => opening.id));
  const seen = new Set<string>();
  return fair.openings.flatMap(({ openingId }, index) => {
    const path = `/openings/${index}/openingId`;
    if (seen.has(openingId)) return [problem(path, `${openingId} 出现两次`, `${openingId} is named twice`)];
    seen.add(openingId);
    return usable.has(openingId)
      ? []
      : [problem(path, `没有岗位 ${openingId}，或已撤回`, `${openingId} does not exist or is withdrawn`)];
  });
}

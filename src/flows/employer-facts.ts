import { say } from '../domain/bilingual.ts';
import type { IsoDate } from '../domain/dates.ts';
import { hasOpenArrears, type Employer } from '../domain/employer.ts';
import { AppError } from '../domain/errors.ts';
import type { EmployerId } from '../domain/ids.ts';
import type { MatchOpening } from '../domain/match-input.ts';
import type { Opening } from '../domain/opening.ts';
import type { StabilityScore } from '../domain/stability-score.ts';

type OfEmployers = Pick<MatchOpening, 'isPublicPost' | 'isEmployerSuspended' | 'stability'>;
type ItsEmployers = Pick<Opening, 'employerId' | 'worksiteEmployerId'>;

/** What the engine knows of an opening by its employers. */
export interface EmployerFacts {
  /** @throws AppError `STABILITY_MISSING` where the employer is none of these. */
  of(opening: ItsEmployers): OfEmployers;
  /** Whether an opening has these facts already, the very same score among them. */
  areIn(opening: ItsEmployers & OfEmployers): boolean;
}

/** What these employers are to their openings on a day; `stabilities` holds the worksite employers'. */
export function employerFacts(
  employers: readonly Employer[],
  stabilities: ReadonlyMap<EmployerId, StabilityScore>,
  runDate: IsoDate,
): EmployerFacts {
  const suspended = idsOf(employers, (one) => one.distress === 'stop' || hasOpenArrears(one, runDate));
  const publicPosts = idsOf(employers, (one) => one.kind === 'public_post');
  const isPublicPost = ({ employerId }: ItsEmployers): boolean => publicPosts.has(employerId);
  const isEmployerSuspended = ({ employerId, worksiteEmployerId }: ItsEmployers): boolean =>
    suspended.has(employerId) || suspended.has(worksiteEmployerId);
  return {
    of: (opening) => ({
      isPublicPost: isPublicPost(opening),
      isEmployerSuspended: isEmployerSuspended(opening),
      stability: stabilityOf(stabilities, opening.worksiteEmployerId),
    }),
    areIn: (opening) =>
      opening.isPublicPost === isPublicPost(opening) &&
      opening.isEmployerSuspended === isEmployerSuspended(opening) &&
      opening.stability === stabilities.get(opening.worksiteEmployerId),
  };
}

function idsOf(employers: readonly Employer[], isOne: (employer: Employer) => boolean): Set<EmployerId> {
  return new Set(employers.filter(isOne).map((employer) => employer.id));
}

function stabilityOf(stabilities: ReadonlyMap<EmployerId, StabilityScore>, id: EmployerId): StabilityScore {
  const score = stabilities.get(id);
  if (score !== undefined) return score;
  throw new AppError({
    kind: 'internal',
    code: 'STABILITY_MISSING',
    message: say(`用人单位 ${id} 没有稳定性评分`, `Employer ${id} has no stability score`),
  });
}

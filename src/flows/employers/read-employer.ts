import { say } from '../../domain/bilingual.ts';
import type { Principal } from '../../domain/broker.ts';
import type { Employer } from '../../domain/employer.ts';
import { AppError } from '../../domain/errors.ts';
import type { EmployerId } from '../../domain/ids.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';

/** An employer; employers are seen in every scope. @throws AppError `FORBIDDEN`, `EMPLOYER_UNKNOWN`. */
export async function readEmployer(
  context: FlowContext,
  input: { readonly principal: Principal; readonly employerId: EmployerId },
): Promise<Employer> {
  authorize(input.principal, 'employer.read');
  return await findEmployer(context, input.employerId);
}

/** An employer by id. @throws AppError `EMPLOYER_UNKNOWN`. */
export async function findEmployer(context: FlowContext, id: EmployerId): Promise<Employer> {
  const [employer] = await context.db.stores.employers.find([id]);
  if (employer === undefined) throw unknownEmployer(id);
  return employer;
}

/** The answer for an id or a credit code that names no employer. */
export function unknownEmployer(what: string): AppError {
  return new AppError({
    kind: 'not_found',
    code: 'EMPLOYER_UNKNOWN',
    message: say(`没有用人单位 ${what}`, `There is no employer ${what}`),
    remedy: say('核对编号（形如 E3），或先登记该单位', 'Check the id (like E3), or add the employer first'),
  });
}

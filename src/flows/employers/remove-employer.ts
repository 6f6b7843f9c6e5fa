import type { Principal } from '../../domain/broker.ts';
import type { EmployerId } from '../../domain/ids.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import { unknownEmployer } from './read-employer.ts';

/** Removes an employer that no opening names. @throws AppError `FORBIDDEN`, `EMPLOYER_UNKNOWN`, `EMPLOYER_IN_USE`. */
export async function removeEmployer(
  context: FlowContext,
  input: { readonly principal: Principal; readonly employerId: EmployerId },
): Promise<void> {
  authorize(input.principal, 'employer.remove');
  await context.db.transaction(async (stores) => {
    if (!(await stores.employers.remove(input.employerId))) throw unknownEmployer(input.employerId);
    await stores.audit.add({
      actor: input.principal.name,
      action: 'employer.remove',
      subject: input.employerId,
      purpose: null,
    });
  });
}

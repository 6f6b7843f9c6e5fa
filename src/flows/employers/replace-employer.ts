import type { Principal } from '../../domain/broker.ts';
import type { Employer, EmployerRecord } from '../../domain/employer.ts';
import type { EmployerId } from '../../domain/ids.ts';
import { authorize } from '../authorize.ts';
import { assertNoProblems } from '../bulk.ts';
import type { FlowContext } from '../context.ts';
import { employerProblems } from './check-employer.ts';
import { findEmployer } from './read-employer.ts';

/** Replaces what is known of an employer. @throws AppError `FORBIDDEN`, `EMPLOYER_UNKNOWN`, `INVALID_INPUT`, `VERSION_CONFLICT`. */
export async function replaceEmployer(
  context: FlowContext,
  input: {
    readonly principal: Principal;
    readonly employerId: EmployerId;
    readonly record: EmployerRecord;
    readonly version: number;
  },
): Promise<Employer> {
  authorize(input.principal, 'employer.write');
  await findEmployer(context, input.employerId);
  assertNoProblems(employerProblems(input.record));
  return await context.db.transaction(async (stores) => {
    const replaced = await stores.employers.replace(input.employerId, input.record, input.version);
    await stores.audit.add({
      actor: input.principal.name,
      action: 'employer.replace',
      subject: input.employerId,
      purpose: null,
    });
    return replaced;
  });
}

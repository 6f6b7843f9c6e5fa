import type { Principal } from '../../domain/broker.ts';
import type { DistressLevel, Employer } from '../../domain/employer.ts';
import type { EmployerId } from '../../domain/ids.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import { findEmployer } from './read-employer.ts';

/**
 * Opens, changes or (null) closes an employer's distress case; `stop` ends new recommendations to it at once.
 * @throws AppError `FORBIDDEN`, `EMPLOYER_UNKNOWN`.
 */
export async function setDistress(
  context: FlowContext,
  input: {
    readonly principal: Principal;
    readonly employerId: EmployerId;
    readonly level: DistressLevel | null;
    readonly evidence: string;
  },
): Promise<Employer> {
  authorize(input.principal, 'employer.distress');
  await findEmployer(context, input.employerId);
  const today = await context.db.today();
  await context.db.transaction(async (stores) => {
    await stores.employers.setDistress(input.employerId, input.level, today, input.evidence);
    await stores.audit.add({
      actor: input.principal.name,
      action: `distress.${input.level ?? 'close'}`,
      subject: input.employerId,
      purpose: input.evidence,
    });
  });
  return await findEmployer(context, input.employerId);
}

import { say } from '../../domain/bilingual.ts';
import type { Principal } from '../../domain/broker.ts';
import type { Employer, EmployerRecord } from '../../domain/employer.ts';
import { AppError } from '../../domain/errors.ts';
import { authorize } from '../authorize.ts';
import { assertNoProblems } from '../bulk.ts';
import type { FlowContext } from '../context.ts';
import { employerProblems } from './check-employer.ts';

/** Adds an employer. @throws AppError `FORBIDDEN`, `INVALID_INPUT`; `EMPLOYER_EXISTS` when its credit code is known. */
export async function createEmployer(
  context: FlowContext,
  input: { readonly principal: Principal; readonly record: EmployerRecord },
): Promise<Employer> {
  authorize(input.principal, 'employer.write');
  assertNoProblems(employerProblems(input.record));
  return await context.db.transaction(async (stores) => {
    const known = await stores.employers.findByCreditCode([input.record.creditCode]);
    if (known.size > 0) throw exists(input.record.creditCode);
    const [written] = await stores.employers.upsert([input.record]);
    if (written?.outcome !== 'created') throw exists(input.record.creditCode);
    await stores.audit.add({
      actor: input.principal.name,
      action: 'employer.create',
      subject: written.id,
      purpose: null,
    });
    const [created] = await stores.employers.find([written.id]);
    if (created === undefined) throw exists(input.record.creditCode);
    return created;
  });
}

function exists(creditCode: string): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'EMPLOYER_EXISTS',
    message: say(`信用代码 ${creditCode} 已登记`, `The credit code ${creditCode} is registered already`),
    remedy: say('改用 PUT /employers/{id} 修改', 'Change it with PUT /employers/{id}'),
  });
}

import type { Principal } from '../../domain/broker.ts';
import type { Employer, EmployerKind } from '../../domain/employer.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import type { Page, PageRequest } from '../ports/paging.ts';

/** A page of employers, ascending by id. @throws AppError `FORBIDDEN`. */
export async function listEmployers(
  context: FlowContext,
  input: { readonly principal: Principal; readonly kind?: EmployerKind; readonly page: PageRequest },
): Promise<Page<Employer>> {
  authorize(input.principal, 'employer.read');
  return await context.db.stores.employers.list({ kind: input.kind }, input.page);
}

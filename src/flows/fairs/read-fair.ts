import { isInScope, type Principal } from '../../domain/broker.ts';
import type { JobFair } from '../../domain/fair.ts';
import type { FairId } from '../../domain/ids.ts';
import { authorize, notFound } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import type { Page, PageRequest } from '../ports/paging.ts';

/** A fair held inside the principal's areas. @throws AppError `FORBIDDEN`, `NOT_FOUND`. */
export async function readFair(
  context: FlowContext,
  input: { readonly principal: Principal; readonly fairId: FairId },
): Promise<JobFair> {
  authorize(input.principal, 'fair.read');
  const fair = await context.db.stores.fairs.find(input.fairId);
  if (fair === null || !isInScope(input.principal.scope, fair.areaCode)) throw notFound(input.fairId);
  return fair;
}

/** A page of the fairs held inside the principal's areas. @throws AppError `FORBIDDEN`. */
export async function listFairs(
  context: FlowContext,
  input: { readonly principal: Principal; readonly page: PageRequest },
): Promise<Page<JobFair>> {
  authorize(input.principal, 'fair.read');
  return await context.db.stores.fairs.list(input.page, input.principal.scope);
}

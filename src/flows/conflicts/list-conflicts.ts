import type { Principal } from '../../domain/broker.ts';
import type { ConflictState, IdentityConflict } from '../../domain/identity-conflict.ts';
import type { LaborerId } from '../../domain/ids.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import type { Page, PageRequest } from '../ports/paging.ts';

/** A page of the review list, ascending by id; open ones unless another state is asked for. */
export async function listConflicts(
  context: FlowContext,
  input: {
    readonly principal: Principal;
    readonly state?: ConflictState;
    readonly laborerId?: LaborerId;
    readonly page: PageRequest;
  },
): Promise<Page<IdentityConflict>> {
  authorize(input.principal, 'conflict.read');
  const { principal, state = 'open', laborerId } = input;
  return await context.db.stores.conflicts.list({ scope: principal.scope, state, laborerId }, input.page);
}

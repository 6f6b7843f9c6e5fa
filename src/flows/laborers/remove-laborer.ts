import type { Principal } from '../../domain/broker.ts';
import type { LaborerId } from '../../domain/ids.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import { findLaborerInScope } from '../find-in-scope.ts';

/** Takes a laborer off both lists for good; the audit stays. @throws AppError `FORBIDDEN`, `LABORER_UNKNOWN`. */
export async function removeLaborer(
  context: FlowContext,
  input: { readonly principal: Principal; readonly laborerId: LaborerId },
): Promise<void> {
  authorize(input.principal, 'laborer.remove');
  const laborer = await findLaborerInScope(context, input.principal, input.laborerId);
  const today = await context.db.today();
  await context.db.transaction(async (stores) => {
    await stores.laborers.remove(laborer.id, today);
    await stores.audit.add({
      actor: input.principal.name,
      action: 'laborer.remove',
      subject: laborer.id,
      purpose: null,
    });
  });
}

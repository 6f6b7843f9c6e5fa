import type { Principal } from '../../domain/broker.ts';
import type { ConsentEntry } from '../../domain/consent.ts';
import type { LaborerId } from '../../domain/ids.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import { findLaborerInScope } from '../find-in-scope.ts';

/** What she said of her three consents over time, oldest first. @throws AppError `FORBIDDEN`, `LABORER_UNKNOWN`. */
export async function readConsents(
  context: FlowContext,
  input: { readonly principal: Principal; readonly laborerId: LaborerId },
): Promise<readonly ConsentEntry[]> {
  authorize(input.principal, 'laborer.consent');
  const laborer = await findLaborerInScope(context, input.principal, input.laborerId);
  return await context.db.stores.laborers.consentEntries(laborer.id);
}

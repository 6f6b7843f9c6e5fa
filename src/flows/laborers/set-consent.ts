import type { Principal } from '../../domain/broker.ts';
import type { LaborerId } from '../../domain/ids.ts';
import type { Laborer } from '../../domain/laborer.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import { findLaborerInScope } from '../find-in-scope.ts';

/**
 * Notes that she gave or took back her consent to be matched. It acts at once: whoever took it back is in no answer.
 * @throws AppError `FORBIDDEN`, `LABORER_UNKNOWN`.
 */
export async function setConsent(
  context: FlowContext,
  input: {
    readonly principal: Principal;
    readonly laborerId: LaborerId;
    readonly consent: 'given' | 'withdrawn';
  },
): Promise<Laborer> {
  authorize(input.principal, 'laborer.consent');
  const laborer = await findLaborerInScope(context, input.principal, input.laborerId);
  await context.db.transaction(async (stores) => {
    await stores.history.writeAs({ actor: input.principal.name, source: null });
    await stores.laborers.setConsent(laborer.id, input.consent);
    await stores.audit.add({
      actor: input.principal.name,
      action: `consent.${input.consent}`,
      subject: laborer.id,
      purpose: null,
    });
  });
  return await findLaborerInScope(context, input.principal, laborer.id);
}

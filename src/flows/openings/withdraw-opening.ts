import type { Principal } from '../../domain/broker.ts';
import type { OpeningId } from '../../domain/ids.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import { findOpening } from '../find-in-scope.ts';

/** Withdraws an opening: it is in no answer from now on. @throws AppError `FORBIDDEN`, `OPENING_UNKNOWN`. */
export async function withdrawOpening(
  context: FlowContext,
  input: { readonly principal: Principal; readonly openingId: OpeningId },
): Promise<void> {
  authorize(input.principal, 'opening.withdraw');
  await findOpening(context, input.openingId);
  await context.db.transaction(async (stores) => {
    await stores.openings.withdraw(input.openingId);
    await stores.audit.add({
      actor: input.principal.name,
      action: 'opening.withdraw',
      subject: input.openingId,
      purpose: null,
    });
  });
}

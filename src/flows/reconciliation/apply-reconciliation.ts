import { say } from '../../domain/bilingual.ts';
import type { Principal } from '../../domain/broker.ts';
import { AppError } from '../../domain/errors.ts';
import type { ReconciliationId } from '../../domain/ids.ts';
import { RECONCILED, RECONCILED_MOVES } from '../../lists/reconciliation.ts';
import type { FlowContext } from '../context.ts';
import { findReconciliation } from './reconcile.ts';

/**
 * Moves people between the lists as their class has it, each with reason and source. Again: nobody moves twice. People who are
 * not registered cannot be moved: their survey must be imported first. Nobody is moved for not being found.
 * @throws AppError `FORBIDDEN`, `NOT_FOUND`, `RECONCILIATION_NOT_RUN`.
 */
export async function applyReconciliation(
  context: FlowContext,
  input: { readonly principal: Principal; readonly id: ReconciliationId },
): Promise<{ readonly moved: number }> {
  const found = await findReconciliation(context, input, 'reconciliation.run');
  if (found.counts === null || found.state === 'running') throw notRun(found.id);
  const moves = RECONCILED.flatMap((one, reconciled) => {
    const move = RECONCILED_MOVES[one];
    return move === null ? [] : [{ reconciled, ...move }];
  });
  return await context.db.transaction(async (stores) => {
    const moved = await stores.reconciliations.apply(found.id, moves);
    await stores.audit.add({
      actor: input.principal.name,
      action: 'reconciliation.apply',
      subject: found.id,
      purpose: null,
    });
    return { moved };
  });
}

function notRun(id: ReconciliationId): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'RECONCILIATION_NOT_RUN',
    message: say(`比对 ${id} 还没有结果`, `${id} has no result yet`),
    remedy: say('请先比对，看过结果再调整清单', 'Run it, look at the result, then apply it'),
  });
}

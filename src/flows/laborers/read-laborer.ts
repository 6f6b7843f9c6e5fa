import type { Principal } from '../../domain/broker.ts';
import type { LaborerId } from '../../domain/ids.ts';
import type { Laborer } from '../../domain/laborer.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import { findLaborerInScope } from '../find-in-scope.ts';

/** A laborer with masked personal data. @throws AppError `FORBIDDEN`, `LABORER_UNKNOWN` (also outside the scope). */
export async function readLaborer(
  context: FlowContext,
  input: { readonly principal: Principal; readonly laborerId: LaborerId },
): Promise<Laborer> {
  authorize(input.principal, 'laborer.read');
  return await findLaborerInScope(context, input.principal, input.laborerId);
}

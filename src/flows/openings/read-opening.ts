import type { Principal } from '../../domain/broker.ts';
import type { OpeningId } from '../../domain/ids.ts';
import type { Opening } from '../../domain/opening.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import { findOpening } from '../find-in-scope.ts';

/** An opening; openings are seen in every scope. @throws AppError `FORBIDDEN`, `OPENING_UNKNOWN`. */
export async function readOpening(
  context: FlowContext,
  input: { readonly principal: Principal; readonly openingId: OpeningId },
): Promise<Opening> {
  authorize(input.principal, 'opening.read');
  return await findOpening(context, input.openingId);
}

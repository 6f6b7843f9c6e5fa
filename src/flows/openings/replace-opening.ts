import type { Principal } from '../../domain/broker.ts';
import type { OpeningId } from '../../domain/ids.ts';
import type { Opening } from '../../domain/opening.ts';
import { authorize } from '../authorize.ts';
import { assertNoProblems } from '../bulk.ts';
import type { FlowContext } from '../context.ts';
import { findOpening } from '../find-in-scope.ts';
import { openingProblems } from './check-opening.ts';
import { describeOpening, type OpeningDraft } from './describe-opening.ts';

/**
 * Replaces what is known of an opening; its employers stay.
 * @throws AppError `FORBIDDEN`, `OPENING_UNKNOWN`, `INVALID_INPUT`, `VERSION_CONFLICT`.
 */
export async function replaceOpening(
  context: FlowContext,
  input: {
    readonly principal: Principal;
    readonly openingId: OpeningId;
    readonly draft: OpeningDraft;
    readonly version: number;
  },
): Promise<Opening> {
  authorize(input.principal, 'opening.write');
  const known = await findOpening(context, input.openingId);
  const record = describeOpening(context, input.draft, known);
  assertNoProblems(openingProblems(context.reference, record));
  return await context.db.transaction(async (stores) => {
    const replaced = await stores.openings.replace(input.openingId, record, input.version);
    await stores.audit.add({
      actor: input.principal.name,
      action: 'opening.replace',
      subject: input.openingId,
      purpose: null,
    });
    return replaced;
  });
}

import type { Principal } from '../../domain/broker.ts';
import type { ReferralId } from '../../domain/ids.ts';
import type { Referral } from '../../domain/referral.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import { findReferral } from './find-referral.ts';

/** A referral inside the principal's areas. @throws AppError `FORBIDDEN`, `NOT_FOUND`. */
export async function readReferral(
  context: FlowContext,
  input: { readonly principal: Principal; readonly referralId: ReferralId },
): Promise<Referral> {
  authorize(input.principal, 'referral.read');
  const { referral } = await findReferral(context, input.principal, input.referralId);
  return referral;
}

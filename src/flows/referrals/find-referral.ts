import { isInScope, type Principal } from '../../domain/broker.ts';
import type { ReferralId } from '../../domain/ids.ts';
import type { Laborer } from '../../domain/laborer.ts';
import type { Referral } from '../../domain/referral.ts';
import { notFound } from '../authorize.ts';
import type { FlowContext } from '../context.ts';

/** A referral and its laborer. @throws AppError `NOT_FOUND`, also when she lives outside the principal's areas. */
export async function findReferral(
  context: FlowContext,
  principal: Principal,
  id: ReferralId,
): Promise<{ readonly referral: Referral; readonly laborer: Laborer }> {
  const referral = await context.db.stores.referrals.find(id);
  if (referral === null) throw notFound(id);
  const [laborer] = await context.db.stores.laborers.find([referral.laborerId]);
  if (laborer === undefined || !isInScope(principal.scope, laborer.homeCode)) throw notFound(id);
  return { referral, laborer };
}

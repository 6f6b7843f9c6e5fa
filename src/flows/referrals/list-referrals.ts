import type { Principal } from '../../domain/broker.ts';
import type { BrokerId, LaborerId } from '../../domain/ids.ts';
import type { Referral, ReferralState } from '../../domain/referral.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import type { Page, PageRequest } from '../ports/paging.ts';

export interface ListReferralsInput {
  readonly principal: Principal;
  readonly brokerId?: BrokerId;
  readonly laborerId?: LaborerId;
  readonly state?: ReferralState;
  readonly page: PageRequest;
}

/** A page of the referrals of laborers inside the principal's areas. @throws AppError `FORBIDDEN`. */
export async function listReferrals(
  context: FlowContext,
  input: ListReferralsInput,
): Promise<Page<Referral>> {
  authorize(input.principal, 'referral.read');
  const { principal, page, ...filter } = input;
  return await context.db.stores.referrals.list({ scope: principal.scope, ...filter }, page);
}

import type { Principal } from '../../domain/broker.ts';
import type { JobFair } from '../../domain/fair.ts';
import { assertAreaAllowed, authorize } from '../authorize.ts';
import { assertNoProblems } from '../bulk.ts';
import type { FlowContext } from '../context.ts';
import { fairProblems } from './check-fair.ts';

/** Adds a fair with its openings, booths and places. @throws AppError `FORBIDDEN`, `INVALID_INPUT`, `AREA_OUT_OF_SCOPE`. */
export async function createFair(
  context: FlowContext,
  input: { readonly principal: Principal; readonly fair: Omit<JobFair, 'id'> },
): Promise<JobFair> {
  const { principal, fair } = input;
  authorize(principal, 'fair.write');
  const found = await context.db.stores.openings.find(fair.openings.map((one) => one.openingId));
  assertNoProblems(fairProblems(context.reference, fair, found));
  assertAreaAllowed(principal, fair.areaCode);
  return await context.db.transaction(async (stores) => {
    const id = await stores.fairs.create(fair);
    await stores.audit.add({ actor: principal.name, action: 'fair.create', subject: id, purpose: null });
    return { ...fair, id };
  });
}

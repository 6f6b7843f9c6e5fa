import type { Principal } from '../../domain/broker.ts';
import type { LaborerId } from '../../domain/ids.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import { checkedPurpose } from '../purpose.ts';
import { findPerson } from './find-person.ts';

/** What was deleted: the id that is free of any person now, and how many services stay on record under a pseudonym. */
export interface DeletedPerson {
  readonly id: LaborerId;
  readonly serviceRecords: number;
}

/**
 * Deletes everything that is held on a person, at once and for good; which services she was given in the last three years stays
 * under a random pseudonym that nothing leads back from. The audit keeps the id, no name and no number.
 * @throws AppError `FORBIDDEN`, `PURPOSE_INVALID`, `NOT_FOUND`.
 */
export async function deletePerson(
  context: FlowContext,
  input: { readonly principal: Principal; readonly idNumber: string; readonly purpose: string },
): Promise<DeletedPerson> {
  authorize(input.principal, 'person.delete');
  const purpose = checkedPurpose(input.purpose);
  const id = await findPerson(context, input.principal, input.idNumber);
  return await context.db.transaction(async (stores) => {
    await stores.audit.add({ actor: input.principal.name, action: 'person.delete', subject: id, purpose });
    return { id, serviceRecords: await stores.persons.erase([id]) };
  });
}

import { say } from '../../domain/bilingual.ts';
import type { Principal } from '../../domain/broker.ts';
import { AppError } from '../../domain/errors.ts';
import type { PersonFile } from '../../domain/person-file.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import { checkedPurpose } from '../purpose.ts';
import { findPerson } from './find-person.ts';

/**
 * All that is held on one person, numbers in plain, for the person herself. Audited before it is shown.
 * @throws AppError `FORBIDDEN`, `PURPOSE_INVALID`, `NOT_FOUND`.
 */
export async function exportPerson(
  context: FlowContext,
  input: { readonly principal: Principal; readonly idNumber: string; readonly purpose: string },
): Promise<PersonFile> {
  authorize(input.principal, 'person.export');
  const purpose = checkedPurpose(input.purpose);
  const id = await findPerson(context, input.principal, input.idNumber);
  return await context.db.transaction(async (stores) => {
    await stores.audit.add({ actor: input.principal.name, action: 'person.export', subject: id, purpose });
    const file = await stores.persons.everything(id);
    if (file !== null) return file;
    throw new AppError({
      kind: 'not_found',
      code: 'NOT_FOUND',
      message: say(`${id} 刚被删除`, `${id} was deleted a moment ago`),
    });
  });
}

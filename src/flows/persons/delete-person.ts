import { say } from '../../domain/bilingual.ts';
import type { Principal } from '../../domain/broker.ts';
import { AppError } from '../../domain/errors.ts';
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
 * @throws AppError `FORBIDDEN`, `PURPOSE_INVALID`, `NOT_FOUND`; `PERSON_IN_USE` naming imports that are not applied yet and
 *   reconciliations that run: they would bring her back.
 */
export async function deletePerson(
  context: FlowContext,
  input: { readonly principal: Principal; readonly idNumber: string; readonly purpose: string },
): Promise<DeletedPerson> {
  authorize(input.principal, 'person.delete');
  const purpose = checkedPurpose(input.purpose);
  const id = await findPerson(context, input.principal, input.idNumber);
  return await context.db.transaction(async (stores) => {
    const held = await stores.persons.heldBy(id);
    if (held.length > 0) throw inUse(id, held);
    await stores.audit.add({ actor: input.principal.name, action: 'person.delete', subject: id, purpose });
    return { id, serviceRecords: await stores.persons.erase([id]) };
  });
}

function inUse(id: LaborerId, held: readonly string[]): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'PERSON_IN_USE',
    message: say(
      `${id} 还在未入库的导入或正在运行的比对中（${held.join('、')}），现在删除，随后又会被登记进来；什么也没有删除`,
      `${id} stands in imports that are not applied yet or reconciliations that run (${held.join(', ')}), which would bring her back; nothing was deleted`,
    ),
    remedy: say(
      '请先将这些导入（I…）入库或丢弃，等比对（Q…）运行结束，再删除',
      'Apply the imports (I…) or throw them away, wait until the reconciliations (Q…) have run, then delete',
    ),
  });
}

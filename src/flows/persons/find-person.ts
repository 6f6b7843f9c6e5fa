import { say } from '../../domain/bilingual.ts';
import { isInScope, type Principal } from '../../domain/broker.ts';
import { AppError } from '../../domain/errors.ts';
import { standardIdNumber } from '../../domain/id-number.ts';
import type { LaborerId } from '../../domain/ids.ts';
import type { FlowContext } from '../context.ts';

/** The person of an ID number inside the principal's areas, removed or not. @throws AppError `NOT_FOUND`, without the number. */
export async function findPerson(
  context: FlowContext,
  principal: Principal,
  idNumber: string,
): Promise<LaborerId> {
  const found = await context.db.stores.persons.find(standardIdNumber(idNumber));
  if (found !== null && isInScope(principal.scope, found.homeCode)) return found.id;
  throw new AppError({
    kind: 'not_found',
    code: 'NOT_FOUND',
    message: say('管辖范围内没有此身份证号的人', 'Nobody with this ID number is held in your areas'),
    remedy: say('请核对号码', 'Check the number'),
  });
}

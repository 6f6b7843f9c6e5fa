import { say } from '../../domain/bilingual.ts';
import { isInScope, type Principal } from '../../domain/broker.ts';
import { AppError } from '../../domain/errors.ts';
import type { Laborer } from '../../domain/laborer.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';

/** The laborer with an ID number. @throws AppError `FORBIDDEN`; `NOT_FOUND`, also outside the scope. */
export async function findByIdNumber(
  context: FlowContext,
  input: { readonly principal: Principal; readonly idNumber: string },
): Promise<Laborer> {
  authorize(input.principal, 'laborer.search');
  const id = await context.db.stores.laborers.findByIdNumber(input.idNumber);
  const [laborer] = id === null ? [] : await context.db.stores.laborers.find([id]);
  if (laborer !== undefined && isInScope(input.principal.scope, laborer.homeCode)) return laborer;
  throw new AppError({
    kind: 'not_found',
    code: 'NOT_FOUND',
    message: say(
      '管辖范围内没有此身份证号的劳动力',
      'Nobody with this ID number is registered in your areas',
    ),
    remedy: say('请核对号码，或先登记此人', 'Check the number, or register the person first'),
  });
}

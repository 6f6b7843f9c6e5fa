import { say } from '../../domain/bilingual.ts';
import type { Principal } from '../../domain/broker.ts';
import { AppError } from '../../domain/errors.ts';
import type { Opening } from '../../domain/opening.ts';
import { authorize } from '../authorize.ts';
import { assertNoProblems } from '../bulk.ts';
import type { FlowContext } from '../context.ts';
import type { OpeningInput } from '../ports/opening-store.ts';
import { openingProblems } from './check-opening.ts';
import { describeOpening } from './describe-opening.ts';
import { unknownCreditCodes, type SubmittedOpening } from './submitted-opening.ts';

/**
 * Adds an opening.
 * @throws AppError `FORBIDDEN`, `INVALID_INPUT` (also for an unknown employer); `OPENING_EXISTS` when the number within its
 *   employer, else title and place, are known.
 */
export async function createOpening(
  context: FlowContext,
  input: { readonly principal: Principal; readonly opening: SubmittedOpening },
): Promise<Opening> {
  authorize(input.principal, 'opening.write');
  const { employerCreditCode, worksiteCreditCode, draft } = input.opening;
  const record = describeOpening(context, draft);
  const unknown = await unknownCreditCodes(context, [input.opening]);
  assertNoProblems([...openingProblems(context.reference, record), ...unknown(input.opening)]);
  return await write(context, input.principal, { record, employerCreditCode, worksiteCreditCode });
}

async function write(context: FlowContext, principal: Principal, opening: OpeningInput): Promise<Opening> {
  return await context.db.transaction(async (stores) => {
    const [written] = await stores.openings.upsert([opening]);
    if (written?.outcome !== 'created') throw exists(written?.id ?? '');
    await stores.audit.add({
      actor: principal.name,
      action: 'opening.create',
      subject: written.id,
      purpose: null,
    });
    const [created] = await stores.openings.find([written.id]);
    if (created === undefined) throw exists(written.id);
    return created;
  });
}

function exists(id: string): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'OPENING_EXISTS',
    message: say(`该岗位已登记为 ${id}`, `This opening is registered already, as ${id}`),
    remedy: say('改用 PUT /openings/{id} 修改', 'Change it with PUT /openings/{id}'),
  });
}

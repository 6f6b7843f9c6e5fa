import type { Principal } from '../../domain/broker.ts';
import type { OpeningId } from '../../domain/ids.ts';
import { authorize } from '../authorize.ts';
import { invalidRecord, writeBulk, type BulkItem, type BulkOutcome } from '../bulk.ts';
import type { FlowContext } from '../context.ts';
import { openingProblems } from './check-opening.ts';
import { describeOpening } from './describe-opening.ts';
import { openingKey, unknownCreditCodes, type SubmittedOpening } from './submitted-opening.ts';

/** Adds or updates many openings; good ones go in together, bad ones are told one by one. @throws AppError `FORBIDDEN`. */
export async function upsertOpenings(
  context: FlowContext,
  input: { readonly principal: Principal; readonly items: readonly BulkItem<SubmittedOpening>[] },
): Promise<BulkOutcome<OpeningId>[]> {
  authorize(input.principal, 'opening.write');
  const unknown = await unknownCreditCodes(
    context,
    input.items.map(({ item }) => item),
  );
  return await context.db.transaction(
    async (stores) =>
      await writeBulk(input.items, {
        keyOf: openingKey,
        refuse: (opening) => {
          const record = describeOpening(context, opening.draft);
          const problems = [...openingProblems(context.reference, record), ...unknown(opening)];
          return problems.length > 0 ? invalidRecord(problems) : null;
        },
        write: async (openings) =>
          await stores.openings.upsert(
            openings.map(({ draft, employerCreditCode, worksiteCreditCode }) => ({
              record: describeOpening(context, draft),
              employerCreditCode,
              worksiteCreditCode,
            })),
          ),
      }),
  );
}

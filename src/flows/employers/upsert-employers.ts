import type { Principal } from '../../domain/broker.ts';
import type { EmployerRecord } from '../../domain/employer.ts';
import type { EmployerId } from '../../domain/ids.ts';
import { authorize } from '../authorize.ts';
import { invalidRecord, writeBulk, type BulkItem, type BulkOutcome } from '../bulk.ts';
import type { FlowContext } from '../context.ts';
import { employerProblems } from './check-employer.ts';

/** Adds or updates many employers, each known by its credit code. @throws AppError `FORBIDDEN`. */
export async function upsertEmployers(
  context: FlowContext,
  input: { readonly principal: Principal; readonly items: readonly BulkItem<EmployerRecord>[] },
): Promise<BulkOutcome<EmployerId>[]> {
  authorize(input.principal, 'employer.write');
  return await context.db.transaction(
    async (stores) =>
      await writeBulk(input.items, {
        keyOf: (record) => record.creditCode,
        refuse: (record) => {
          const problems = employerProblems(record);
          return problems.length > 0 ? invalidRecord(problems) : null;
        },
        write: async (records) => await stores.employers.upsert(records),
      }),
  );
}

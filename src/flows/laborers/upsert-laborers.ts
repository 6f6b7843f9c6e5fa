import { say } from '../../domain/bilingual.ts';
import { isInScope, type Principal } from '../../domain/broker.ts';
import { AppError } from '../../domain/errors.ts';
import type { LaborerId } from '../../domain/ids.ts';
import { authorize } from '../authorize.ts';
import { invalidRecord, writeBulk, type BulkItem, type BulkOutcome } from '../bulk.ts';
import type { FlowContext } from '../context.ts';
import type { LaborerInput } from '../ports/laborer-store.ts';
import { laborerInputProblems } from './check-laborer.ts';

/**
 * Registers or updates many people, each known by the ID number; good records go in together, bad ones are told one by one.
 * Whoever is registered outside the principal's areas is not touched.
 */
export async function upsertLaborers(
  context: FlowContext,
  input: { readonly principal: Principal; readonly items: readonly BulkItem<LaborerInput>[] },
): Promise<BulkOutcome<LaborerId>[]> {
  authorize(input.principal, 'laborer.write');
  const elsewhere = await registeredElsewhere(context, input);
  return await context.db.transaction(
    async (stores) =>
      await writeBulk(input.items, {
        keyOf: (laborer) => laborer.personal.idNumber,
        refuse: (laborer) =>
          elsewhere.has(laborer.personal.idNumber)
            ? outsideAreas()
            : refusal(context, input.principal, laborer),
        write: async (laborers) => {
          await stores.history.writeAs({ actor: input.principal.name, source: input.principal.name });
          return await stores.laborers.upsert(laborers);
        },
      }),
  );
}

function refusal(context: FlowContext, principal: Principal, laborer: LaborerInput): AppError | null {
  const problems = laborerInputProblems(context.reference, laborer);
  if (problems.length > 0) return invalidRecord(problems);
  return isInScope(principal.scope, laborer.record.homeCode) ? null : outsideAreas();
}

async function registeredElsewhere(
  context: FlowContext,
  input: { readonly principal: Principal; readonly items: readonly BulkItem<LaborerInput>[] },
): Promise<ReadonlySet<string>> {
  const { laborers } = context.db.stores;
  const numbers = input.items.map(({ item }) => item.personal.idNumber);
  const ids = await Promise.all(numbers.map(async (number) => await laborers.findByIdNumber(number)));
  const known = await laborers.find(ids.filter((id) => id !== null));
  const outside = new Set(
    known.filter((one) => !isInScope(input.principal.scope, one.homeCode)).map((one) => one.id),
  );
  return new Set(numbers.filter((_number, index) => outside.has(ids[index] ?? 'L0')));
}

function outsideAreas(): AppError {
  return new AppError({
    kind: 'forbidden',
    code: 'AREA_OUT_OF_SCOPE',
    message: say('此人不属于您的管辖范围', 'This person lies outside your areas'),
    remedy: say('请由其户籍所在县登记', 'The home county has to register the person'),
  });
}

import { say } from '../../domain/bilingual.ts';
import type { Principal } from '../../domain/broker.ts';
import { AppError } from '../../domain/errors.ts';
import type { Laborer } from '../../domain/laborer.ts';
import { assertAreaAllowed, authorize } from '../authorize.ts';
import { assertNoProblems } from '../bulk.ts';
import type { FlowContext } from '../context.ts';
import type { Stores } from '../ports/database.ts';
import type { LaborerInput } from '../ports/laborer-store.ts';
import { laborerInputProblems } from './check-laborer.ts';

/**
 * Registers a person.
 * @throws AppError `FORBIDDEN`, `INVALID_INPUT`, `AREA_OUT_OF_SCOPE`; `LABORER_EXISTS` when her ID number is known already.
 */
export async function createLaborer(
  context: FlowContext,
  input: { readonly principal: Principal; readonly laborer: LaborerInput },
): Promise<Laborer> {
  authorize(input.principal, 'laborer.write');
  assertNoProblems(laborerInputProblems(context.reference, input.laborer));
  assertAreaAllowed(input.principal, input.laborer.record.homeCode);
  return await context.db.transaction(async (stores) => await register(stores, input));
}

async function register(
  stores: Stores,
  { principal, laborer }: { readonly principal: Principal; readonly laborer: LaborerInput },
): Promise<Laborer> {
  if ((await stores.laborers.findByIdNumber(laborer.personal.idNumber)) !== null) throw exists();
  await stores.history.writeAs({ actor: principal.name, source: principal.name });
  const [written] = await stores.laborers.upsert([laborer]);
  // Two registrations of one person at once: the second sees the first only now, and is rolled back.
  if (written?.outcome !== 'created') throw exists();
  await stores.audit.add({
    actor: principal.name,
    action: 'laborer.create',
    subject: written.id,
    purpose: null,
  });
  const [created] = await stores.laborers.find([written.id]);
  if (created === undefined) throw exists();
  return created;
}

function exists(): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'LABORER_EXISTS',
    message: say('此身份证号已登记', 'This ID number is registered already'),
    remedy: say(
      '用 POST /laborers/search 找到此人后修改；若不在您的管辖范围，请联系其户籍所在县',
      'Find the person with POST /laborers/search and change the record; outside your areas, ask the home county',
    ),
  });
}

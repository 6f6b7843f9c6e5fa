import type { Principal } from '../../domain/broker.ts';
import type { LaborerId } from '../../domain/ids.ts';
import type { Laborer, LaborerRecord } from '../../domain/laborer.ts';
import { assertAreaAllowed, authorize } from '../authorize.ts';
import { assertNoProblems } from '../bulk.ts';
import type { FlowContext } from '../context.ts';
import { findLaborerInScope } from '../find-in-scope.ts';
import { laborerRecordProblems } from './check-laborer.ts';

/** What a replacement may say: who she is (birth date, sex) follows her ID number, and consent has its own way in. */
export type LaborerChange = Omit<LaborerRecord, 'birthDate' | 'sex' | 'matchConsent'>;

/**
 * Replaces what is known of a laborer. A phone is changed only where one (or `null`: none any more) is given; a change of
 * phone is audited on its own.
 * @throws AppError `FORBIDDEN`, `LABORER_UNKNOWN`, `INVALID_INPUT`, `AREA_OUT_OF_SCOPE`, `VERSION_CONFLICT`.
 */
export async function replaceLaborer(
  context: FlowContext,
  input: {
    readonly principal: Principal;
    readonly laborerId: LaborerId;
    readonly change: LaborerChange & { readonly phone?: string | null };
    readonly version: number;
  },
): Promise<Laborer> {
  authorize(input.principal, 'laborer.write');
  const known = await findLaborerInScope(context, input.principal, input.laborerId);
  const { phone, ...change } = input.change;
  const record: LaborerRecord = {
    ...change,
    birthDate: known.birthDate,
    sex: known.sex,
    matchConsent: known.matchConsent,
  };
  assertNoProblems(laborerRecordProblems(context.reference, record));
  assertAreaAllowed(input.principal, record.homeCode);
  return await context.db.transaction(async (stores) => {
    const isOther = phone !== undefined && (await stores.laborers.setPhone(known.id, phone));
    const replaced = await stores.laborers.replace(known.id, record, input.version);
    const entry = { actor: input.principal.name, subject: known.id, purpose: null };
    await stores.audit.add({ ...entry, action: 'laborer.replace' });
    if (isOther) await stores.audit.add({ ...entry, action: 'laborer.phone' });
    return replaced;
  });
}

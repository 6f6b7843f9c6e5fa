import type { Principal } from '../../domain/broker.ts';
import { AppError } from '../../domain/errors.ts';
import type { LaborerId } from '../../domain/ids.ts';
import type { Laborer, LaborerRecord } from '../../domain/laborer.ts';
import { assertAreaAllowed, authorize } from '../authorize.ts';
import { assertNoProblems } from '../bulk.ts';
import type { FlowContext } from '../context.ts';
import { findLaborerInScope } from '../find-in-scope.ts';
import { changedMeanwhile } from './changed-meanwhile.ts';
import { laborerRecordProblems } from './check-laborer.ts';

/** What a replacement may say: who she is (birth date, sex) follows her ID number, and consent has its own way in. */
export type LaborerChange = Omit<LaborerRecord, 'birthDate' | 'sex' | 'matchConsent'>;

/**
 * Replaces what is known of a laborer. A phone is changed only where one (or `null`: none any more) is given; a change of
 * phone is audited on its own.
 * @throws AppError `FORBIDDEN`, `LABORER_UNKNOWN`, `INVALID_INPUT`, `AREA_OUT_OF_SCOPE`; `CHANGED_MEANWHILE` with both versions
 *   when somebody else changed her since `version`.
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
  const { version } = input;
  if (known.version !== version) throw await changedMeanwhile(context, known, { record, phone, version });
  try {
    return await write(context, { principal: input.principal, id: known.id, record, phone, version });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'VERSION_CONFLICT') throw error;
    // Both had read the same version: the other was a moment faster.
    const now = await findLaborerInScope(context, input.principal, input.laborerId);
    throw await changedMeanwhile(context, now, { record, phone, version });
  }
}

interface Replacement {
  readonly principal: Principal;
  readonly id: LaborerId;
  readonly record: LaborerRecord;
  readonly phone: string | null | undefined;
  readonly version: number;
}

async function write(
  context: FlowContext,
  { principal, id, record, phone, version }: Replacement,
): Promise<Laborer> {
  return await context.db.transaction(async (stores) => {
    await stores.history.writeAs({ actor: principal.name, source: null });
    const replaced = await stores.laborers.replace(id, record, version);
    const isOther = phone !== undefined && (await stores.laborers.setPhone(id, phone));
    const entry = { actor: principal.name, subject: id, purpose: null };
    await stores.audit.add({ ...entry, action: 'laborer.replace' });
    if (isOther) await stores.audit.add({ ...entry, action: 'laborer.phone' });
    return isOther ? ((await stores.laborers.find([id]))[0] ?? replaced) : replaced;
  });
}

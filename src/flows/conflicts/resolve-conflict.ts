import { say } from '../../domain/bilingual.ts';
import type { Principal } from '../../domain/broker.ts';
import { isIsoDate } from '../../domain/dates.ts';
import { AppError, type FieldProblem } from '../../domain/errors.ts';
import type { ConflictField, IdentityConflict } from '../../domain/identity-conflict.ts';
import type { ConflictId } from '../../domain/ids.ts';
import { SEXES } from '../../domain/laborer.ts';
import type { Reference } from '../../domain/reference.ts';
import { assertAreaAllowed, authorize } from '../authorize.ts';
import { assertNoProblems } from '../bulk.ts';
import { areaProblems, problem } from '../check-codes.ts';
import type { FlowContext } from '../context.ts';
import { readConflict } from './read-conflict.ts';

/** What a person decides: what stands stays, what was given replaces it, or a third value does. */
export type ConflictDecision =
  { readonly kind: 'keep' } | { readonly kind: 'take' } | { readonly kind: 'edit'; readonly value: string };

const STATE = { keep: 'kept', take: 'taken', edit: 'edited' } as const;

/**
 * Decides a conflict, audited. Only the county where she is registered decides; until then the stored version stays.
 * @throws AppError `FORBIDDEN`, `NOT_FOUND`, `AREA_OUT_OF_SCOPE`, `INVALID_INPUT`, `CONFLICT_RESOLVED`.
 */
export async function resolveConflict(
  context: FlowContext,
  input: {
    readonly principal: Principal;
    readonly conflictId: ConflictId;
    readonly decision: ConflictDecision;
  },
): Promise<IdentityConflict> {
  authorize(input.principal, 'conflict.resolve');
  const conflict = await readConflict(context, input);
  assertAreaAllowed(input.principal, conflict.homeCode);
  const value = valueOf(conflict, input.decision);
  if (input.decision.kind === 'edit')
    assertNoProblems(valueProblems(context.reference, conflict.field, value));
  const by = input.principal.name;
  await context.db.transaction(async (stores) => {
    await stores.history.writeAs({ actor: by, source: conflict.id });
    const decision = { state: STATE[input.decision.kind], value, by };
    if (!(await stores.conflicts.resolve(conflict.id, decision))) throw resolvedBefore(conflict);
    if (input.decision.kind !== 'keep' && value !== null) {
      await stores.conflicts.setField(conflict.laborerId, conflict.field, value);
    }
    const entry = { actor: by, action: `conflict.${input.decision.kind}`, purpose: conflict.field };
    await stores.audit.add({ ...entry, subject: conflict.laborerId });
    await stores.audit.add({ ...entry, subject: conflict.id });
  });
  return (await context.db.stores.conflicts.find(conflict.id)) ?? conflict;
}

function valueOf(conflict: IdentityConflict, decision: ConflictDecision): string | null {
  if (decision.kind === 'edit') return decision.value.trim();
  return decision.kind === 'keep' ? conflict.stored.value : conflict.given.value;
}

/** Longest name or household number, as the registration has it. */
const WORDS_MAX = 60;

function valueProblems(reference: Reference, field: ConflictField, value: string | null): FieldProblem[] {
  const text = value ?? '';
  if (field === 'homeCode') return areaProblems(reference, text, '/value');
  const isSound =
    field === 'sex'
      ? SEXES.some((sex) => sex === text)
      : field === 'birthDate'
        ? isIsoDate(text)
        : text.length > 0 && text.length <= WORDS_MAX && !/\d{15}/.test(field === 'name' ? text : '');
  return isSound ? [] : [problem('/value', '这个值不合格', 'This value will not do')];
}

function resolvedBefore(conflict: IdentityConflict): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'CONFLICT_RESOLVED',
    message: say(`${conflict.id} 已经处理过`, `${conflict.id} was decided already`),
    remedy: say(
      '重新查看该条，如仍不对请直接修改此人',
      'Look at it again; if it is still wrong, change the person',
    ),
  });
}
